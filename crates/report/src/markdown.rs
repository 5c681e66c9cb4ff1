//! Pages as Markdown (CommonMark, with tables as GitHub reads them).

use crate::document::{Block, Document, Table};

/// A document as Markdown, a line break at its end. Charts are not in it: each is named with what it shows,
/// and its numbers stand below it.
#[must_use]
pub fn text(document: &Document) -> String {
    let mut parts = vec![format!("# {}", plain(&document.title))];
    parts.extend(document.blocks.iter().map(block));
    let parts: Vec<String> = parts.into_iter().filter(|part| !part.is_empty()).collect();
    format!("{}\n", parts.join("\n\n"))
}

fn block(block: &Block) -> String {
    match block {
        Block::Heading(level, text) => format!("{} {}", "#".repeat((*level).into()), plain(text)),
        Block::Paragraph(text) => plain(text),
        Block::Notice(text) => format!("> **{}**", plain(text)),
        Block::Quote(text, from) => format!("> {}\n>\n> {}", plain(text), plain(from)),
        Block::List(items) => lines(items.iter().map(|it| format!("- {}", plain(it)))),
        Block::Pairs(pairs) => {
            lines(pairs.iter().map(|(name, it)| format!("- **{}:** {}", plain(name), plain(it))))
        }
        Block::Table(it) => table(it),
        Block::Figure { name, number, caption } => {
            let caption = plain(caption);
            format!("*Figure {number} ({}.svg).* {caption}", plain(name))
        }
        Block::Code(text) => format!("```\n{}\n```", text.replace("```", "'''")),
    }
}

fn lines(all: impl Iterator<Item = String>) -> String {
    all.collect::<Vec<_>>().join("\n")
}

fn table(it: &Table) -> String {
    let row = |cells: &[String]| {
        let cells: Vec<String> = cells.iter().map(|cell| plain(cell)).collect();
        format!("| {} |", cells.join(" | "))
    };
    let rule = format!("|{}", " --- |".repeat(it.heads.len()));
    let head = [format!("*{}*\n", plain(&it.caption)), row(&it.heads), rule];
    lines(head.into_iter().chain(it.rows.iter().map(|cells| row(cells))))
}

/// A text in which nothing is markup: every sign that Markdown could read is escaped.
fn plain(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for letter in text.chars() {
        if matches!(letter, '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '|' | '#' | '&' | '~')
        {
            out.push('\\');
        }
        out.push(if letter.is_control() { ' ' } else { letter });
    }
    let first = out.chars().next();
    match first {
        Some('-' | '+' | '=') => format!("\\{out}"),
        Some(digit) if digit.is_ascii_digit() => numbered(&out),
        _ => out,
    }
}

/// A text that begins with a number and a point is no list.
fn numbered(text: &str) -> String {
    let digits = text.chars().take_while(char::is_ascii_digit).count();
    let (number, rest) = text.split_at(digits);
    match rest.chars().next() {
        Some('.' | ')') if rest.chars().nth(1).is_none_or(char::is_whitespace) => {
            format!("{number}\\{rest}")
        }
        _ => text.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_in_a_text_is_markup() {
        assert_eq!(plain("<b>*a*</b> | [x](y)"), "\\<b\\>\\*a\\*\\</b\\> \\| \\[x\\](y)");
        assert_eq!(plain("- 3"), "\\- 3");
        assert_eq!(plain("1. first"), "1\\. first");
        assert_eq!(plain("1.5 days"), "1.5 days");
        assert_eq!(plain("a\nb"), "a b");
    }

    #[test]
    fn a_table_has_a_rule_under_its_heads() {
        let it = Table {
            caption: "c".into(),
            heads: vec!["x".into(), "y".into()],
            rows: vec![vec!["a|b".into(), "2".into()]],
        };
        assert_eq!(table(&it), "*c*\n\n| x | y |\n| --- | --- |\n| a\\|b | 2 |");
    }
}
