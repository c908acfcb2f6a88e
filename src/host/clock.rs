//! The time, and chance: the two things that come from outside with every message.

use crate::notebook::Timestamp;

/// Now, in milliseconds since 1970-01-01 UTC.
pub fn now() -> Timestamp {
    Timestamp(jiff::Timestamp::now().as_millisecond())
}

/// A moment in milliseconds since 1970-01-01 on the reader's own clock, as it was set there then.
pub fn local_millis(at: Timestamp) -> i64 {
    let moment = jiff::Timestamp::from_millisecond(at.0).unwrap_or_default();
    let offset = jiff::tz::TimeZone::system().to_offset(moment);
    at.0 + i64::from(offset.seconds()) * 1000
}

/// A new ULID as a number: the time and 80 bits of chance.
pub fn random_ulid() -> u128 {
    ulid::Ulid::generate().0
}
