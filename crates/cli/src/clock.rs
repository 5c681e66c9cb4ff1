//! The clock on the wall, read here and nowhere else.

use jiff::Timestamp;
use jiff::tz::TimeZone;

/// The date of today, in universal time.
pub fn today() -> String {
    Timestamp::now().to_zoned(TimeZone::UTC).date().to_string()
}
