//! Deterministic CBOR.

use crate::official::unhex;
use crate::vector::Vector;

pub fn cases() -> Vec<Vector> {
    let case = |name: &str, expect: &str, what: &str, hex: &str| {
        Vector::new(name, "cbor", expect, what, unhex(hex))
    };
    let mut large = vec![0x59, 0xff, 0xff];
    large.resize(65_538, 7);
    vec![
        case(
            "cbor-ok",
            "ok",
            "every type, nested",
            "a4001bffffffffffffffff0139010002824101616103a200f401f6",
        ),
        case("cbor-ok-deep", "ok", "16 arrays", &("81".repeat(15) + "80")),
        case("cbor-cut", "cbor-cut", "a head of three bytes with two", "1901"),
        case("cbor-cut-nothing", "cbor-cut", "no bytes", ""),
        case("cbor-trailing", "cbor-trailing", "a value and a byte", "0000"),
        case("cbor-long", "cbor-long", "23 in two bytes", "1817"),
        case("cbor-long-length", "cbor-long", "a length of 1 in two bytes", "580107"),
        case("cbor-indefinite", "cbor-indefinite", "an array without a length", "9f01ff"),
        case("cbor-indefinite-break", "cbor-indefinite", "a break alone", "ff"),
        case("cbor-float", "cbor-float", "1.0 in half precision", "f93c00"),
        case("cbor-float-nan", "cbor-float", "not a number", "fb7ff8000000000000"),
        case("cbor-tag", "cbor-tag", "a time", "c100"),
        case("cbor-simple", "cbor-simple", "undefined", "f7"),
        case("cbor-simple-reserved", "cbor-simple", "a reserved length", "1c"),
        case("cbor-key", "cbor-key", "a text as a key", "a1616100"),
        case("cbor-key-order", "cbor-key-order", "keys 2 and 1", "a202000100"),
        case("cbor-key-twice", "cbor-key-twice", "key 1 twice", "a201000101"),
        case("cbor-text", "cbor-text", "a text with a byte that is no UTF-8", "61ff"),
        case("cbor-depth", "cbor-depth", "17 arrays", &("81".repeat(16) + "80")),
        case(
            "cbor-count",
            "cbor-count",
            "an array of 2^32 items in nine bytes",
            "9b0000000100000000",
        ),
        case("cbor-count-string", "cbor-count", "a string longer than what is left", "4207"),
        Vector::new("cbor-size", "cbor", "cbor-size", "65,538 bytes", large),
    ]
}
