//! `detente assess`: the main job.

use std::path::Path;

use explore::assess::Effort;
use report::{Page, Run, html, json, terminal, why};

use crate::args::{AssessArgs, STATES};
use crate::exit::{Answer, Exit, Failure};
use crate::progress::Progress;
use crate::{clock, files, picture, texts};

/// Assesses, writes the report, prints the page or what was asked of one line.
pub fn run(args: &AssessArgs, as_json: bool) -> Result<Answer, Failure> {
    let believed = texts::believed(&args.believed)?;
    let others = texts::others(&args.also, &believed.text)?;
    let progress = Progress::start();
    let assessment = reader::assessed(&believed, &effort(args), &mut |step| progress.step(step))?;
    let run = Run {
        elapsed_seconds: Some(progress.finish()),
        report_file: (!args.no_report).then(|| args.report.display().to_string()),
        command: command(args),
        date: Some(clock::today()),
        others,
        ..texts::run(&args.believed, &believed)
    };
    let page = Page {
        accord: believed.text.compiled.accord(),
        labels: &believed.labels,
        beliefs: &believed.beliefs,
        assessment: &assessment,
        remarks: &believed.remarks,
        run: &run,
        record: None,
    };
    if !args.no_report {
        files::write(&args.report, &html::page(&page))?;
    }
    drawn(args, &page)?;
    let text = said(args, as_json, &page)?;
    let exit = Exit::no_if(assessment.answer == explore::assess::Answer::No);
    Ok(Answer { text, exit })
}

/// Writes the figures, one file each, where that was asked for.
fn drawn(args: &AssessArgs, page: &Page<'_>) -> Result<(), Failure> {
    if args.svg.is_none() && args.png.is_none() {
        return Ok(());
    }
    for folder in [&args.svg, &args.png].into_iter().flatten() {
        files::folder(folder)?;
    }
    let place = |folder: &Path, name: &str, ending| folder.join(name).with_extension(ending);
    for (name, svg) in html::figures(page) {
        if let Some(folder) = &args.svg {
            files::write(&place(folder, &name, "svg"), &svg)?;
        }
        if let Some(folder) = &args.png {
            picture::write_png(&place(folder, &name, "png"), &svg)?;
        }
    }
    Ok(())
}

fn said(args: &AssessArgs, as_json: bool, page: &Page<'_>) -> Result<String, Failure> {
    match (args.why, as_json) {
        (None, true) => Ok(json::text(&json::assessment(page))),
        (None, false) => Ok(terminal::page(page)),
        (Some(line), true) => why::answer(page, line).map(|it| json::text(&it)),
        (Some(line), false) => why::page(page, line),
    }
    .map_err(|why::NoClause { line, nearest }| {
        let near = nearest.map_or_else(String::new, |near| format!(": the nearest is line {near}"));
        Failure::Usage(format!("no clause starts in line {line} of {}{near}", page.run.accord_file))
    })
}

fn effort(args: &AssessArgs) -> Effort {
    Effort {
        quick: args.quick,
        seed: args.believed.seed,
        points_max: args.states as usize,
        sampled: args.sampled,
        ..Effort::default()
    }
}

/// The command that gives this answer again.
fn command(args: &AssessArgs) -> String {
    let beliefs = args.believed.beliefs.as_ref();
    let beliefs =
        beliefs.map_or_else(String::new, |it| format!(" --beliefs {}", files::as_typed(it)));
    let quick = if args.quick { " --quick" } else { "" };
    let sampled = if args.sampled { " --sampled" } else { "" };
    let states = match args.states {
        STATES => String::new(),
        states => format!(" --states {states}"),
    };
    let (file, seed) = (files::as_typed(&args.believed.file), args.believed.seed);
    let also = args.also.iter().map(|it| format!(" --also {}", files::as_typed(it)));
    let also: String = also.collect();
    format!("detente assess {file}{beliefs}{also} --seed {seed}{quick}{states}{sampled}")
}
