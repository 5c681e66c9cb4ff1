//! The page of an exercise: its clock, and what is done with it.

use forms::page;
use maud::{Markup, html};

use super::Frame;
use crate::line::Exercised;

/// Paces that a page offers.
const PACES: [u32; 5] = [1, 10, 60, 600, 3600];

/// The exercise and its clock.
#[must_use]
pub fn body(frame: &Frame<'_>, it: &Exercised, token: &str) -> Markup {
    let t = frame.tongue;
    let moment = |at: u64| page::moment(t.language, at, &t.clocks(&frame.moment.matter.clocks, at));
    html! {
        p class="lead" { bdi { (it.title) } ": " (t.of_family("exercise", it.stands)) }
        dl {
            dt { (t.say("exercise-clock")) } dd { (moment(it.now)) }
            dt { (t.say("exercise-until")) } dd { (moment(it.until)) }
            dt { (t.say("exercise-pace")) } dd { (t.with("times", &[("number", &t.count(it.pace))])) }
        }
        @if it.stands == "over" { p { (t.say("exercise-after")) " " a href=(frame.link("conduct")) { (t.of_family("view", "conduct")) } } }
        @else {
            form class="steer" method="post" action="/exercise" {
                (frame.carried(token))
                @if it.stands == "runs" { (button(frame, "stop", "plain")) } @else { (button(frame, "go", "")) }
                (button(frame, "next", "plain")) (button(frame, "end", "grave"))
                fieldset {
                    legend { (t.say("exercise-pace")) }
                    @for pace in PACES {
                        button type="submit" name="do" value={ "pace-" (pace) } class="plain" aria-pressed=(if pace == it.pace { "true" } else { "false" }) {
                            (t.with("times", &[("number", &t.count(pace))]))
                        }
                    }
                }
            }
        }
        p class="soft" { (t.say("exercise-means")) }
    }
}

fn button(frame: &Frame<'_>, what: &str, class: &str) -> Markup {
    html! { button type="submit" name="do" value=(what) class=(class) { (frame.tongue.of_family("steer", what)) } }
}
