//! The vectors as they are made. The files are what counts: this only keeps them from drifting from the code.

mod cbor;
mod disclosure;
mod evidence;
mod identity;
mod leaf;
mod log;
mod note;
mod policy;
mod proof;
mod script;
mod tile;

use crate::vector::Vector;

pub fn all() -> Vec<Vector> {
    [
        note::cases(),
        policy::cases(),
        proof::cases(),
        tile::cases(),
        cbor::cases(),
        leaf::cases(),
        log::cases(),
        identity::cases(),
        evidence::cases(),
        disclosure::cases(),
        script::cases(),
    ]
    .concat()
}

pub fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

pub fn b64(bytes: &[u8]) -> String {
    line::base64::encode(bytes)
}
