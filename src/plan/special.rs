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
            Some(_) if self.is_tune(segment) => Mourning::Airs,
            Some(_) if segment.genre == Genre::Signature => Mourning::Replaced,
            None if segment.genre == Genre::Signature => Mourning::Silent,
            _ if is_music => Mourning::Silent,
            _ => Mourning::Airs,
        }
    }

    /// Says whether a segment is the tune of mourning.
    pub(super) fn is_tune(&self, segment: &Segment) -> bool {
        self.signature.as_ref() == Some(&segment.audio)
    }

    /// Returns the segment of the tune of mourning, where it is named and in the library.
    pub(super) fn tune<'l>(&self, library: &'l Library) -> Option<&'l Segment> {
        library.segments.get(self.signature.as_ref()?)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan::builders::{
        a_pick, a_programme, a_segment, daily, day, in_column, library, options, play, write_cues,
    };
    use crate::plan::day::{PlanOptions, plan_day};
    use crate::plan::{History, Plan};
    use crate::reason::Reason;
    use crate::schedule::Item;

    const DAY: &str = "2026-12-07";

    fn of_the_day() -> DaySet {
        DaySet {
            weekdays: None,
            ranges: vec![(day(DAY), day(DAY))],
        }
    }

    fn of_genre(id: &str, genre: Genre) -> Segment {
        Segment {
            genre,
            ..a_segment(id, 60_000)
        }
    }

    /// A programme at 05:00 with a tune, a piece of news, a song, a talk about music and a pick.
    fn plan(date: &str, priority: Priority, special: SpecialDays) -> Plan {
        let mut items: Vec<Item> = ["hieu", "tin", "ca", "ban-ve-nhac"].map(play).into();
        items.push(Item::Pick(a_pick()));
        let mut programme = a_programme("p", vec![daily(&["05:00"])], items);
        programme.priority = priority;
        let mut about_music = a_segment("ban-ve-nhac", 60_000);
        about_music.topics.push(MUSIC.to_owned());
        let mut song_of_column = in_column("a-ca", 60_000);
        song_of_column.genre = Genre::Music;
        let library = library([
            of_genre("hieu", Genre::Signature),
            of_genre("tin", Genre::News),
            of_genre("ca", Genre::Music),
            of_genre("tram", Genre::Music),
            about_music,
            song_of_column,
            in_column("b-bai", 60_000),
        ]);
        let options = PlanOptions {
            special,
            ..options()
        };
        plan_day(&[programme], &library, &History::new(), &options, day(date))
    }

    fn check(date: &str, priority: Priority, special: SpecialDays, expected: &str) {
        let plan = plan(date, priority, special);
        assert_eq!(write_cues(&plan.rundowns[0]), expected, "{date}");
    }

    const AS_EVER: &str = "#1 05:00:00 hieu, #2 05:01:00 tin, #3 05:02:00 ca, \
        #4 05:03:00 ban-ve-nhac, #5.1 05:04:00 a-ca";

    #[test]
    fn on_a_prohibited_day_only_emergencies_air() {
        let special = || SpecialDays {
            prohibited: of_the_day(),
            ..SpecialDays::default()
        };
        let silent = plan(DAY, Priority::Preferred, special());
        for cue in &silent.rundowns[0].cues {
            let blocked = cue.blocked.as_ref().map(|blocked| blocked.reason);
            assert_eq!(blocked, Some(Reason::Prohibited));
        }
        assert!(!silent.rundowns[0].has_sound());
        check(DAY, Priority::Emergency, special(), AS_EVER);
        check("2026-12-08", Priority::Preferred, special(), AS_EVER);
    }

    #[test]
    fn in_mourning_there_is_no_music_and_no_signature_tune() {
        let special = || SpecialDays {
            mourning: of_the_day(),
            ..SpecialDays::default()
        };
        check(
            DAY,
            Priority::Preferred,
            special(),
            "#1 05:00:00 (hieu quoc_tang), #2 05:00:00 tin, #3 05:01:00 (ca quoc_tang), \
             #4 05:01:00 (ban-ve-nhac quoc_tang), #5.1 05:01:00 b-bai",
        );
        check(DAY, Priority::Emergency, special(), AS_EVER);
        check("2026-12-08", Priority::Ordinary, special(), AS_EVER);
    }

    #[test]
    fn the_tune_of_mourning_is_heard_in_the_place_of_signature_tunes() {
        let special = |tune: &str| SpecialDays {
            mourning: of_the_day(),
            signature: Some(AudioPath::new(format!("{tune}.flac"))),
            ..SpecialDays::default()
        };
        check(
            DAY,
            Priority::Ordinary,
            special("tram"),
            "#1 05:00:00 tram, #2 05:01:00 tin, #3 05:02:00 (ca quoc_tang), \
             #4 05:02:00 (ban-ve-nhac quoc_tang), #5.1 05:02:00 b-bai",
        );
        check(
            DAY,
            Priority::Ordinary,
            special("khong-co"),
            "#1 05:00:00 (- thieu_tep), #2 05:00:00 tin, #3 05:01:00 (ca quoc_tang), \
             #4 05:01:00 (ban-ve-nhac quoc_tang), #5.1 05:01:00 b-bai",
        );
    }

    #[test]
    fn the_tune_of_mourning_is_heard_once_in_a_rundown_and_never_picked() {
        let items = vec![
            play("hieu"),
            play("hieu"),
            play("tram"),
            Item::Pick(a_pick()),
        ];
        let programme = a_programme("p", vec![daily(&["05:00"])], items);
        let mut tune = in_column("tram", 60_000);
        tune.genre = Genre::Music;
        let library = library([of_genre("hieu", Genre::Signature), tune]);
        let options = PlanOptions {
            special: SpecialDays {
                mourning: of_the_day(),
                signature: Some("tram.flac".into()),
                ..SpecialDays::default()
            },
            ..options()
        };
        let plan = plan_day(&[programme], &library, &History::new(), &options, day(DAY));
        assert_eq!(
            write_cues(&plan.rundowns[0]),
            "#1 05:00:00 tram, #2 05:01:00 (hieu quoc_tang), #3 05:01:00 tram, #4.1 05:02:00 (- quoc_tang)"
        );
    }

    #[test]
    fn a_column_of_nothing_but_music_is_silent_for_its_reason() {
        let items = vec![Item::Pick(a_pick())];
        let programme = a_programme("p", vec![daily(&["05:00"])], items);
        let mut song = in_column("ca", 60_000);
        song.genre = Genre::Music;
        let options = PlanOptions {
            special: SpecialDays {
                mourning: of_the_day(),
                ..SpecialDays::default()
            },
            ..options()
        };
        let library = library([song]);
        let plan = plan_day(&[programme], &library, &History::new(), &options, day(DAY));
        assert_eq!(write_cues(&plan.rundowns[0]), "#1.1 05:00:00 (- quoc_tang)");
    }
}
