//! What ends with a file, or with a signatory that leaves: relief granted goes, lines fall idle.
//! Money stays where it is: frozen stays frozen, transferred stays transferred.

use super::Run;
use crate::ids::*;
use crate::state::{WaiverLife, WaiverState};
use crate::time::Hours;

impl Run<'_> {
    /// The articles of a file end with it. Complaints are settled as any whose file is gone.
    pub(super) fn end_articles(&mut self, file: WorkstreamId) {
        self.end_relief(|_, of| of == file);
        self.end_transits(file);
        for (id, row) in self.accord.waiver_ids().zip(&self.accord.waivers) {
            if row.workstream == file {
                let life = WaiverLife::Over;
                self.set_waiver(id, WaiverState { life, ..WaiverState::default() });
            }
        }
        for (id, row) in self.accord.redline_ids().zip(&self.accord.redlines) {
            if row.workstream == file {
                self.close_line(id);
            }
        }
        for (row, left) in self.accord.escrows.iter().zip(&mut self.state.pauses) {
            if row.workstream == file {
                *left = Hours::ZERO;
            }
        }
        for (row, left) in self.accord.freezes.iter().zip(&mut self.state.freezes) {
            if row.workstream == file {
                *left = None;
            }
        }
    }

    /// Relief granted under the agreement goes: waivers end, dials go back to where they started.
    pub(super) fn end_relief(&mut self, ends: impl Fn(ActorId, WorkstreamId) -> bool) {
        for (id, row) in self.accord.waiver_ids().zip(&self.accord.waivers) {
            if ends(row.granter, row.workstream) {
                self.end_waiver(id);
            }
        }
        for (id, row) in self.accord.dial_ids().zip(&self.accord.dials) {
            if ends(row.holder, row.workstream) && self.state.dial(id).announced > row.start {
                self.set_dial(id, row.start);
            }
        }
    }
}
