//! The columns of a shard and what of a path stands in each.

use std::sync::Arc;

use explore::simulate::Outcome;
use kernel::ActorId;
use kernel::state::{Cause, Ended};
use parquet::basic::{LogicalType, Repetition, Type as Physical};
use parquet::errors::ParquetError;
use parquet::schema::types::{Type, TypePtr};
use serde::Serialize;

use crate::about::About;

/// Word of a path that is still in force.
pub const IN_FORCE: &str = "in force";

const CAUSES: [(Cause, &str); 5] = [
    (Cause::Completed, "completed"),
    (Cause::Lapsed, "lapsed"),
    (Cause::Withdrawal, "withdrawal"),
    (Cause::Restored, "restored"),
    (Cause::Hostilities, "hostilities"),
];

/// What stands in a column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Field {
    Path,
    Ended,
    EndedBy,
    EndPeriod,
    EndDay,
    Periods,
    Draws,
    Phase(usize),
    File(usize),
    Measure(usize),
}

/// A column as its footer describes it.
#[derive(Clone, Debug, Serialize)]
pub struct Described {
    name: String,
    unit: String,
    what: String,
    #[serde(skip)]
    pub(crate) field: Field,
}

impl Described {
    /// Its name.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Its unit.
    #[must_use]
    pub fn unit(&self) -> &str {
        &self.unit
    }

    /// What it is, in words.
    #[must_use]
    pub fn what(&self) -> &str {
        &self.what
    }

    /// Whether a path may have nothing there.
    #[must_use]
    pub fn is_optional(&self) -> bool {
        self.field.is_optional()
    }
}

/// Values of a column, absent ones left out.
#[derive(Clone, Debug, PartialEq)]
pub enum Cells {
    /// Whole numbers, and for each row 1 if one is there, else 0.
    Whole(Vec<i64>, Vec<i16>),
    /// Real numbers, likewise.
    Real(Vec<f64>, Vec<i16>),
    /// Words, likewise.
    Word(Vec<String>, Vec<i16>),
}

/// Every column of these paths, in order.
#[must_use]
pub fn columns(about: &About, paths: &[Outcome]) -> Vec<(Described, Cells)> {
    let one = |it: Described| {
        let cells = it.field.of(about, paths);
        (it, cells)
    };
    described(about).into_iter().map(one).collect()
}

/// Every column, in order.
pub fn described(about: &About) -> Vec<Described> {
    let one = |name: &str, unit: &str, what: &str, field| Described {
        name: name.to_owned(),
        unit: unit.to_owned(),
        what: what.to_owned(),
        field,
    };
    let mut list = vec![
        one("path", "number", "number of the future, from 0", Field::Path),
        one("ended", "word", "how it ended within the horizon, or `in force`", Field::Ended),
        one("ended_by", "name", "whose withdrawal it was; else empty", Field::EndedBy),
        one("end_period", "period", "period in which it ended, from 1", Field::EndPeriod),
        one("end_day", "day", "day since day 0 by which it had ended", Field::EndDay),
        one("periods", "periods", "periods begun within the horizon", Field::Periods),
        one("draws", "number", "random numbers drawn", Field::Draws),
    ];
    for (place, phase) in about.phases.iter().enumerate() {
        let name = format!("periods_in_{phase}");
        list.push(one(&name, "periods", "while it was the last opened", Field::Phase(place)));
    }
    let none = Field::Phase(about.phases.len());
    list.push(one("periods_before_any", "periods", "before any phase opened", none));
    for (place, file) in about.files.iter().enumerate() {
        let name = format!("end_period_of_{file}");
        list.push(one(&name, "period", "period in which the file ended", Field::File(place)));
    }
    for (place, it) in about.measures.iter().enumerate() {
        list.push(one(&it.name, &it.unit, &it.what, Field::Measure(place)));
    }
    list
}

impl Field {
    fn physical(self) -> (Physical, Option<LogicalType>) {
        match self {
            Self::Path
            | Self::EndPeriod
            | Self::Periods
            | Self::Draws
            | Self::Phase(_)
            | Self::File(_) => (Physical::INT64, None),
            Self::EndDay | Self::Measure(_) => (Physical::DOUBLE, None),
            Self::Ended | Self::EndedBy => (Physical::BYTE_ARRAY, Some(LogicalType::String)),
        }
    }

    /// Whether a path may have nothing there.
    pub fn is_optional(self) -> bool {
        matches!(self, Self::EndedBy | Self::EndPeriod | Self::EndDay | Self::File(_))
    }

    /// What stands there of these paths.
    pub fn of(self, about: &About, paths: &[Outcome]) -> Cells {
        let whole = |get: &dyn Fn(&Outcome) -> Option<i64>| {
            let (values, levels) = levelled(paths.iter().map(get));
            Cells::Whole(values, levels)
        };
        match self {
            Self::Path => whole(&|it| Some(it.path.cast_signed())),
            Self::EndPeriod => whole(&|it| it.end.map(|_| i64::from(it.months))),
            Self::Periods => whole(&|it| Some(i64::from(it.months))),
            Self::Draws => whole(&|it| Some(it.draws.cast_signed())),
            Self::Phase(at) => whole(&|it| it.in_phase.get(at).map(|it| i64::from(*it))),
            Self::File(at) => whole(&|it| it.file_end.get(at).copied().flatten().map(i64::from)),
            Self::EndDay => real(
                paths.iter().map(|it| it.end.map(|_| f64::from(it.months) * about.period_days)),
            ),
            Self::Measure(at) => {
                let unit = about.measures.get(at).map_or(1, |it| it.per_unit) as f64;
                real(paths.iter().map(|it| it.measures.get(at).map(|it| *it as f64 / unit)))
            }
            Self::Ended => word(paths.iter().map(|it| Some(cause_word(it.end).to_owned()))),
            Self::EndedBy => word(paths.iter().map(|it| {
                let by = it.end.and_then(|it| it.by)?;
                about.actors.get(by.index()).cloned()
            })),
        }
    }

    /// Puts what stands there back into the paths; `None` if it cannot be.
    pub fn back(self, about: &About, cells: &Cells, paths: &mut [Outcome]) -> Option<()> {
        match (self, cells) {
            (Self::Path, Cells::Whole(values, _)) => {
                each(paths, values, |it, value| it.path = value.cast_unsigned())
            }
            (Self::Periods, Cells::Whole(values, _)) => {
                each(paths, values, |it, value| it.months = u32::try_from(value).unwrap_or(0))
            }
            (Self::Draws, Cells::Whole(values, _)) => {
                each(paths, values, |it, value| it.draws = value.cast_unsigned())
            }
            (Self::Phase(at), Cells::Whole(values, _)) => each(paths, values, |it, value| {
                let cell = it.in_phase.get_mut(at);
                cell.into_iter().for_each(|cell| *cell = u32::try_from(value).unwrap_or(0));
            }),
            (Self::Measure(at), Cells::Real(values, _)) => {
                let unit = about.measures.get(at)?.per_unit as f64;
                each(paths, values, |it, value| {
                    let cell = it.measures.get_mut(at);
                    cell.into_iter().for_each(|cell| *cell = rounded(value * unit));
                })
            }
            (Self::File(at), Cells::Whole(values, levels)) => {
                let mut values = values.iter();
                for (path, level) in paths.iter_mut().zip(levels).filter(|(_, level)| **level > 0) {
                    let _ = level;
                    *path.file_end.get_mut(at)? = Some(u32::try_from(*values.next()?).ok()?);
                }
                Some(())
            }
            (Self::Ended, Cells::Word(values, _)) => {
                for (path, word) in paths.iter_mut().zip(values) {
                    path.end = ended(word)?;
                }
                Some(())
            }
            (Self::EndedBy, Cells::Word(values, levels)) => {
                let mut values = values.iter();
                for (path, _) in paths.iter_mut().zip(levels).filter(|(_, level)| **level > 0) {
                    let name = values.next()?;
                    let place = about.actors.iter().position(|actor| actor == name)?;
                    path.end.as_mut()?.by = Some(ActorId(u16::try_from(place).ok()?));
                }
                Some(())
            }
            (Self::EndPeriod | Self::EndDay, _) => Some(()), // said by `periods` already
            _ => None,
        }
    }
}

fn each<T: Copy>(paths: &mut [Outcome], values: &[T], set: impl Fn(&mut Outcome, T)) -> Option<()> {
    (paths.len() == values.len()).then_some(())?;
    paths.iter_mut().zip(values).for_each(|(path, value)| set(path, *value));
    Some(())
}

fn real(values: impl Iterator<Item = Option<f64>>) -> Cells {
    let (values, levels) = levelled(values);
    Cells::Real(values, levels)
}

fn word(values: impl Iterator<Item = Option<String>>) -> Cells {
    let (values, levels) = levelled(values);
    Cells::Word(values, levels)
}

/// Values that are there, and for each row whether one is.
fn levelled<T>(values: impl Iterator<Item = Option<T>>) -> (Vec<T>, Vec<i16>) {
    let (mut present, mut levels) = (Vec::new(), Vec::new());
    for value in values {
        levels.push(i16::from(value.is_some()));
        present.extend(value);
    }
    (present, levels)
}

fn cause_word(end: Option<Ended>) -> &'static str {
    end.map_or(IN_FORCE, |ended| word_of(ended.cause))
}

/// The word of a cause.
pub fn word_of(cause: Cause) -> &'static str {
    CAUSES.iter().find(|(it, _)| *it == cause).map_or(IN_FORCE, |(_, word)| word)
}

/// The cause of a word.
pub fn cause_of(word: &str) -> Option<Cause> {
    CAUSES.iter().find(|(_, it)| *it == word).map(|(cause, _)| *cause)
}

/// How a path ended, by its word; by nobody yet.
fn ended(word: &str) -> Option<Option<Ended>> {
    if word == IN_FORCE {
        return Some(None);
    }
    Some(Some(Ended { cause: cause_of(word)?, by: None }))
}

#[allow(clippy::cast_possible_truncation, reason = "a float saturates")]
fn rounded(value: f64) -> i64 {
    value.round() as i64
}

/// The schema of a shard.
///
/// # Errors
/// Names that Parquet refuses, which none of ours is.
pub fn schema(about: &About) -> Result<TypePtr, ParquetError> {
    let field = |it: &Described| {
        let (physical, logical) = it.field.physical();
        let optional = it.field.is_optional();
        let repetition = if optional { Repetition::OPTIONAL } else { Repetition::REQUIRED };
        let builder = Type::primitive_type_builder(&it.name, physical);
        let built = builder.with_repetition(repetition).with_logical_type(logical).build();
        built.map(Arc::new)
    };
    let fields = described(about).iter().map(field).collect::<Result<Vec<_>, _>>()?;
    Type::group_type_builder("futures").with_fields(fields).build().map(Arc::new)
}
