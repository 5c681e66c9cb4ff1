//! Lines of figures above phases and swaps.

use explore::stake::{Stake, stakes};
use lang::ast::{Name, Swap};
use lang::outline::{Declaration, Outline, outline};
use lang::source::Source;
use lang::span::Span;
use lang::{Compiled, compile};
use lsp_types::{CodeLens, CodeLensParams, Command};
use report::{Labels, words};

use super::documents::Documents;
use super::places;

/// Above each phase what it asks and until when; above each swap, once the text has no errors,
/// what either side puts in: the most that it can lose by it.
pub fn lenses(documents: &Documents, params: &CodeLensParams) -> Option<Vec<CodeLens>> {
    let source = documents.get(&params.text_document.uri)?;
    let outline = outline(source);
    let phases = outline.declared.iter().filter(|it| it.keyword == "phase");
    let phases = phases.map(|phase| lens(source, phase.span, asks(&outline, phase)));
    let compiled = compile(source).compiled;
    let swaps = compiled.iter().flat_map(|text| exposures(source, text));
    Some(phases.chain(swaps).collect())
}

fn exposures(source: &Source, text: &Compiled) -> Vec<CodeLens> {
    let labels = Labels::from_text(text, String::new());
    let inner = text.terms.phases().flat_map(|phase| &phase.swaps);
    let swaps = inner.chain(text.terms.swaps());
    swaps.map(|swap| lens(source, swap.head.span, exposure(text, &labels, swap))).collect()
}

/// `exposure at most: US 800 million USD out of "Proceeds"; Iran 220 kg[U] of "Stock"`.
fn exposure(text: &Compiled, labels: &Labels, swap: &Swap) -> String {
    let duties = |names: &[Name]| -> Vec<_> {
        names.iter().flat_map(|name| text.common.names.duties(name.as_str())).collect()
    };
    let all = [duties(&swap.give), duties(&swap.take)].concat();
    let said: Vec<String> =
        by_party(&stakes(text.accord(), &all)).iter().map(|own| put_in(labels, own)).collect();
    if said.is_empty() {
        return "nothing that can be counted changes hands".to_owned();
    }
    format!("exposure at most: {}", said.join("; "))
}

fn by_party(all: &[Stake]) -> Vec<Vec<Stake>> {
    let mut parties: Vec<_> = all.iter().map(|it| it.party).collect();
    parties.sort();
    parties.dedup();
    let own = |party| all.iter().filter(|it| it.party == party).copied().collect();
    parties.into_iter().map(own).collect()
}

fn put_in(labels: &Labels, own: &[Stake]) -> String {
    let amount = |it: &Stake| words::good::amount(labels, it.good, it.most);
    let amounts: Vec<String> = own.iter().map(amount).collect();
    let party = own.first().map_or_else(String::new, |it| labels.short(it.party));
    format!("{party} {}", amounts.join(" and "))
}

fn asks(outline: &Outline, phase: &Declaration) -> String {
    let inside = |it: &&Declaration| {
        it.keyword == "step" && phase.whole.start <= it.span.start && it.span.end <= phase.whole.end
    };
    let steps: Vec<&Declaration> = outline.declared.iter().filter(inside).collect();
    let late = steps.iter().filter_map(|it| it.window.as_ref()?.latest.as_ref()).next_back();
    let last = late.map_or_else(String::new, |day| format!(", the last named due {day}"));
    format!("{} steps{last}", steps.len())
}

fn lens(source: &Source, span: Span, title: String) -> CodeLens {
    CodeLens {
        range: places::range(source, span),
        command: Some(Command { title, ..Command::default() }),
        data: None,
    }
}
