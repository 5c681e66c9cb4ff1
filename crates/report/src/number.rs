//! Numbers as people read them: few digits, their error beside them, never a bare float.

/// A share as a whole percentage, with a space before the sign.
#[must_use]
pub fn percent(share: f64) -> String {
    let hundred = share * 100.0;
    if !hundred.is_finite() {
        "unknown".to_owned()
    } else if hundred != 0.0 && hundred.abs() < 0.5 {
        format!("{}under 1 %", if hundred < 0.0 { "minus " } else { "" })
    } else {
        format!("{:.0} %", positive_zero(hundred.round()))
    }
}

/// A share that is not exceeded: rounded up to a whole percentage.
#[must_use]
pub fn percent_at_most(share: f64) -> String {
    percent((share * 100.0 - 1e-9).ceil() / 100.0)
}

/// A small share as a percentage of three significant digits.
#[must_use]
pub fn percent_fine(share: f64) -> String {
    if share.is_finite() { format!("{} %", figure(share * 100.0)) } else { "unknown".to_owned() }
}

/// Three significant digits, without exponent.
#[must_use]
pub fn figure(number: f64) -> String {
    if !number.is_finite() {
        return "unknown".to_owned();
    }
    let places = match number.abs() {
        0.0 => 0,
        size if size >= 99.95 => 0,
        size if size >= 9.995 => 1,
        size if size >= 0.0995 => 2,
        size if size >= 0.00995 => 3,
        _ => 4,
    };
    trimmed(&format!("{:.places$}", positive_zero(number)))
}

/// As [`figure`], with a plus sign if positive.
#[must_use]
pub fn signed(number: f64) -> String {
    let text = figure(number);
    if number > 0.0 && text != "0" { format!("+{text}") } else { text }
}

/// A probability with two digits, as in a survival table.
#[must_use]
pub fn chance(probability: f64) -> String {
    if probability.is_finite() {
        format!("{:.2}", positive_zero(probability))
    } else {
        "unknown".to_owned()
    }
}

/// The error that belongs beside a number: `(+-0.01)`, or that there is none to speak of.
#[must_use]
pub fn error(error: f64) -> String {
    if error == 0.0 {
        "(exact)".to_owned()
    } else if error.abs() < 0.00005 {
        "(within 0.0001)".to_owned()
    } else {
        format!("(+-{})", figure(error))
    }
}

/// Both ends, or one number if they print alike.
#[must_use]
pub fn interval(lower: f64, upper: f64) -> String {
    let (low, high) = (figure(lower), figure(upper));
    if low == high { low } else { format!("{low} to {high}") }
}

/// Nineteen in twenty for a share of samples. If all or none of them agree the error is not zero:
/// three in the number of samples bounds what was not met (the rule of three).
#[must_use]
pub fn nineteen_in_twenty_of(mean: f64, standard_error: f64, samples: u32) -> (f64, f64) {
    let (low, high) = nineteen_in_twenty(mean, standard_error);
    let unmet = 3.0 / f64::from(samples.max(1));
    if standard_error > 0.0 {
        (low, high)
    } else {
        ((mean - unmet).max(0.0), (mean + unmet).min(1.0))
    }
}

/// Nineteen in twenty: about two standard errors to either side, within 0 to 1.
#[must_use]
pub fn nineteen_in_twenty(mean: f64, standard_error: f64) -> (f64, f64) {
    let reach = 1.96 * standard_error;
    ((mean - reach).max(0.0), (mean + reach).min(1.0))
}

/// A count in words up to twelve, in figures beyond.
#[must_use]
pub fn count(number: usize) -> String {
    const WORDS: [&str; 13] = [
        "no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten",
        "eleven", "twelve",
    ];
    WORDS.get(number).map_or_else(|| number.to_string(), |word| (*word).to_owned())
}

/// A count and its noun: `no errors`, `one warning`, `14 acts`.
#[must_use]
pub fn counted(number: usize, noun: &str) -> String {
    match (number, noun) {
        (0, "thing") => "nothing".to_owned(),
        (1, _) => format!("one {noun}"),
        _ => format!("{} {noun}s", count(number)),
    }
}

/// A number without superfluous zeros, three decimals at most.
#[must_use]
pub fn grouped(number: f64) -> String {
    let text = format!("{number:.3}");
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

fn positive_zero(number: f64) -> f64 {
    if number == 0.0 { 0.0 } else { number }
}

fn trimmed(text: &str) -> String {
    let short =
        if text.contains('.') { text.trim_end_matches('0').trim_end_matches('.') } else { text };
    if short == "-0" { "0".to_owned() } else { short.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_keep_three_digits_and_no_tail() {
        let printed =
            [0.0, -0.0, 0.35, 1.5, 45.0, 440.0, 2_400_000.0, 0.004, -0.00001, 96.04].map(figure);
        let expected = ["0", "0", "0.35", "1.5", "45", "440", "2400000", "0.004", "0", "96"];
        assert_eq!(printed, expected);
    }

    #[test]
    fn what_is_no_number_is_never_printed_as_one() {
        assert_eq!([percent(f64::NAN), figure(f64::INFINITY), chance(f64::NAN)], ["unknown"; 3]);
    }

    #[test]
    fn no_sample_in_a_hundred_is_not_never() {
        assert_eq!(nineteen_in_twenty_of(0.0, 0.0, 100), (0.0, 0.03));
        assert_eq!(error(0.000_001), "(within 0.0001)");
        assert_eq!(error(0.0), "(exact)");
    }

    #[test]
    fn a_small_share_is_not_printed_as_none() {
        assert_eq!(percent(0.002), "under 1 %");
        assert_eq!(percent(0.0), "0 %");
        assert_eq!(percent(-0.0), "0 %");
        assert_eq!([0.0, 0.002, 0.01, 0.011].map(percent_at_most), ["0 %", "1 %", "1 %", "2 %"]);
        assert_eq!(percent(0.415), "42 %");
    }

    #[test]
    fn counts_read_as_words_up_to_twelve() {
        assert_eq!(counted(0, "error"), "no errors");
        assert_eq!(counted(1, "warning"), "one warning");
        assert_eq!(counted(13, "act"), "13 acts");
    }
}
