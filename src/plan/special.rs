//! The days on which the station may not air as usual: those on which it is silent, and those of mourning. Which days
//! they are is the calendar's.

use crate::ids::AudioPath;
use crate::library::{Genre, Library, Segment};
use crate::schedule::{DaySet, Priority};
use crate::time::CivilDay;

/// The topic of segments that are music whatever their genre.
const MUSIC: &str = "am-nhac";

/// The days on which the station may not air as usual. Emergencies air on all of them as they are.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct SpecialDays {
    /// The days on which nothing but emergencies airs.
    pub prohibited: DaySet,
    /// The days of state mourning: no music, and no signature tune but `signature`.
    pub mourning: DaySet,
    /// What is heard in mourning in the place of signature tunes; without it they are not heard at all.
    pub signature: Option<AudioPath>,
}

/// What becomes of a segment in mourning.
pub(super) enum Mourning {
    /// It airs as ever.
    Airs,
    /// It does not air.
    Silent,
    /// The tune of mourning airs in its place.
    Replaced,
}

impl SpecialDays {
    /// Says whether a programme of this class is not to air at all on `day`.
    pub(super) fn is_prohibited(&self, day: CivilDay, priority: Priority) -> bool {
        priority != Priority::Emergency && self.prohibited.contains(day)
    }

    /// Says whether programmes of this class are in mourning on `day`.
    pub(super) fn is_mourning(&self, day: CivilDay, priority: Priority) -> bool {
        priority != Priority::Emergency && self.mourning.contains(day)
    }

    /// Returns what becomes of a segment on a day of mourning.
    pub(super) fn in_mourning(&self, segment: &Segment) -> Mourning {
        let is_music =
            segment.genre == Genre::Music || segment.topics.iter().any(|topic| topic == MUSIC);
        match &self.signature {
            Some(signature) if *signature == segment.audio => Mourning::Airs,
            Some(_) if segment.genre == Genre::Signature => Mourning::Replaced,
            None if segment.genre == Genre::Signature => Mourning::Silent,
            _ if is_music => Mourning::Silent,
            _ => Mourning::Airs,
        }
    }

    /// Returns the segment of the tune of mourning, where it is named and in the library.
    pub(super) fn tune<'l>(&self, library: &'l Library) -> Option<&'l Segment> {
        library.segments.get(self.signature.as_ref()?)
    }
}
