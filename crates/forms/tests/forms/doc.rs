//! docs/forms.md has the table as it is. `FORMS_DOC=write` writes it.

use forms::field::{Field, HUMANITARIAN, Table, Type};
use forms::{Release, Reply, Row, TABLE};

const PAGE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/forms.md");
const BEGIN: &str = "<!-- table: begin -->\n";
const END: &str = "<!-- table: end -->\n";

fn list(fields: &[Field]) -> String {
    fields.iter().map(|field| format!("`{}`", field.word())).collect::<Vec<_>>().join(" ")
}

fn acts(row: &Row) -> String {
    let act = |act: &forms::rules::ActRule| match act.needs {
        [] => act.word.to_owned(),
        needs => format!("{} ({})", act.word, list(needs)),
    };
    row.acts.iter().map(act).collect::<Vec<_>>().join(", ")
}

fn reply(row: &Row) -> String {
    match row.reply {
        Reply::None => "none".to_owned(),
        Reply::Within(hours) => format!("{hours} h"),
        Reply::Accord => "the accord's".to_owned(),
    }
}

fn release(row: &Row) -> &'static str {
    match row.release {
        Release::One => "one",
        Release::Two => "two",
        Release::TwoAlways => "two, always",
    }
}

fn holds(field: Field) -> String {
    match field.holds() {
        Type::Text(most) => format!("text, at most {most} characters"),
        Type::Time => "time in UTC, whole minutes".to_owned(),
        Type::Number(most) => format!("0 to {most}"),
        Type::Amount => "integer in the smallest unit of the row".to_owned(),
        Type::Row(table) => format!("row: {}", Table::word(table)),
        Type::Message => "hash of a leaf".to_owned(),
        Type::Hash => "SHA-256".to_owned(),
        Type::Seat => "seat".to_owned(),
        Type::Act => "one of the kind's acts".to_owned(),
        Type::Choice(words) if words == HUMANITARIAN => {
            format!("{}, and no other", words.join(", "))
        }
        Type::Choice(words) => words.join(", "),
    }
}

fn table() -> String {
    let mut out =
        "| number | kind | needs | may have | acts | answer | silence | signatures |\n".to_owned();
    out += "| --- | --- | --- | --- | --- | --- | --- | --- |\n";
    for row in TABLE {
        out += &format!(
            "| {} | `{}` | {} | {} | {} | {} | {} | {} |\n",
            row.number,
            row.word,
            list(row.required),
            list(row.optional),
            acts(row),
            reply(row),
            row.silence.word().replace('_', " "),
            release(row)
        );
    }
    out += "\n| number | field | holds |\n| --- | --- | --- |\n";
    for field in Field::ALL {
        out += &format!("| {} | `{}` | {} |\n", field.number(), field.word(), holds(*field));
    }
    out
}

#[test]
fn the_page_has_the_table() {
    let page = std::fs::read_to_string(PAGE).expect("docs/forms.md");
    let (before, rest) = page.split_once(BEGIN).expect("where the table begins");
    let (found, after) = rest.split_once(END).expect("where it ends");
    if std::env::var_os("FORMS_DOC").is_some_and(|word| word == "write") {
        std::fs::write(PAGE, format!("{before}{BEGIN}{}{END}{after}", table())).expect("written");
        return;
    }
    assert_eq!(found, table(), "run with FORMS_DOC=write");
}
