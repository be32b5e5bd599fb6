//! What the record adds up to, and plans as documents. Everything here is folded from entries and plans that are handed
//! in, so that it can be recomputed from an exported file; fetching them and saying where the result goes are not done
//! here.

pub mod alarms;
pub mod as_run;
pub mod ical;
pub mod reconcile;
pub mod unvouched;
pub mod verdict;
pub mod week;
pub mod wording;
