//! Figures of sustainable payoffs, for a game alone.

use crate::html::styled;
use crate::svg::{self, Told};

/// Panels drawn at most: more cannot be read.
pub const PANELS_MAX: usize = 24;

/// What two players can sustain in one state.
#[derive(Clone, Debug, PartialEq)]
pub struct Panel {
    /// What the state is called.
    pub title: String,
    /// The least that each player can be held to.
    pub threat: [f64; 2],
    /// Corners of what is not ruled out, in order; empty if nothing is left.
    pub outer: Vec<[f64; 2]>,
    /// Corners of what is proved, in order.
    pub inner: Vec<[f64; 2]>,
    /// Points to be shown, each with what it is.
    pub marks: Vec<(String, [f64; 2])>,
}

impl Panel {
    /// Everything that has to find room.
    pub(crate) fn points(&self) -> impl Iterator<Item = [f64; 2]> + '_ {
        let sets = self.outer.iter().chain(&self.inner).copied();
        sets.chain([self.threat]).chain(self.marks.iter().map(|(_, point)| *point))
    }
}

/// A figure of its own, as SVG: the first [`PANELS_MAX`] panels on the same scales.
#[must_use]
pub fn picture(title: &str, names: [&str; 2], panels: &[Panel]) -> String {
    let shown = &panels[..panels.len().min(PANELS_MAX)];
    let description = told(shown, panels.len());
    let told = Told { id: "payoff-sets", title, description: &description };
    let svg = svg::sets(told, names, shown).into_string();
    styled(&svg).unwrap_or(svg)
}

/// The figure in words.
fn told(shown: &[Panel], of: usize) -> String {
    let first = if shown.len() < of {
        format!("The first {} of {of} states. ", shown.len())
    } else {
        String::new()
    };
    let most = |panel: &Panel, i: usize| {
        let all = panel.outer.iter().map(|point| point[i]);
        crate::number::figure(all.fold(panel.threat[i], f64::max))
    };
    let held = |panel: &Panel, i: usize| crate::number::figure(panel.threat[i]);
    let one = |panel: &Panel| {
        format!(
            "{}: the first player from {} to {}, the second from {} to {}.",
            panel.title,
            held(panel, 0),
            most(panel, 0),
            held(panel, 1),
            most(panel, 1)
        )
    };
    first + &shown.iter().map(one).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn panel(title: &str, size: f64) -> Panel {
        let corners = vec![[0.0, 0.0], [size, 0.0], [size, size], [0.0, size]];
        let marks = vec![("everybody keeping".to_owned(), [size, size])];
        let inner = vec![[0.0, 0.0]];
        Panel { title: title.to_owned(), threat: [0.0, 0.0], outer: corners, inner, marks }
    }

    #[test]
    fn every_state_has_a_panel_and_a_point_is_a_dot() {
        let svg = picture("Payoffs", ["A", "B"], &[panel("calm", 2.0), panel("tense", 1.0)]);
        assert_eq!(svg.matches("class=\"head\"").count(), 2);
        assert_eq!(svg.matches("path class=\"outer\"").count(), 2);
        assert_eq!(svg.matches("circle class=\"inner\"").count(), 2);
        assert!(svg.contains("tense: the first player from 0 to 1"), "{svg}");
        assert!(!svg.contains("var(--"), "a figure of its own has its colours written out");
    }

    #[test]
    fn more_states_than_can_be_read_are_told() {
        let many: Vec<Panel> = (0..30).map(|s| panel(&format!("s{s}"), 1.0)).collect();
        let svg = picture("Payoffs", ["A", "B"], &many);
        assert_eq!(svg.matches("class=\"head\"").count(), PANELS_MAX);
        assert!(svg.contains("The first 24 of 30 states."));
    }
}
