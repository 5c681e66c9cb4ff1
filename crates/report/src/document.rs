//! A page as blocks of plain text: what other kinds of file are made of.
//!
//! The HTML report is written once; here its sections are read back, so that no table and no sentence
//! is put together a second time for Markdown, a spreadsheet or a text document.

use roxmltree::{Document as Tree, Node};

/// A page as blocks, in order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Document {
    /// Its title.
    pub title: String,
    /// What follows.
    pub blocks: Vec<Block>,
}

/// A piece of a page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Block {
    /// A heading, its level from 2.
    Heading(u8, String),
    /// A paragraph.
    Paragraph(String),
    /// Something that must be seen before all else.
    Notice(String),
    /// Words of the text, and where they stand.
    Quote(String, String),
    /// A list.
    List(Vec<String>),
    /// Names and what they stand for.
    Pairs(Vec<(String, String)>),
    /// A table.
    Table(Table),
    /// What a chart shows; its numbers follow as a table.
    Figure {
        /// Name of its file, without ending.
        name: String,
        /// Its number on the page, from 1.
        number: usize,
        /// What it shows.
        caption: String,
    },
    /// A command.
    Code(String),
}

/// A table; the first column names its rows.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Table {
    /// What it is about.
    pub caption: String,
    /// Its heads.
    pub heads: Vec<String>,
    /// Its rows, each as long as the heads.
    pub rows: Vec<Vec<String>>,
}

impl Document {
    /// The tables, in order.
    pub fn tables(&self) -> impl Iterator<Item = &Table> {
        self.blocks.iter().filter_map(|block| match block {
            Block::Table(table) => Some(table),
            _ => None,
        })
    }

    /// Reads markup of ours; nothing of it is left out but scripts' and styles' places. Markup that is not
    /// whole gives no block.
    #[must_use]
    pub fn read(title: &str, markup: &str) -> Self {
        let whole = format!("<body>{markup}</body>");
        let mut reading = Reading::default();
        if let Ok(tree) = Tree::parse(&whole) {
            reading.children(tree.root_element());
        }
        Self { title: title.to_owned(), blocks: reading.blocks }
    }
}

/// Blocks read so far.
#[derive(Default)]
struct Reading {
    blocks: Vec<Block>,
    figures: usize,
}

impl Reading {
    fn children(&mut self, node: Node<'_, '_>) {
        node.children().filter(Node::is_element).for_each(|child| self.one(child));
    }

    fn one(&mut self, node: Node<'_, '_>) {
        let block = match node.tag_name().name() {
            "h2" => Block::Heading(2, words(node)),
            "h3" => Block::Heading(3, words(node)),
            "p" => match node.attribute("class") {
                Some("watermark") => Block::Notice(words(node)),
                _ => Block::Paragraph(words(node)),
            },
            "ul" | "ol" => Block::List(named(node, "li").map(words).collect()),
            "dl" => Block::Pairs(pairs(node)),
            "pre" => Block::Code(words(node)),
            "table" => Block::Table(table(node)),
            "figure" => return self.figure(node),
            "svg" | "style" | "script" | "nav" | "summary" => return,
            _ => return self.children(node),
        };
        self.blocks.push(block);
    }

    fn figure(&mut self, node: Node<'_, '_>) {
        let caption = named(node, "figcaption").next().map(words).unwrap_or_default();
        if let Some(quote) = named(node, "blockquote").next() {
            self.blocks.push(Block::Quote(words(quote), caption));
            return;
        }
        self.figures += 1;
        let name = named(node, "svg").next().and_then(name).unwrap_or_default();
        self.blocks.push(Block::Figure { name, number: self.figures, caption });
        named(node, "details").for_each(|it| self.children(it));
    }
}

/// The id that a chart's title is named after.
fn name(svg: Node<'_, '_>) -> Option<String> {
    let ids = svg.attribute("aria-labelledby")?;
    ids.split(' ').next()?.strip_suffix("-title").map(str::to_owned)
}

fn named<'a, 'i: 'a>(node: Node<'a, 'i>, name: &'static str) -> impl Iterator<Item = Node<'a, 'i>> {
    node.descendants().filter(move |it| it.has_tag_name(name))
}

/// All text in a node, runs of space as one.
fn words(node: Node<'_, '_>) -> String {
    let texts = node.descendants().filter(Node::is_text).filter_map(|it| it.text());
    texts.collect::<String>().split_whitespace().collect::<Vec<_>>().join(" ")
}

fn pairs(node: Node<'_, '_>) -> Vec<(String, String)> {
    named(node, "dt").map(words).zip(named(node, "dd").map(words)).collect()
}

fn table(node: Node<'_, '_>) -> Table {
    let cells = |row: Node<'_, '_>| -> Vec<String> {
        row.children().filter(Node::is_element).map(words).collect()
    };
    let mut rows = named(node, "tr").map(cells);
    Table {
        caption: named(node, "caption").next().map(words).unwrap_or_default(),
        heads: rows.next().unwrap_or_default(),
        rows: rows.collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markup_is_read_back_block_by_block() {
        let markup = "<h2>One &amp; two</h2><p>Three\n <b>four</b></p><ul><li>a</li><li>b</li></ul>\
                      <figure class=\"chart\"><svg aria-labelledby=\"fig-a-title fig-a-desc\"><title>no</title></svg>\
                      <figcaption>What it shows</figcaption><details><summary>s</summary><table><caption>c</caption>\
                      <thead><tr><th>x</th><th>y</th></tr></thead><tbody><tr><th>1</th><td>&lt;2</td></tr></tbody>\
                      </table></details></figure>";
        let found = Document::read("t", markup).blocks;
        let table = Table {
            caption: "c".into(),
            heads: vec!["x".into(), "y".into()],
            rows: vec![vec!["1".into(), "<2".into()]],
        };
        let expected = [
            Block::Heading(2, "One & two".into()),
            Block::Paragraph("Three four".into()),
            Block::List(vec!["a".into(), "b".into()]),
            Block::Figure { name: "fig-a".into(), number: 1, caption: "What it shows".into() },
            Block::Table(table),
        ];
        assert_eq!(found, expected);
        assert!(Document::read("t", "<p>open").blocks.is_empty());
    }
}
