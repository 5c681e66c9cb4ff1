//! The parts of the space as pictures.

use explore::hold::Holds;
use explore::space::Part;

use super::Conditions;
use crate::number::{counted, percent};
use crate::svg::{self, Boxed, Told};

/// Name (without ending) and SVG of each part that was found.
#[must_use]
pub fn figures(of: &Conditions<'_>) -> Vec<(String, String)> {
    let kept = of.kept.map(|part| ("kept-where", Holds::Yes, part));
    let fails = of.fails.map(|part| ("fails-where", Holds::No, part));
    let drawn = |(name, what, part)| (String::from(name), drawn(of, name, what, part));
    kept.into_iter().chain(fails).map(drawn).collect()
}

fn drawn(of: &Conditions<'_>, id: &str, what: Holds, part: &Part) -> String {
    let across = part.conditions.first().map_or(0, |it| it.input);
    let others = of.by_effect();
    let other = others.iter().map(|(input, _)| *input).find(|input| *input != across);
    let up = part.conditions.get(1).map(|it| it.input).or(other).unwrap_or(across);
    let column = |input: usize| of.sampled.columns.get(input).map_or(&[][..], Vec::as_slice);
    let pairs = column(across).iter().zip(column(up)).zip(&of.sampled.holds);
    let points: Vec<(f64, f64, bool)> =
        pairs.map(|((x, y), holds)| (*x, *y, *holds == what)).collect();
    let bounds = &part.peeled.bounds;
    let side = |input: usize| (bounds.lower[input], bounds.upper[input]);
    let (met, chosen) = &part.trajectory;
    let quality = part.peeled.quality;
    let description = format!(
        "{} of the points in the box are of the kind, {} of the kind lie in it; {} on the way to it.",
        percent(quality.density),
        percent(quality.coverage),
        counted(met.len(), "box")
    );
    let title = match what {
        Holds::Yes => "Where every side keeps it, under these beliefs",
        Holds::No | Holds::Undecided => "Where it fails, under these beliefs",
    };
    let boxed = Boxed {
        points: &points,
        across: (of.name(across), side(across)),
        up: (of.name(up), side(up)),
        trajectory: &met.iter().map(|it| (it.coverage, it.density)).collect::<Vec<_>>(),
        chosen: *chosen,
    };
    svg::boxes(Told { id, title, description: &description }, &boxed)
}
