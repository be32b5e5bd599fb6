//! Was it heard? The sound that should have been heard against what a capture recorded, and what alarms about a capture:
//! silence while something plays, sound while nothing does. Capturing and keeping captures are left to `playback`.

mod correlate;
mod flatten;
mod foreign;
mod judge;
mod level;
mod line;
mod model;
mod section;
mod silence;

pub use foreign::{Foreign, ForeignDetector, ForeignOptions};
pub use judge::{Judge, sections};
pub use level::Level;
pub use model::{Doubt, Finding, JudgeOptions, RATE_HZ, Seen, Stretch, Verdict};
pub use silence::{Silence, SilenceDetector, SilenceOptions};
