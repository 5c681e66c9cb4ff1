//! What leaves the desk: which page, for whom, and what it reveals.

use maud::{Markup, html};

use super::line::Refused;
use super::{Frame, View};

/// Kinds of file that a page can be exported as.
pub const FORMATS: [&str; 2] = ["json", "html"];

/// The form of an export.
#[must_use]
pub fn body(frame: &Frame<'_>, token: &str, refused: &Refused<'_>) -> Markup {
    let t = frame.tongue;
    html! {
        p class="lead" { (t.say("export-lead")) }
        h2 { (t.say("export-reveals")) }
        ul { @for key in ["terms", "record", "names", "positions", "hash", "for-ever"] { li { (t.of_family("reveals", key)) } } }
        (refused.why())
        form class="form" method="post" action="/export" {
            (frame.carried(token))
            label for="f-page" { (t.say("export-page")) }
            select id="f-page" name="page" required { @for view in View::ALL { option value=(view.name()) selected[view.name() == refused.value("page")] { (t.of_family("view", view.name())) } } }
            label for="f-format" { (t.say("export-format")) }
            select id="f-format" name="format" required { @for format in FORMATS { option value=(format) selected[format == refused.value("format")] { (t.of_family("format", format)) } } }
            label for="f-purpose" { (t.say("export-purpose")) " " span class="soft" { (t.say("required")) } }
            input type="text" id="f-purpose" name="purpose" maxlength="200" dir="auto" value=(refused.value("purpose")) required;
            p { (t.say("export-means")) }
            button type="submit" { (t.say("export-do")) }
        }
    }
}
