//! Shown output against real output, line by line.
//!
//! Elapsed times (`2.1 s`, `340 ms`) are masked on both sides. A shown line `...` stands for any lines.

/// The first line that differs, as text for the reader; nothing when the two agree.
pub(crate) fn difference(shown: &str, printed: &str) -> Option<String> {
    let shown: Vec<String> = trimmed(shown);
    let printed: Vec<String> = trimmed(printed);
    if agree(&shown, &printed) {
        return None;
    }
    let same = shown.iter().zip(&printed).take_while(|(a, b)| a == b).count();
    let at = |lines: &[String]| lines.get(same).cloned().unwrap_or_else(|| "(end)".into());
    Some(format!("      shown    {}\n      printed  {}", at(&shown), at(&printed)))
}

fn trimmed(text: &str) -> Vec<String> {
    text.trim_end().lines().map(|line| masked(line.trim_end())).collect()
}

fn agree(shown: &[String], printed: &[String]) -> bool {
    match shown.split_first() {
        None => printed.is_empty(),
        Some((line, rest)) if line.trim() == "..." => {
            (0..=printed.len()).any(|start| agree(rest, &printed[start..]))
        }
        Some((line, rest)) => printed
            .split_first()
            .is_some_and(|(first, others)| line == first && agree(rest, others)),
    }
}

/// Replaces the number before a unit of elapsed time. Runs of spaces before it go too: columns shift.
fn masked(line: &str) -> String {
    let words: Vec<&str> = line.split(' ').collect();
    let mut kept: Vec<String> = Vec::new();
    for (index, word) in words.iter().enumerate() {
        let unit =
            words.get(index + 1).map(|next| next.trim_end_matches(|c: char| ",.;)".contains(c)));
        let bare = word.trim_start_matches('(');
        if matches!(unit, Some("s" | "ms")) && bare.parse::<f64>().is_ok() {
            while kept.last().is_some_and(String::is_empty) {
                kept.pop();
            }
            kept.push(word.replace(bare, "_"));
        } else {
            kept.push((*word).to_string());
        }
    }
    kept.join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn elapsed_time_is_masked_and_no_other_number() {
        assert_eq!(difference("done (2.1 s, seed 1)", "done (13.7 s, seed 1)\n"), None);
        assert_eq!(difference("took  9.9 ms", "took 10.1 ms"), None);
        assert!(difference("seed 1", "seed 2").is_some());
        assert!(difference("45 days", "46 days").is_some());
    }

    #[test]
    fn an_ellipsis_stands_for_any_lines_but_what_follows_must_come() {
        assert_eq!(difference("a\n...\nd", "a\nb\nc\nd\n"), None);
        assert_eq!(difference("a\n...", "a\n"), None);
        assert!(difference("a\n...\ne", "a\nb\nc\nd\n").is_some());
    }

    #[test]
    fn the_first_difference_is_shown() {
        let told = difference("a\nb", "a\nc").expect("they differ");
        assert!(told.contains("shown    b") && told.contains("printed  c"), "{told}");
        assert!(difference("a", "a\nb").expect("longer").contains("(end)"));
    }
}
