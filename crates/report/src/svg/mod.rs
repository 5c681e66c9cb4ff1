//! Small charts, drawn as SVG without scripts.
//!
//! Each has a title and a description for those who do not see it; the figure that holds it also
//! gives its numbers as a table. Colours come from classes of the page's style, one a party, and
//! never carry a meaning alone: lines differ in dashes, bars in labels.

mod axis;
mod boxes;
mod calibration;
mod causes;
mod dots;
mod exposure;
mod fan;
mod hazards;
mod incidents;
mod matrix;
mod plot;
mod range;
mod room;
mod sets;
mod slack;
mod survival;
mod timeline;
mod turning;
mod waterfall;
mod zone;

pub(crate) use boxes::{Boxed, boxes};
pub(crate) use calibration::{Calibrated, calibration};
pub(crate) use causes::causes;
pub(crate) use dots::{Dots, dots};
pub(crate) use exposure::exposure;
pub(crate) use fan::{Path, fan};
pub(crate) use hazards::{Row, hazards};
pub(crate) use incidents::{Bar, incidents};
pub(crate) use matrix::matrix;
pub(crate) use range::range;
pub(crate) use room::room;
pub(crate) use sets::sets;
pub(crate) use slack::{Curve, slack};
pub(crate) use survival::survival;
pub(crate) use timeline::{Leg, Panel, timeline};
pub(crate) use turning::{Swing, turning};
pub(crate) use waterfall::waterfall;
pub(crate) use zone::{Setting, zone};

use maud::{Markup, html};

/// Width of every chart in its own units; the page scales it.
pub(crate) const WIDTH: f64 = 720.0;

/// What a chart says in words.
#[derive(Clone, Copy)]
pub(crate) struct Told<'a> {
    /// Unique on the page.
    pub id: &'a str,
    /// What it shows.
    pub title: &'a str,
    /// What it says, for those who do not see it.
    pub description: &'a str,
}

/// The frame of a chart.
fn canvas(told: Told<'_>, height: f64, body: &Markup) -> Markup {
    let (title, description) = (format!("{}-title", told.id), format!("{}-desc", told.id));
    html! {
        svg viewBox={ "0 0 " (px(WIDTH)) " " (px(height)) } role="img"
            aria-labelledby={ (title) " " (description) } xmlns="http://www.w3.org/2000/svg" {
            title id=(title) { (told.title) }
            desc id=(description) { (told.description) }
            (body)
        }
    }
}

/// A coordinate with one decimal.
fn px(x: f64) -> String {
    let text = format!("{x:.1}");
    text.strip_suffix(".0").map_or(text.clone(), str::to_owned)
}

/// Class of a party's colour: by its place in the text, so that no side has a colour of its own.
fn party_class(index: usize) -> String {
    format!("p{}", index % 6)
}
