//! Words of estimative probability, each tied to a stated range.
//!
//! # Source
//! The ranges are those of US Intelligence Community Directive 203 (2 January 2015), section D.6.e.2.a,
//! which leaves 0 and 100 % out; here the outer words go to the ends.

use crate::number::percent;

/// A word with the range it stands for, as shares.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Word {
    /// The word.
    pub word: &'static str,
    /// From this share on.
    pub from: f64,
    /// Up to this one.
    pub to: f64,
}

/// All of them, from least to most.
pub const WORDS: [Word; 7] = [
    Word { word: "almost no chance", from: 0.0, to: 0.05 },
    Word { word: "very unlikely", from: 0.05, to: 0.20 },
    Word { word: "unlikely", from: 0.20, to: 0.45 },
    Word { word: "a roughly even chance", from: 0.45, to: 0.55 },
    Word { word: "likely", from: 0.55, to: 0.80 },
    Word { word: "very likely", from: 0.80, to: 0.95 },
    Word { word: "almost certain", from: 0.95, to: 1.0 },
];

/// The word for a share.
#[must_use]
pub fn word(share: f64) -> Word {
    let found = WORDS.into_iter().find(|it| share < it.to);
    found.unwrap_or(WORDS[WORDS.len() - 1])
}

/// `likely (55 to 80 %; computed 57 %, 54 to 60)`: the word of the middle, its range, and what was computed.
/// Where the interval of what was computed reaches into another word, that is said.
#[must_use]
pub fn said(share: f64, (low, high): (f64, f64)) -> String {
    let it = word(share);
    let ends = (word(low), word(high));
    let reach = match (ends.0 == it, ends.1 == it) {
        (true, true) => String::new(),
        (false, true) => format!(", down to {}", ends.0.word),
        (true, false) => format!(", up to {}", ends.1.word),
        (false, false) => format!(", from {} to {}", ends.0.word, ends.1.word),
    };
    let computed = match percent(low) == percent(high) {
        true => percent(share),
        false => format!("{}, {} to {}", percent(share), bare(low), bare(high)),
    };
    format!("{} ({} to {}{reach}; computed {computed})", it.word, bare(it.from), percent(it.to))
}

fn bare(share: f64) -> String {
    percent(share).trim_end_matches(" %").to_owned()
}

/// The scale in one line.
#[must_use]
pub fn scale() -> String {
    let one = |it: &Word| format!("{} {} to {}", it.word, bare(it.from), percent(it.to));
    WORDS.iter().map(one).collect::<Vec<_>>().join("; ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_share_has_one_word_and_the_ranges_leave_no_gap() {
        assert!(WORDS.windows(2).all(|pair| pair[0].to.to_bits() == pair[1].from.to_bits()));
        let found =
            [0.0, 0.0499, 0.05, 0.2, 0.45, 0.549, 0.55, 0.8, 0.95, 1.0].map(|it| word(it).word);
        let expected = [
            "almost no chance",
            "almost no chance",
            "very unlikely",
            "unlikely",
            "a roughly even chance",
            "a roughly even chance",
            "likely",
            "very likely",
            "almost certain",
            "almost certain",
        ];
        assert_eq!(found, expected);
    }

    #[test]
    fn a_word_stands_with_its_range_and_with_what_was_computed() {
        assert_eq!(said(0.57, (0.57, 0.57)), "likely (55 to 80 %; computed 57 %)");
        assert_eq!(
            said(0.57, (0.5, 0.64)),
            "likely (55 to 80 %, down to a roughly even chance; computed 57 %, 50 to 64)"
        );
    }
}
