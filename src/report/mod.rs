//! What the record adds up to. Everything here is folded from entries and plans that are handed in, so that it can be
//! recomputed from an exported file; fetching them and wording the result are not done here.

pub mod as_run;
pub mod reconcile;
