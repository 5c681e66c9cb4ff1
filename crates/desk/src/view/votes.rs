//! Bodies that vote, votes, and minutes.

use maud::{Markup, html};

use super::Frame;
use super::parts::{chip, clause, heads, in_tongue, own, part, said, table, when, when_or_dash};
use crate::model::Note;
use crate::model::votes::{Body, Vote, Votes};

pub(super) fn body(frame: &Frame<'_>, it: &Votes) -> Markup {
    let t = frame.tongue;
    let nothing = it.bodies.is_empty() && it.minutes.is_empty();
    html! {
        @if nothing { p { (t.say("no-ballot")) } }
        @for body in &it.bodies { (on_the_table(frame, body)) }
        (part(t, "votes", it.votes.is_empty(), &votes(frame, &it.votes)))
        (part(t, "minutes", it.minutes.is_empty(), &minutes(frame, &it.minutes)))
    }
}

fn on_the_table(frame: &Frame<'_>, it: &Body) -> Markup {
    let t = frame.tongue;
    let needed = it.needed.map_or_else(
        || t.say("needs-all"),
        |needed| {
            t.with(
                "needs-votes",
                &[("number", &t.count(needed)), ("of", &t.count(it.members.len()))],
            )
        },
    );
    let row = |(member, vote): &(String, Option<&'static str>)| {
        vec![
            own(member),
            html! { @match vote { Some(vote) => (chip(t, "vote", vote)), None => "–" } },
        ]
    };
    let rows: Vec<Vec<Markup>> = it.members.iter().map(row).collect();
    html! {
        section {
            h2 { (own(&it.title)) }
            p { (needed) }
            @match &it.motion {
                Some((motion, about)) => p class="lead" { (t.of_family("motion", motion)) " " (own(about)) ", " (t.say("falls-at")) " " (when_or_dash(frame, it.until.as_ref())) },
                None => p { (t.say("no-motion")) },
            }
            (table(&t.with("members-of", &[("title", &it.title)]), &heads(t, &["member", "vote"]), &rows))
            (clause(t, it.clause.as_ref()))
        }
    }
}

fn votes(frame: &Frame<'_>, list: &[Vote]) -> Markup {
    let t = frame.tongue;
    let row = |it: &Vote| {
        vec![
            when(frame, &it.at),
            own(&it.by),
            own(&it.body),
            chip(t, "vote", it.vote),
            html! { (t.of_family("motion", it.motion.0)) " " (own(&it.motion.1)) },
            html! { @if it.verdicts.is_empty() { "–" } @for verdict in &it.verdicts { p { (said(t, verdict)) } } },
        ]
    };
    let rows: Vec<Vec<Markup>> = list.iter().map(row).collect();
    let keys = ["when", "member", "body", "vote", "about", "followed"];
    table(&t.say("votes-caption"), &heads(t, &keys), &rows)
}

fn minutes(frame: &Frame<'_>, list: &[Note]) -> Markup {
    let t = frame.tongue;
    let row = |it: &Note| {
        let text =
            it.text.as_deref().unwrap_or_else(|| in_tongue::<String>(frame, &it.lead).as_str());
        vec![
            html! { a href=(frame.link(&format!("message/{}", it.name))) { (own(&it.name)) } },
            when(frame, &it.at),
            own(&it.from),
            own(text),
        ]
    };
    let rows: Vec<Vec<Markup>> = list.iter().map(row).collect();
    table(&t.say("minutes-caption"), &heads(t, &["message", "when", "party", "decided"]), &rows)
}
