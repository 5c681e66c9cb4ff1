//! Spans of time in whole hours.

/// A span in whole hours, saturating at both ends.
///
/// # Units
/// Hours; a day is 24 of them. `u32` reaches past 480,000 years.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Hours(pub u32);

impl Hours {
    /// No time at all.
    pub const ZERO: Self = Self(0);
    /// The unit of time. Every clock that runs is set to this at least, so that nothing the text
    /// sets going is over before it began, and no two clauses can restart each other for ever in
    /// no time at all.
    pub const HOUR: Self = Self(1);
    /// Longer than any clause can read.
    pub const FOREVER: Self = Self(u32::MAX);

    /// A span of whole days.
    #[must_use]
    pub const fn days(days: u32) -> Self {
        Self(days.saturating_mul(24))
    }

    /// The sum, saturating at [`Hours::FOREVER`].
    #[must_use]
    pub const fn plus(self, other: Self) -> Self {
        Self(self.0.saturating_add(other.0))
    }

    /// What is left after `other` has passed, zero if it has all passed.
    #[must_use]
    pub const fn minus(self, other: Self) -> Self {
        Self(self.0.saturating_sub(other.0))
    }

    /// The span as a clock to be set: an hour at least.
    #[must_use]
    pub fn clock(self) -> Self {
        self.max(Self::HOUR)
    }

    /// Whole days in the span, rounded down.
    #[must_use]
    pub const fn whole_days(self) -> u32 {
        self.0 / 24
    }
}
