//! The figures of the report, each as a file of its own.

use super::STYLE;
use crate::page::Page;

/// Name (without ending) and SVG of every figure of the report, in its order.
#[must_use]
pub fn figures(page: &Page<'_>) -> Vec<(String, String)> {
    let whole = super::page(page);
    let ends = whole.match_indices("<svg ").filter_map(|(from, _)| {
        let rest = whole.get(from..)?;
        rest.get(..rest.find("</svg>")? + "</svg>".len())
    });
    ends.filter_map(|svg| Some((name(svg)?, styled(svg)?))).collect()
}

/// The id that the figure's title is named after.
fn name(svg: &str) -> Option<String> {
    let (_, after) = svg.split_once("aria-labelledby=\"")?;
    let (title, _) = after.split_once([' ', '"'])?;
    title.strip_suffix("-title").map(str::to_owned)
}

/// The figure with the page's style inside it, colours written out: few programs that read
/// pictures know variables.
pub(crate) fn styled(svg: &str) -> Option<String> {
    let (open, body) = svg.split_once('>')?;
    Some(format!("{open}><style>{}</style>{body}\n", written_out(&STYLE)))
}

/// A style sheet with the variables of its `:root` put in.
fn written_out(style: &str) -> String {
    let root = style.split_once(":root {").and_then(|(_, rest)| rest.split_once('}'));
    let set = root.map_or("", |(set, _)| set).split(';').filter_map(|one| one.split_once(':'));
    set.fold(style.to_owned(), |style, (name, value)| {
        style.replace(&format!("var({})", name.trim()), value.trim())
    })
}
