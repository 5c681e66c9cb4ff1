//! Tables as a spreadsheet (Office Open XML, ECMA-376): a sheet each, and one that lists them.

use report::document::{Document, Table};
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, Workbook, Worksheet};

use crate::Fault;

/// Letters that the name of a sheet may have, counted as UTF-16 does.
const LETTERS: usize = 31;
/// Widest column, in letters.
const WIDEST: usize = 60;

/// Every table of a document; `notes` stand on the first sheet above the list of tables.
///
/// # Errors
/// [`Fault::Sheet`] if the library refuses, as for more rows than a sheet has.
pub fn book(document: &Document, notes: &[&str]) -> Result<Vec<u8>, Fault> {
    let mut book = Workbook::new();
    let epoch = ExcelDateTime::from_ymd(2000, 1, 1)?;
    let properties = DocProperties::new().set_title(&document.title).set_creation_datetime(&epoch);
    book.set_properties(&properties);
    let tables: Vec<&Table> = document.tables().collect();
    let names = names(&tables);
    contents(book.add_worksheet(), document, notes, &names, &tables)?;
    for (name, table) in names.iter().zip(&tables) {
        write(book.add_worksheet().set_name(name)?, table)?;
    }
    Ok(book.save_to_buffer()?)
}

/// What the file is, and which sheet holds which table.
fn contents(
    sheet: &mut Worksheet,
    document: &Document,
    notes: &[&str],
    names: &[String],
    tables: &[&Table],
) -> Result<(), Fault> {
    let bold = Format::new().set_bold();
    sheet.set_name("Contents")?;
    sheet.set_column_width(0, 32)?.set_column_width(1, 90)?;
    sheet.write_string_with_format(0, 0, &document.title, &bold)?;
    let mut row = 1;
    for note in notes {
        sheet.write_string(row, 0, *note)?;
        row += 1;
    }
    row += 1;
    for (name, table) in names.iter().zip(tables) {
        sheet.write_string(row, 0, name)?.write_string(row, 1, &table.caption)?;
        row += 1;
    }
    Ok(())
}

fn write(sheet: &mut Worksheet, table: &Table) -> Result<(), Fault> {
    let head = Format::new().set_bold().set_text_wrap();
    for (column, name) in (0_u16..).zip(&table.heads) {
        sheet.write_string_with_format(0, column, name, &head)?;
        sheet.set_column_width(column, width(table, usize::from(column)))?;
    }
    let wrapped = Format::new().set_text_wrap();
    for (row, cells) in (1_u32..).zip(&table.rows) {
        for (column, cell) in (0_u16..).zip(cells) {
            match number(cell) {
                Some(number) => sheet.write_number(row, column, number)?,
                None => sheet.write_string_with_format(row, column, cell, &wrapped)?,
            };
        }
    }
    sheet.set_freeze_panes(1, 0)?;
    Ok(())
}

/// A cell that is nothing but a number. Text stays text: no cell is a formula.
fn number(cell: &str) -> Option<f64> {
    let plain = cell.strip_prefix('+').unwrap_or(cell);
    let shaped = plain.chars().all(|it| it.is_ascii_digit() || it == '.' || it == '-');
    plain.parse().ok().filter(|_| shaped)
}

fn width(table: &Table, column: usize) -> f64 {
    let cells = table.rows.iter().filter_map(|row| row.get(column));
    let all = cells.chain(table.heads.get(column));
    let widest = all.map(|cell| cell.chars().count()).max().unwrap_or(8);
    f64::from(u32::try_from(widest.clamp(8, WIDEST)).unwrap_or(8)) + 2.0
}

/// Names of sheets: the captions, cut to what a name may hold, each once.
fn names(tables: &[&Table]) -> Vec<String> {
    let mut all: Vec<String> = Vec::new();
    for (number, table) in (1_usize..).zip(tables) {
        let allowed = |letter: &char| !r"[]:*?/\'".contains(*letter) && !letter.is_control();
        let number = format!("{number} ");
        let mut rest = LETTERS - number.len();
        let fits = |letter: &char| {
            let taken = letter.len_utf16();
            rest = rest.saturating_sub(taken);
            rest > 0
        };
        let caption: String = table.caption.chars().filter(allowed).take_while(fits).collect();
        all.push(format!("{number}{}", caption.trim_end()));
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_numbers_are_numbers() {
        let found = ["3", "-0.5", "+1.2", "1 to 2", "=1+1", "34 %", "", "-", "1e5", "2016-01-16"];
        let found = found.map(number);
        assert_eq!(found[..3], [Some(3.0), Some(-0.5), Some(1.2)]);
        assert!(found[3..].iter().all(Option::is_none), "{found:?}");
    }

    #[test]
    fn names_of_sheets_are_short_sound_and_each_once() {
        let long = Table { caption: "Beliefs: what/else? ".repeat(4), ..Table::default() };
        let all = names(&[&long, &long]);
        assert!(all[0] != all[1] && all.iter().all(|it| it.chars().count() <= LETTERS));
        assert!(all.iter().all(|it| !it.contains([':', '/', '?'])), "{all:?}");
    }
}
