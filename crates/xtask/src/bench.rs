//! `cargo xtask bench`: every bench in release, and the table of docs/benchmarks.md.
//!
//! A group may hold a bench named `baseline`. Ratios are to it and to nothing else, because only it was
//! measured in the same run on the same machine.

use crate::{Error, step};

const BEGIN: &str = "<!-- measured: begin -->\n";
const END: &str = "<!-- measured: end -->\n";

/// One measured bench.
#[derive(Debug, PartialEq)]
struct Row {
    group: String,
    name: String,
    fastest: String,
    median: String,
    samples: String,
    /// Items a second at the median; empty where nothing is counted.
    rate: String,
}

/// Runs the benches and rewrites the measured part of docs/benchmarks.md.
pub(crate) fn run() -> Result<(), Error> {
    let done = step::run("cargo bench", step::cargo(&["bench", "--workspace", "--benches"]))?;
    if !done.succeeded {
        return Err(Error::Step("cargo bench".into()));
    }
    let rows = rows(&done.lines);
    if rows.is_empty() {
        return Err(Error::Document("no bench was found: the table stays as it was".into()));
    }
    let path = step::root().join("docs/benchmarks.md");
    let text = std::fs::read_to_string(&path).map_err(Error::io("docs/benchmarks.md"))?;
    let text = replaced(&text, &format!("{}\n{}", machine(), table(&rows))).ok_or_else(|| {
        Error::Document("docs/benchmarks.md has lost its `measured` markers".into())
    })?;
    std::fs::write(&path, text).map_err(Error::io("docs/benchmarks.md"))
}

/// Processor, cores and compiler: what a reader needs to compare runs, and nothing that names a host.
fn machine() -> String {
    let cpu = std::fs::read_to_string("/proc/cpuinfo").unwrap_or_default();
    let model = cpu.lines().find_map(|line| line.strip_prefix("model name"));
    let model = model.map_or("unknown processor", |rest| rest.trim_start_matches(['\t', ' ', ':']));
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    let rustc = std::process::Command::new("rustc").arg("--version").output();
    let rustc = rustc.map(|out| String::from_utf8_lossy(&out.stdout).trim().to_string());
    format!("{model}, {cores} cores, {}\n", rustc.unwrap_or_else(|_| "unknown compiler".into()))
}

/// Reads the tree that divan prints: three characters of drawing a level, columns apart by `│`.
fn rows(lines: &[String]) -> Vec<Row> {
    let mut groups: Vec<String> = Vec::new();
    let mut found: Vec<Row> = Vec::new();
    for line in lines {
        let Some((level, rest)) = branch(line) else {
            if line.contains("fastest") && line.contains("median") {
                groups = line.split_whitespace().take(1).map(String::from).collect();
            } else if let (Some(row), Some(rate)) = (found.last_mut(), rate(line)) {
                row.rate = rate;
            }
            continue;
        };
        groups.truncate(level);
        let columns: Vec<&str> = rest.split('│').map(str::trim).collect();
        match (columns.as_slice(), measured(columns[0])) {
            ([_, _, median, _, samples, ..], Some((name, fastest))) => found.push(Row {
                group: groups.join("::"),
                name,
                fastest,
                median: (*median).into(),
                samples: (*samples).into(),
                rate: String::new(),
            }),
            _ => groups.push(columns[0].to_string()),
        }
    }
    found
}

/// The third column of a line under a bench that counts its items: `2.103 G` a second.
fn rate(line: &str) -> Option<String> {
    let column = line.split('│').map(str::trim).filter(|it| it.ends_with("item/s")).nth(2)?;
    let (number, unit) = column.split_once(' ')?;
    Some(format!("{number} {}", unit.trim_end_matches("item/s")).trim_end().to_owned())
}

/// Level from 1 and what stands on the branch, for a line that opens one.
fn branch(line: &str) -> Option<(usize, &str)> {
    let at = ["├─ ", "╰─ "].iter().filter_map(|drawn| line.find(drawn)).min()?;
    Some((line[..at].chars().count() / 3 + 1, &line[at + "├─ ".len()..]))
}

/// Splits `name   46.9 ns` into both; a group has no time.
fn measured(label: &str) -> Option<(String, String)> {
    let words: Vec<&str> = label.split_whitespace().collect();
    let (name, time) = words.split_at_checked(words.len().checked_sub(2)?)?;
    let time = time.join(" ");
    nanoseconds(&time).map(|_| (name.join(" "), time))
}

fn nanoseconds(time: &str) -> Option<f64> {
    let (number, unit) = time.trim().split_once(' ')?;
    let factor = match unit {
        "ps" => 1e-3,
        "ns" => 1.0,
        "µs" => 1e3,
        "ms" => 1e6,
        "s" => 1e9,
        _ => return None,
    };
    number.parse::<f64>().ok().map(|value| value * factor)
}

fn table(rows: &[Row]) -> String {
    let mut text = String::from(
        "| bench | median | fastest | samples | items a second | median / baseline |\n\
         | --- | ---: | ---: | ---: | ---: | ---: |\n",
    );
    for row in rows {
        let Row { group, name, fastest, median, samples, rate } = row;
        let ratio = ratio(row, rows);
        text +=
            &format!("| {group}::{name} | {median} | {fastest} | {samples} | {rate} | {ratio} |\n");
    }
    text
}

/// To the `baseline` of the same group in this run; empty without one.
fn ratio(row: &Row, rows: &[Row]) -> String {
    let baseline = rows.iter().find(|other| other.group == row.group && other.name == "baseline");
    let both =
        baseline.and_then(|other| Some((nanoseconds(&row.median)?, nanoseconds(&other.median)?)));
    both.map_or_else(String::new, |(own, base)| format!("{:.2}", own / base))
}

fn replaced(text: &str, measured: &str) -> Option<String> {
    let (before, rest) = text.split_once(BEGIN)?;
    let (_, after) = rest.split_once(END)?;
    Some(format!("{before}{BEGIN}{measured}{END}{after}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    const PRINTED: &str = "\
solve           fastest       │ slowest       │ median        │ mean          │ samples │ iters
├─ items        46.9 ns       │ 48 ns         │ 47.54 ns      │ 47.6 ns       │ 100     │ 6400
│               2.132 Gitem/s │ 2.082 Gitem/s │ 2.103 Gitem/s │ 2.1 Gitem/s   │         │
├─ sum                        │               │               │               │         │
│  ├─ 1         1.85 ns       │ 1.87 ns       │ 1.86 ns       │ 1.862 ns      │ 100     │ 102400
│  ╰─ 10        1.85 ns       │ 1.88 ns       │ 1.869 ns      │ 1.865 ns      │ 100     │ 102400
╰─ grp                        │               │               │               │         │
   ├─ apply     186.1 µs      │ 189.3 µs      │ 186.8 µs      │ 187.3 µs      │ 100     │ 1600
   ╰─ baseline  349 ns        │ 351 ns        │ 934 ns        │ 350 ns        │ 100     │ 409600
";

    fn sample() -> Vec<Row> {
        rows(&PRINTED.lines().map(String::from).collect::<Vec<_>>())
    }

    #[test]
    fn benches_are_read_with_their_groups() {
        let names: Vec<String> =
            sample().iter().map(|row| format!("{}::{}", row.group, row.name)).collect();
        assert_eq!(
            names,
            [
                "solve::items",
                "solve::sum::1",
                "solve::sum::10",
                "solve::grp::apply",
                "solve::grp::baseline"
            ]
        );
        assert_eq!(
            (sample()[0].fastest.as_str(), sample()[0].median.as_str()),
            ("46.9 ns", "47.54 ns")
        );
    }

    #[test]
    fn items_a_second_are_those_of_the_median() {
        let rates: Vec<String> = sample().into_iter().map(|row| row.rate).collect();
        assert_eq!(rates, ["2.103 G", "", "", "", ""]);
    }

    #[test]
    fn a_ratio_needs_a_baseline_of_the_same_group() {
        let rows = sample();
        assert_eq!(ratio(&rows[3], &rows), "200.00");
        assert_eq!(ratio(&rows[0], &rows), "");
    }

    #[test]
    fn only_the_measured_part_is_replaced() {
        let page = format!("a\n{BEGIN}old\n{END}b\n");
        assert_eq!(replaced(&page, "new\n"), Some(format!("a\n{BEGIN}new\n{END}b\n")));
        assert_eq!(replaced("no markers", "new"), None);
    }
}
