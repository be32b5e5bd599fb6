//! What several test files share.

pub mod build;
pub mod clock;
pub mod demo;
pub mod loa;
pub mod pulse;
pub mod rng;
pub mod room;
pub mod stage;
pub mod trials;
