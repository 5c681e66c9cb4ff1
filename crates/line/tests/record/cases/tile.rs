//! Tiles and bundles.

use crate::vector::Vector;

pub fn cases() -> Vec<Vector> {
    let path = |name: &str, expect: &str, what: &str, body: &str| {
        Vector::new(name, "tile-path", expect, what, body)
    };
    let tile = |name: &str, expect: &str, what: &str, count: usize| {
        let bytes: Vec<u8> = (0..count).map(|at| at as u8).collect();
        Vector::new(name, "tile", expect, what, bytes).with("path", "tile/0/000.p/2")
    };
    let bundle = |name: &str, expect: &str, what: &str, body: &[u8]| {
        Vector::new(name, "bundle", expect, what, body).with("width", 2)
    };
    vec![
        path("tile-path-ok", "ok", "the example of c2sp.org/tlog-tiles", "tile/0/x001/x234/067"),
        path("tile-path-ok-partial", "ok", "a partial bundle", "tile/entries/273.p/112"),
        path("tile-path", "tile-path", "an index that is not in groups of three", "tile/0/1234067"),
        path("tile-path-zero", "tile-path", "a leading group of zeros", "tile/0/x000/067"),
        path("tile-path-level", "tile-path", "level 64", "tile/64/000"),
        path(
            "tile-path-full",
            "tile-path",
            "a full tile spelled as a partial one",
            "tile/0/000.p/256",
        ),
        path("tile-path-width", "tile-path", "width 0", "tile/0/000.p/0"),
        tile("tile-ok", "ok", "two hashes", 64),
        tile("tile-width", "tile-width", "a hash and a half", 48),
        bundle("bundle-ok", "ok", "an empty leaf and one of a byte", &[0, 0, 0, 1, 7]),
        bundle("bundle-cut", "bundle-cut", "the second leaf ends early", &[0, 0, 0, 2, 7]),
        bundle("bundle-trailing", "bundle-trailing", "a third leaf", &[0, 0, 0, 1, 7, 0, 0]),
        Vector::new(
            "bundle-leaf",
            "bundle-write",
            "bundle-leaf",
            "a leaf of 65,536 bytes",
            [7; 65_536],
        ),
    ]
}
