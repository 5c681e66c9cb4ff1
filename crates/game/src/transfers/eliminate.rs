//! Striking out joint actions that cannot be part of any equilibrium.

use super::search::Search;

/// What one pass struck out.
pub(super) struct Struck {
    pub(super) count: usize,
    /// The least by which anything struck out failed.
    pub(super) nearest: f64,
    /// Whether some state has nothing left.
    pub(super) emptied: bool,
}

/// What a joint action promises beyond what all could take: negative if it fails (*).
fn room(search: &Search<'_>, state: usize, joint: usize) -> f64 {
    let promised = search.joint.worth(search.game, joint);
    let taken: f64 = (0..search.punish.len())
        .map(|player| {
            let others = search.game.layout(state, player).others_of(joint);
            search.punish[player].deviation(search.left.part(player, state, others))
        })
        .sum();
    promised - taken
}

/// Strikes out all joint actions that fail by more than the tolerance.
pub(super) fn strike_out(search: &mut Search<'_>, tolerance: f64) -> Struck {
    let mut struck = Struck { count: 0, nearest: f64::INFINITY, emptied: false };
    for state in 0..search.game.states() {
        let here = search.game.joints_of(state);
        for joint in here.clone().filter(|&joint| search.left.joint[joint]).collect::<Vec<_>>() {
            let room = room(search, state, joint);
            if room < -tolerance {
                struck.count += 1;
                struck.nearest = struck.nearest.min(-room);
                search.left.strike_out(search.game, state, joint);
            }
        }
        struck.emptied |= here.clone().all(|joint| !search.left.joint[joint]);
    }
    struck
}

/// Of the joint actions left that contain the punishing part, the one with most room.
pub(super) fn punishing(search: &Search<'_>, player: usize, state: usize) -> usize {
    let layout = search.game.layout(state, player);
    let others = search.punish[player].threat(state);
    let joints = (0..layout.own).map(|own| layout.joint(own, others));
    let left = joints.filter(|&joint| search.left.joint[joint]);
    let roomy = left.map(|joint| (room(search, state, joint), joint));
    roomy
        .reduce(|best, one| if one.0 > best.0 { one } else { best })
        .expect("the punishing part is open: some joint action left contains it")
        .1
}
