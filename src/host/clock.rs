//! The time, and chance: the two things that come from outside with every message.

use crate::notebook::Timestamp;

/// Now, in milliseconds since 1970-01-01 UTC.
pub fn now() -> Timestamp {
    Timestamp(jiff::Timestamp::now().as_millisecond())
}

/// A new ULID as a number: the time and 80 bits of chance.
pub fn random_ulid() -> u128 {
    ulid::Ulid::generate().0
}
