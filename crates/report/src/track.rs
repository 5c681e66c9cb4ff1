//! The track record of the method: what its forecasts of recorded cases scored, as `docs/validation.md` has it.
//!
//! That page is what `detente fit validation` prints, and a test of the program holds it to the letter; it
//! is compiled in and read back here, so that an assessment need not forecast every case anew and no
//! score is written down twice.

/// The page that ships.
const PAGE: &str = include_str!("../../../docs/validation.md");

/// What the forecasts of one case scored at one kind of question, by Brier: 0 is best.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    /// The case.
    pub case: String,
    /// What was asked.
    pub asked: String,
    /// Under beliefs known then.
    pub model: f64,
    /// A constant hazard.
    pub constant: f64,
    /// The last state goes on.
    pub last: f64,
    /// Forecasts that came due.
    pub n: usize,
}

impl Row {
    /// How much worse than the better of the two without a model; below zero it is better than both.
    #[must_use]
    pub fn worse(&self) -> f64 {
        self.model - self.constant.min(self.last)
    }
}

/// Every case and kind of question, the worst misses first.
#[must_use]
pub fn rows() -> Vec<Row> {
    let mut rows: Vec<Row> = chapter().lines().filter_map(row).collect();
    rows.retain(|it| !it.case.starts_with("mean of"));
    rows.sort_by(|a, b| {
        b.worse().total_cmp(&a.worse()).then_with(|| (&a.case, &a.asked).cmp(&(&b.case, &b.asked)))
    });
    rows
}

/// The means over cases, by kind of question.
#[must_use]
pub fn means() -> Vec<Row> {
    let rows = chapter().lines().filter_map(row);
    rows.filter(|it| it.case.starts_with("mean of")).collect()
}

/// The sentence of the page that counts the cases in which the model did better.
#[must_use]
pub fn counted() -> Option<&'static str> {
    let from = chapter().find("By Brier's score")?;
    let rest = chapter().get(from..)?;
    rest.get(..=rest.find(". ")?)
}

fn chapter() -> &'static str {
    let after = PAGE.split_once("\n## Back-test\n").map_or("", |(_, rest)| rest);
    after.split_once("\n## ").map_or(after, |(own, _)| own)
}

/// A row of the table: `| case, asked, Brier (log) | model | published | error | n | marks |`.
fn row(line: &str) -> Option<Row> {
    let mut cells = line.strip_prefix("| ")?.split(" | ");
    let mut cell = || cells.next();
    let (quantity, model, published) = (cell()?, cell()?, cell()?);
    let n = cells.nth(1)?.parse().ok()?;
    let (case, asked) = quantity.strip_suffix(", Brier (log)")?.rsplit_once(", ")?;
    Some(Row {
        case: case.to_owned(),
        asked: asked.to_owned(),
        model: first_number(model)?,
        constant: first_number(published.split_once("constant hazard ")?.1)?,
        last: first_number(published.split_once("last state ")?.1)?,
        n,
    })
}

fn first_number(text: &str) -> Option<f64> {
    text.split(' ').next()?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_of_the_page_is_read() {
        let table = chapter().lines().filter(|line| line.contains(", Brier (log) |")).count();
        let (rows, means) = (rows(), means());
        assert_eq!(rows.len() + means.len(), table);
        assert_eq!(means.len(), 3, "one a kind of question");
        assert!(rows.len() >= 8 * 3, "{} rows", rows.len());
        assert!(counted().is_some_and(|it| it.contains("last state in") && it.ends_with('.')));
    }

    #[test]
    fn misses_come_first_and_means_are_those_of_the_rows() {
        let rows = rows();
        assert!(rows.windows(2).all(|pair| pair[0].worse() >= pair[1].worse()));
        assert!(rows.first().is_some_and(|it| it.worse() > 0.0), "there are misses");
        for mean in means() {
            let own: Vec<f64> =
                rows.iter().filter(|it| it.asked == mean.asked).map(|it| it.model).collect();
            let found = own.iter().sum::<f64>() / own.len() as f64;
            assert!((found - mean.model).abs() < 0.006, "{mean:?} is not {found}");
        }
    }
}
