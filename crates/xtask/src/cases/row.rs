//! A row of the table: what the program says, what happened, and whether the two agree.

/// What became of an agreement, with where it was read; told by hand.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Happened(pub(super) String);

/// One case.
pub(super) struct Row {
    pub(super) case: String,
    /// Codes of the checks.
    pub(super) checks: String,
    /// The solver's word, with the share of the believed space.
    pub(super) word: String,
    /// The weakest promise.
    pub(super) weakest: String,
    /// First non-performance on record, and the end.
    pub(super) record: String,
    pub(super) happened: Happened,
}

const HEAD: &str = "| case | the checks say | the solver says | weakest promise | first non-performance on record | what happened | so |\n\
     | --- | --- | --- | --- | --- | --- | --- |\n";

/// Cases and what happened, from the table as it stands.
pub(super) fn told(table: &str) -> Vec<(String, Happened)> {
    let rows = table.lines().skip(2).filter_map(|line| {
        let cells: Vec<&str> = line.trim_matches('|').split(" | ").map(str::trim).collect();
        let case = cells.first()?.trim_matches('`');
        let happened = cells.get(5)?;
        Some((case.to_owned(), Happened((*happened).to_owned())))
    });
    rows.collect()
}

/// The table in Markdown.
pub(super) fn table(rows: &[Row]) -> String {
    let mut text = HEAD.to_owned();
    for row in rows {
        let Row { case, checks, word, weakest, record, happened } = row;
        let so = so(word, happened);
        text += &format!(
            "| `{case}` | {checks} | {word} | {weakest} | {record} | {} | {so} |\n",
            happened.0
        );
    }
    text
}

/// Hit or miss: a word is held against what happened only where both are said.
fn so(word: &str, happened: &Happened) -> &'static str {
    let kept = happened.0.starts_with("kept");
    let broken = happened.0.starts_with("broken") || happened.0.starts_with("partly");
    match word.split(',').next().unwrap_or_default() {
        "KEEPS" if kept => "hit",
        "BREAKS" if broken => "hit",
        "KEEPS" | "BREAKS" if kept || broken => "miss",
        "DEPENDS" | "UNDECIDED" if kept || broken => "no call",
        _ => "-",
    }
}

/// How many of each.
pub(super) fn score(rows: &[Row]) -> String {
    let count =
        |wanted: &str| rows.iter().filter(|row| so(&row.word, &row.happened) == wanted).count();
    format!("hits: {}, misses: {}, no call: {}", count("hit"), count("miss"), count("no call"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(word: &str, happened: &str) -> Row {
        let happened = Happened(happened.to_owned());
        let blank = String::new;
        let (case, word) = ("x-2000".to_owned(), word.to_owned());
        Row { case, checks: blank(), word, weakest: blank(), record: blank(), happened }
    }

    #[test]
    fn a_word_is_held_against_what_happened() {
        let so = |word, happened| so(word, &Happened(String::from(happened)));
        assert_eq!(so("BREAKS, kept in 0 %", "broken on 2015-02-18"), "hit");
        assert_eq!(so("BREAKS, kept in 0 %", "kept for fifty years"), "miss");
        assert_eq!(so("KEEPS, kept in 95 %", "partly kept"), "miss");
        assert_eq!(so("DEPENDS, kept in 40 %", "kept"), "no call");
        assert_eq!(so("DEPENDS, kept in 40 %", "a draft"), "-");
    }

    #[test]
    fn what_is_told_by_hand_is_carried_over() {
        let rows = [row("KEEPS", "kept [1]"), row("BREAKS", "kept (x.org)")];
        let told = told(&table(&rows));
        assert_eq!(told.len(), 2);
        assert_eq!(told[1], ("x-2000".to_owned(), Happened("kept (x.org)".to_owned())));
        assert_eq!(score(&rows), "hits: 1, misses: 1, no call: 0");
    }
}
