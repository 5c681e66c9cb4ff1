//! The table is closed, its numbers and words are unique, and every row is a form that can be filled.

use std::collections::BTreeSet;

use forms::{Field, Kind, Reply, Silence, TABLE};

#[test]
fn numbers_and_words_are_used_once() {
    let numbers: BTreeSet<u64> = TABLE.iter().map(|row| row.number).collect();
    let words: BTreeSet<&str> = TABLE.iter().map(|row| row.word).collect();
    assert_eq!((numbers.len(), words.len()), (TABLE.len(), TABLE.len()));
    assert!(TABLE.is_sorted_by_key(|row| row.number), "rows stand in the order of their numbers");
    for row in TABLE {
        assert_eq!(Kind::of_number(row.number), Some(row.kind));
        assert_eq!(Kind::of_word(row.word), Some(row.kind));
    }
    let fields: BTreeSet<u64> = Field::ALL.iter().map(|field| field.number()).collect();
    let names: BTreeSet<&str> = Field::ALL.iter().map(|field| field.word()).collect();
    assert_eq!((fields.len(), names.len()), (Field::ALL.len(), Field::ALL.len()));
}

#[test]
fn a_row_names_each_field_once_and_acts_only_with_the_field_for_them() {
    for row in TABLE {
        assert_eq!(row.required.contains(&Field::Act), !row.acts.is_empty(), "{}", row.word);
        let acts = row.acts.iter().map(|act| Some(act.word)).chain([None]);
        for act in acts {
            let fields: Vec<Field> = row.fields(act).map(|(field, _)| field).collect();
            let set: BTreeSet<&Field> = fields.iter().collect();
            assert_eq!(set.len(), fields.len(), "{} {act:?}", row.word);
        }
    }
}

/// Where the accord has the clock the table has none, and what has no clock has no consequence.
#[test]
fn silence_has_a_meaning_exactly_where_an_answer_is_asked_for() {
    for row in TABLE {
        let meaning = match row.reply {
            Reply::None => row.silence == Silence::Nothing,
            Reply::Accord => row.silence == Silence::Accord,
            Reply::Within(hours) => {
                hours > 0 && !matches!(row.silence, Silence::Nothing | Silence::Accord)
            }
        };
        assert!(meaning, "{}: {:?} and {:?}", row.word, row.reply, row.silence);
    }
}

/// The kinds that the design of the line asks for.
#[test]
fn nothing_that_was_asked_for_is_missing() {
    let asked = "prenotify_deployment response_scale incident_claim incident_reply evidence red_line step_propose \
        step_done carve_out exchange_list verification_report waiver_grant waiver_use release_request \
        release_decision pause resume keep_alive test ack_read objection public_statement_ref membership free_text \
        correction self_defence_claim consult round_closed decision vote watch_handover outsider_incident \
        access_request access_reply sounding";
    for word in asked.split_whitespace() {
        assert!(Kind::of_word(word).is_some(), "{word}");
    }
}
