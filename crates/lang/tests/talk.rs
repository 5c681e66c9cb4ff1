//! From text to behaviour: valves, talk and membership, each in a text of its own, told as a
//! history whose expectations the kernel's own verdicts must meet.

#![allow(clippy::panic, reason = "a test says why a history could not be read")]

use kernel::Event;
use lang::source::Source;
use lang::{Compiled, compile, compile_events, render, write_events};

const HEAD: &str = "accord \"T\" language 1 revision 1 {
  signatories A, B, day 0 is 2026-01-01, sunset after 400 days
  any signatory may withdraw, authentic en
}
party A \"First\"
party B \"Second\"
outsider Gulf \"Gulf state\"
workstream trade { holds list }
body Watch \"Watch\" { members A, B, Gulf, verifies trade within 7 days, decides by 2 of 3 }
";

fn compiled(head: &str, articles: &str) -> Compiled {
    let source = Source::new("t.accord", format!("{head}{articles}"));
    let found = compile(&source);
    let sound = !found.diagnostics.iter().any(lang::diagnostic::Diagnostic::is_error);
    assert!(sound, "{}", render(&found.diagnostics, &source));
    found.compiled.expect("no errors")
}

/// Runs a history; every `expect` of a line must be said by then, since the line before.
#[track_caller]
fn tells(articles: &str, lines: &str) {
    tells_with(HEAD, articles, lines);
}

#[track_caller]
fn tells_with(head: &str, articles: &str, lines: &str) {
    let compiled = compiled(head, articles);
    let read = &compiled.common;
    let text = format!("history of \"T\"\n{}", lines.replace("day ", "2026-01-"));
    let source = Source::new("t.events", text);
    let found = compile_events(&source, &compiled, read);
    let words = render(&found.diagnostics, &source);
    let events = found.events.unwrap_or_else(|| panic!("{words}"));
    let (mut state, _) = kernel::apply::start(&read.accord);
    let mut at = kernel::Hours::ZERO;
    for line in &events.lines {
        let mut said = Vec::new();
        let mut happen = |event: &Event| {
            let (next, verdicts) = kernel::apply(&read.accord, &state, event);
            state = next;
            said.extend(verdicts);
        };
        happen(&Event::Pass(line.at.minus(at)));
        at = line.at;
        if let Some((by, deed)) = &line.act {
            happen(&Event::Act { by: *by, deed: deed.clone() });
        }
        for expected in &line.expect {
            let is = |it: &kernel::Verdict| {
                it.kind == expected.kind && expected.item.is_none_or(|item| item == it.item)
            };
            assert!(said.iter().any(is), "line {}: {said:?}", line.line);
        }
    }
    let told: Vec<_> = events
        .lines
        .iter()
        .filter_map(|line| line.act.clone().map(|(by, deed)| (line.at, by, deed)))
        .collect();
    let written = write_events(&compiled, read, events.day_zero, &told, None);
    let source = Source::new("w.events", written);
    let again = compile_events(&source, &compiled, read);
    let words = render(&again.diagnostics, &source);
    let again = again.events.unwrap_or_else(|| panic!("{words}"));
    let acts =
        |events: &lang::Events| events.lines.iter().map(|it| it.act.clone()).collect::<Vec<_>>();
    let acted: Vec<_> = acts(&events).into_iter().filter(Option::is_some).collect();
    assert_eq!(acts(&again), acted, "what is written is read back");
}

#[test]
fn goods_go_through_up_to_the_cap_while_relief_is_taken_back() {
    tells(
        "dial relief in trade { turned by A, felt by B, levels 2, starts at 1, from sanctions secondary, raise when always, lower when always }
carveout aid in trade { goods food, medicine, cap 10 million USD per 20 days, until day 90 }
",
        "day 02 B delivers 8 million USD through aid, expect delivered of aid
day 03 A turns relief to 0, expect turned of relief
day 04 B delivers 2 million USD through aid, expect delivered of aid
day 05 B delivers 1 million USD through aid, expect exceeded of aid
day 25 B delivers 1 million USD through aid, expect delivered of aid
2026-04-05 B delivers 1 million USD through aid, expect void
",
    );
}

/// The exchange of September 2023 in outline: funds arrive, a third party confirms, each side hands
/// over five, one of them declines.
#[test]
fn five_for_five_behind_a_gate() {
    tells(
        "body Bank \"Custodian\" { custodian of funds, verifies trade within 1 day, mandate until day 400 }
escrow funds in trade { owned by B, custodian Bank, approved by A, total 6 billion EUR, tranche all of 6 billion EUR, spend on food, never to owner, custodian must answer within 10 days, returned to B on day 390 }
exchange people \"Five for five\" in trade {
  side A holds 5 in annex \"list-a\"
  side B holds 5 in annex \"list-b\"
  prepare B must move \"five\" to \"house arrest\" by day 5, verified by Watch
  gate Bank confirms all transferred
  hands over at \"Doha\" within 12 hours of gate
  decliners count
}
",
        "day 02 B performs \"people.1\"
day 03 Watch reports \"people.1\" performed, expect proved of \"people.1\"
day 04 A transfers all, expect live of \"people.gate\"
day 05 Bank confirms people, expect proved of \"people.gate\", expect live of people by A
day 05 04:00 A hands over 5 under people, expect handed over of people by A, expect proved of people by A
day 05 06:00 B hands over 4 under people, expect handed over of people by B
day 05 14:00 expect late of people by B
day 05 15:00 B declines 1 under people, expect declined of people by B, expect cured of people by B
",
    );
}

#[test]
fn a_notice_in_time_late_or_not_given() {
    tells(
        "notice danger \"Hazardous activity\" in trade mutual { of firing, at least 3 days before, late means irregularity, none means nonperformance }
dispute D1 in trade { opened by any signatory, stage talks 15 days, then complainant may withdraw, silence means exhausted, window 10 days }
",
        "day 02 A gives notice under danger, expect noticed of danger by A
day 05 A carries out danger, expect occurred of danger by A
day 05 A gives notice under danger
day 07 A carries out danger, expect irregular of danger by A
day 08 A carries out danger, expect not performed of danger by A
day 09 B starts D1 about danger of A, expect started of D1
day 10 A gives notice under danger
day 13 A carries out danger, expect cured of danger by A, expect settled of D1
",
    );
}

#[test]
fn silence_is_graded_and_the_reserve_takes_over() {
    tells(
        "channel Hotline \"Line\" { between A, B, acknowledge within 24 hours, keepalive every 7 days, fallback Reserve }
channel Reserve \"Reserve\" { between A, B, acknowledge within 48 hours }
",
        "day 02 A sends on Hotline
day 02 06:00 B acknowledges on Hotline
day 08 A sends on Hotline
day 09 01:00 expect irregular of Hotline by B
day 10 02:00 expect silent of Hotline by B, expect opened of Reserve by B
day 11 B sends on Hotline, expect heard of Hotline by B
",
    );
}

#[test]
fn public_words_and_a_budget_of_listings() {
    tells(
        "statement joint { by A, text en \"peace\", creates no duty }
tolerates theatre in trade { up to 2 designations per 20 days by A, rhetoric by A, B }
",
        "day 02 A says joint, expect noted of joint
day 02 B says joint, expect void
day 03 A carries out designations, expect tolerated of theatre
day 04 A carries out designations, expect tolerated of theatre
day 05 A carries out designations, expect exceeded of theatre, expect occurred
day 25 A carries out designations, expect tolerated of theatre
",
    );
}

/// Two scripts without a common signature: leaving one is a departure, and frees the other.
#[test]
fn parallel_undertakings_are_left_and_not_breached() {
    let articles = "undertaking easing in trade { by A, A will release \"two shipments\" by day 20, revocable on notice 10 days, mirrored by slowing }
undertaking slowing in trade { by B, B will suspend \"a cascade\", verified by Watch, revocable on notice 10 days, mirrored by easing }
";
    tells(
        articles,
        "day 03 B gives notice under slowing, expect noticed of slowing
day 14 A alleges \"slowing.1\", expect departed of slowing
day 15 A gives notice under easing, expect departed of easing
",
    );
    tells(articles, "day 22 expect departed of easing\n");
}

#[test]
fn a_bloc_is_joined_by_consent() {
    tells(
        "bloc League \"League\" { members Gulf, accession by consent of Gulf, A }
phase P1 \"Accession\" { opens on day 0, lapses on day 90
  step join in trade: B must accede to League by day 60 }
",
        "day 02 A consents to B joining League, expect void
day 03 B asks to join League
day 04 A consents to B joining League
day 05 Gulf refuses B joining League, expect refused of League by B
day 06 B asks to join League
day 07 Gulf consents to B joining League
day 08 A consents to B joining League, expect acceded of League by B, expect proved of join
",
    );
}

#[test]
fn a_body_decides_by_its_votes() {
    tells(
        "phase P1 \"Calm\" { opens on day 0, lapses on day 90
  step cap in trade: B must suspend annex \"a cascade\", verified by Watch, reversible in 1 day }
",
        "day 02 A alleges cap, expect not performed of cap
day 03 Watch finds cap not performed, expect void
day 04 B votes no in Watch on finding cap not performed
day 05 A votes yes in Watch on finding cap not performed
day 06 Gulf votes yes in Watch on finding cap not performed, expect carried of Watch, expect not performed of cap
day 07 A votes yes in Watch on finding cap not performed, expect void
",
    );
}

/// What the header and relief say of powers: notice to withdraw, a second approval, a condition.
#[test]
fn powers_wait_for_notices_approvals_and_conditions() {
    tells_with(
        &HEAD.replace("any signatory may withdraw", "any signatory may withdraw on notice 10 days"),
        "body Bank \"Custodian\" { custodian of funds, verifies trade within 1 day, mandate until day 400 }
escrow funds in trade { owned by B, custodian Bank, approved by A, Bank, total 6 billion EUR, tranche all of 6 billion EUR, spend on food, never to owner, custodian must answer within 10 days, returned to B on day 390 }
",
        "day 02 A transfers all, expect noted of all
day 03 Bank transfers all, expect transferred of all
day 04 B withdraws, expect noticed of accord
day 05 B withdraws, expect void
day 15 expect withdrawn of accord, expect ended of accord
",
    );
}

/// To tell is a duty, and talks can be about it.
#[test]
fn a_dispute_can_cite_a_notice() {
    let text = compiled(
        HEAD,
        "notice danger \"Tests\" in trade { by A, of deploy, to B, at least 3 days before, states area, start, late means irregularity, none means nonperformance }
dispute talks in trade { opened by B, citing danger, stage one 5 days, settled when complainant says so, silence means exhausted, then complainant may cease performing trade }
",
    );
    let names = &text.common.names;
    let talks = names.procedure("talks").and_then(|id| text.accord().procedure(id));
    assert_eq!(talks.map(|row| row.about.as_slice()), Some(names.duties("danger").as_slice()));
    assert_eq!(names.duties("danger").len(), 1);
}

#[test]
fn relief_passes_its_stages_on_record() {
    tells(
        "body Bank \"Bank\" { members A, B }
pipeline way { stage licence by A within 5 days, stage comfort by Bank within 10 days, may refuse }
dial relief in trade { turned by A, felt by B, felt through way, levels 1, lower when day 300 passed }
",
        "day 03 A turns relief to 1, expect turned of relief
day 09 A clears relief, expect late of relief
day 10 Bank refuses relief, expect refused of relief
day 12 Bank clears relief, expect felt of relief
",
    );
}

#[test]
fn evidence_is_shown_kind_by_kind() {
    tells(
        "group Boats \"Boats\" { affiliated with B as stated by A, answered for by B when directed, can attack in Sea }
zone Sea { annex \"sea\" }
quantity attacks \"attacks\" { of Boats, unit event, observed by Watch }
inquiry origin \"Origin\" in trade {
  about Boats, attacks
  opened by claim or accusation, evidence time, place
  answer within 10 days
  warning, window 30 days
  then attribution established
}
",
        "day 03 A shows time under origin, expect noted of origin
day 04 A shows place under origin, expect inquired of origin
day 05 A warns under origin, expect warned of origin
",
    );
}
