//! Builders of plans for tests.

use loa::ids::{AudioPath, CueId, Digest, OccurrenceId, ProgrammeId, SegmentId};
use loa::plan::{Blocked, Content, Cue, Fate, Plan, Rundown, ms_to_frames};
use loa::reason::Reason;
use loa::schedule::{Late, Priority, Resume, Specificity, Start, Zones};
use loa::time::{CivilDay, UtcMs};

/// A rundown at `at` (station time) with cues of these lengths in seconds.
pub fn a_rundown(programme: &str, at: &str, lengths_s: &[i64]) -> Rundown {
    let at = UtcMs::parse(at).expect(at);
    let (day, time) = at.civil();
    let occurrence = OccurrenceId::new(format!("{day}T{time}/{programme}"));
    let mut start = at;
    let mut cues = Vec::new();
    for (index, length_s) in lengths_s.iter().enumerate() {
        let name = format!("{programme}/{}", index + 1);
        cues.push(Cue {
            id: CueId::of(&occurrence, index + 1, None),
            at: start,
            length_frames: ms_to_frames(length_s * 1_000),
            content: Some(Content {
                segment: SegmentId::new(name.as_str()),
                audio: AudioPath::new(format!("{name}.flac")),
                sha256: Some(Digest([7; 32])),
                title: name,
                genre: "bai".into(),
                topics: vec!["mot-cua".into()],
                producer: None,
                gain_db: 0.0,
            }),
            blocked: None,
            choice: None,
        });
        start = start + length_s * 1_000;
    }
    Rundown {
        occurrence,
        programme: ProgrammeId::from(programme),
        title: programme.to_owned(),
        at,
        zones: Zones::All,
        priority: Priority::Ordinary,
        start: Start::Hard,
        late: Late::SkipAfter { ms: 120_000 },
        resume: Resume::Continue,
        outside_hours: None,
        begins_before: None,
        cues,
        fate: Fate::Clear,
        specificity: Specificity::Default,
        starts: at,
    }
}

/// The same with one cue blocked for `reason`.
pub fn blocked(mut rundown: Rundown, cue: usize, reason: Reason) -> Rundown {
    rundown.cues[cue].blocked = Some(Blocked { reason, by: None });
    let cut = rundown.cues[cue].length_ms();
    rundown.cues[cue].length_frames = 0;
    for later in &mut rundown.cues[cue + 1..] {
        later.at = later.at - cut;
    }
    rundown
}

/// A plan of the day of its first rundown.
pub fn a_plan(mut rundowns: Vec<Rundown>) -> Plan {
    rundowns.sort_by(|a, b| (a.at, &a.occurrence).cmp(&(b.at, &b.occurrence)));
    let day: CivilDay = rundowns
        .first()
        .expect("a plan for tests should have a rundown")
        .at
        .day();
    Plan { day, rundowns }
}
