//! Builders of programmes, segments and rundowns for the planner's tests.

use super::options::{Limits, PlanOptions};
use super::{Blocked, Cue, Fate, Rundown, SpecialDays, ms_to_frames};
use crate::ids::{AudioPath, ColumnId, CueId, Digest, OccurrenceId, ProgrammeId, SegmentId};
use crate::library::{Approval, AudioFacts, Found, Genre, Library, Segment};
use crate::reason::Reason;
use crate::schedule::{
    Item, Late, Pick, PickOrder, Priority, Programme, Resume, Rule, Specificity, Start, WeekdaySet,
    Zones,
};
use crate::time::{CivilDay, TimeOfDay, UtcMs};

pub fn day(text: &str) -> CivilDay {
    CivilDay::parse(text).expect(text)
}

pub fn time(text: &str) -> TimeOfDay {
    TimeOfDay::parse(text).expect(text)
}

pub fn instant(text: &str) -> UtcMs {
    UtcMs::parse(text).expect(text)
}

/// An approved segment at −23 LUFS and −3 dBTP, without a column.
pub fn a_segment(id: &str, length_ms: i64) -> Segment {
    let sha256 = Digest([id.len().try_into().unwrap_or(0); 32]);
    Segment {
        id: SegmentId::from(id),
        audio: AudioPath::new(format!("{id}.flac")),
        title: format!("Bài {id}"),
        genre: Genre::Feature,
        column: None,
        topics: vec!["mot-cua".to_owned()],
        activity: None,
        producer: Some("Trung tâm".to_owned()),
        responsible: None,
        document: None,
        received: None,
        valid_from: None,
        valid_until: None,
        synthetic: false,
        approval: Some(Approval {
            by: "Nguyễn Văn A".to_owned(),
            on: day("2026-11-01"),
            sha256,
        }),
        withdrawn: None,
        found: Found::Audio(AudioFacts {
            sha256,
            frames: ms_to_frames(length_ms),
            sample_rate_hz: 48_000,
            channels: 2,
            loudness_lufs: Some(-23.0),
            true_peak_dbtp: Some(-3.0),
        }),
    }
}

/// An approved segment of the column `cchc`.
pub fn in_column(id: &str, length_ms: i64) -> Segment {
    Segment {
        column: Some(ColumnId::from("cchc")),
        ..a_segment(id, length_ms)
    }
}

pub fn library(segments: impl IntoIterator<Item = Segment>) -> Library {
    Library {
        segments: segments
            .into_iter()
            .map(|segment| (segment.audio.clone(), segment))
            .collect(),
        ..Library::default()
    }
}

pub fn a_rule(days: WeekdaySet, times: &[&str]) -> Rule {
    Rule {
        days,
        ..Rule::at(times.iter().map(|text| time(text)).collect())
    }
}

pub fn daily(times: &[&str]) -> Rule {
    a_rule(WeekdaySet::EVERY_DAY, times)
}

pub fn a_programme(id: &str, rules: Vec<Rule>, items: Vec<Item>) -> Programme {
    Programme {
        id: ProgrammeId::from(id),
        title: format!("Chương trình {id}"),
        column: None,
        zones: Zones::All,
        priority: Priority::Ordinary,
        rules,
        items,
    }
}

pub fn play(id: &str) -> Item {
    Item::Play {
        audio: AudioPath::new(format!("{id}.flac")),
    }
}

/// One segment of the column `cchc`: the least aired, new ones first.
pub fn a_pick() -> Pick {
    Pick {
        column: ColumnId::from("cchc"),
        order: PickOrder::LeastAired,
        new_first: true,
        spacing_days: 0,
        at_most: 1,
        up_to_ms: None,
    }
}

/// Any hour, −23 LUFS under −1 dBTP.
pub fn options() -> PlanOptions {
    PlanOptions {
        special: SpecialDays::default(),
        one_output: false,
        allowed: Vec::new(),
        limits: Limits::default(),
        gains: Vec::new(),
        target_lufs: -23.0,
        true_peak_dbtp: -1.0,
    }
}

/// An ordinary, regular, hard rundown for all zones, with a cue of each length, back to back.
pub fn a_rundown(programme: &str, at: UtcMs, lengths_ms: &[i64]) -> Rundown {
    let occurrence = OccurrenceId::new(format!("{at}/{programme}"));
    let mut next = at;
    let mut cues = Vec::new();
    for (&length_ms, item) in lengths_ms.iter().zip(1..) {
        cues.push(Cue {
            id: CueId::of(&occurrence, item, None),
            at: next,
            length_frames: ms_to_frames(length_ms),
            content: None,
            blocked: None,
            choice: None,
        });
        next = next + length_ms;
    }
    Rundown {
        occurrence,
        programme: ProgrammeId::from(programme),
        title: format!("Chương trình {programme}"),
        at,
        zones: Zones::All,
        priority: Priority::Ordinary,
        specificity: Specificity::Default,
        start: Start::Hard,
        late: Late::DEFAULT,
        resume: Resume::DEFAULT,
        cues,
        starts: at,
        fate: Fate::Clear,
        outside_hours: None,
        begins_before: None,
    }
}

/// The block of a cue whose file is not there.
pub fn missing() -> Blocked {
    Blocked {
        reason: Reason::FileMissing,
        by: None,
    }
}

/// Writes a fate as `docs/precedence.md` does: `B delayed to 05:20 after A`.
pub fn write_fate(rundown: &Rundown) -> String {
    let name =
        |occurrence: &OccurrenceId| occurrence.as_str().rsplit_once('/').unwrap().1.to_owned();
    let clock = |at: &UtcMs| {
        let time = at.time_of_day().to_string();
        time.strip_suffix(":00").unwrap_or(&time).to_owned()
    };
    let what = match &rundown.fate {
        Fate::Clear => "clear".to_owned(),
        Fate::CutAt { at, by } => format!("cut at {} by {}", clock(at), name(by)),
        Fate::Delayed { to, by } => format!("delayed to {} after {}", clock(to), name(by)),
        Fate::GivesWay { to } => format!("gives way to {}", name(to)),
    };
    format!("{} {what}", rundown.programme)
}

/// Each cue: `#item`, its instant, and its segment or its reason.
pub fn write_cues(rundown: &Rundown) -> String {
    let write = |cue: &Cue| {
        let number = cue.id.as_str().rsplit_once('#').unwrap().1;
        let what = match (&cue.blocked, &cue.content) {
            (None, Some(content)) => content.segment.to_string(),
            (Some(blocked), content) => {
                let named = content.as_ref().map_or("-", |c| c.segment.as_str());
                format!("({named} {})", blocked.reason.slug())
            }
            (None, None) => panic!("{:?} airs nothing", cue.id),
        };
        format!("#{number} {} {what}", cue.at.time_of_day())
    };
    rundown
        .cues
        .iter()
        .map(write)
        .collect::<Vec<_>>()
        .join(", ")
}
