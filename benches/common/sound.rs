//! The private sound server and the clocks of the tests, for benches that listen.

#[expect(dead_code, reason = "the tests use the rest")]
#[path = "../../tests/it/common/clock.rs"]
pub mod clock;
#[expect(dead_code, reason = "the tests use the rest")]
#[path = "../../tests/it/common/pulse.rs"]
pub mod pulse;
