//! The little Markdown that the rules read: tables, headings and links.

/// A table, found by its header row.
pub struct Table {
    /// Cells of every row, with the line it stands on.
    pub rows: Vec<(usize, Vec<String>)>,
}

/// The first table whose header starts with these cells.
pub fn table(text: &str, header: &[&str]) -> Option<Table> {
    let lines: Vec<&str> = text.lines().collect();
    let at = lines.iter().position(|line| {
        let cells = cells(line);
        cells.len() >= header.len() && cells.iter().zip(header).all(|(cell, name)| cell == name)
    })?;
    let body = lines.iter().enumerate().skip(at + 2).take_while(|(_, line)| line.starts_with('|'));
    Some(Table { rows: body.map(|(index, line)| (index + 1, cells(line))).collect() })
}

/// Cells of one row, trimmed; `\|` is a bar inside a cell.
pub fn cells(line: &str) -> Vec<String> {
    let Some(inner) = line.trim().strip_prefix('|').and_then(|rest| rest.strip_suffix('|')) else {
        return Vec::new();
    };
    let hidden = inner.replace("\\|", "\u{0}");
    hidden.split('|').map(|cell| cell.trim().replace('\u{0}', "|")).collect()
}

/// The words between backticks.
pub fn code_spans(text: &str) -> Vec<String> {
    text.split('`').skip(1).step_by(2).map(String::from).collect()
}

/// The text with fenced blocks and code spans blanked, lines kept.
pub fn prose(text: &str) -> String {
    let mut inside = false;
    let mut kept = String::new();
    for line in text.lines() {
        let fence = line.trim_start().starts_with("```");
        if !fence && !inside {
            kept.push_str(&line.split('`').step_by(2).collect::<Vec<_>>().join("` `"));
        }
        inside ^= fence;
        kept.push('\n');
    }
    kept
}

/// Targets of `[text](target)` with their lines.
pub fn links(text: &str) -> Vec<(usize, String)> {
    let mut found = Vec::new();
    for (index, line) in prose(text).lines().enumerate() {
        for piece in line.split("](").skip(1) {
            if let Some((target, _)) = piece.split_once(')') {
                found.push((index + 1, target.trim().to_string()));
            }
        }
    }
    found
}

/// Anchors of the headings, as code hosts form them: lower case, blanks to hyphens, no punctuation.
pub fn anchors(text: &str) -> Vec<String> {
    let mut inside = false;
    let mut found = Vec::new();
    for line in text.lines() {
        inside ^= line.trim_start().starts_with("```");
        if !inside && line.starts_with('#') {
            let title = line.trim_start_matches('#').trim().to_lowercase();
            let kept = title.chars().filter(|c| c.is_alphanumeric() || " -_".contains(*c));
            found.push(kept.map(|c| if c == ' ' { '-' } else { c }).collect());
        }
    }
    found
}

#[test]
fn a_table_is_found_by_its_header_and_keeps_line_numbers() {
    let text = "x\n| a | b |\n| --- | --- |\n| 1 | `x \\| y` |\n\n| 2 | 3 |\n";
    let table = table(text, &["a", "b"]).expect("it is there");
    assert_eq!(table.rows, [(4, vec!["1".to_string(), "`x | y`".to_string()])]);
}

#[test]
fn links_in_code_are_not_links() {
    let text = "[a](b.md) `[c](d.md)`\n```\n[e](f.md)\n```\n[g](h.md#i)\n";
    assert_eq!(links(text), [(1, "b.md".to_string()), (5, "h.md#i".to_string())]);
}

#[test]
fn anchors_are_formed_as_code_hosts_do() {
    assert_eq!(anchors("# How to add: a clause\n```\n# no\n```\n"), ["how-to-add-a-clause"]);
}
