//! The calibration plot.

use super::{ASKED, BackTestJson};
use crate::svg::{self, Told};

/// One panel a kind of question: the share that came, over the chance given.
#[must_use]
pub fn picture(answer: &BackTestJson) -> String {
    let told = Told {
        id: "calibration",
        title: "What came, over the chance given",
        description: "One panel for each question. Circles: the model under beliefs known then; \
                      squares: constant hazard; their size grows with the number of forecasts. On the \
                      diagonal what was said came as often as was said.",
    };
    let panels: Vec<svg::Calibrated> = ASKED
        .iter()
        .map(|question| {
            let of = |forecaster: usize| {
                let bins = answer.calibration.iter().filter(|it| {
                    it.question == *question && it.forecaster == answer.forecasters[forecaster]
                });
                bins.map(|it| (it.chance, it.share, it.n)).collect()
            };
            svg::Calibrated { title: question, model: of(0), naive: of(2) }
        })
        .collect();
    svg::calibration(told, &panels).into_string()
}
