//! Years of a station that airs forty cues a day, as entries: the same for each number, so that a ledger can be made
//! as long as one likes.

use std::path::Path;

use loa::airing::{ClockSource, ClockTrust, Closing, Fact, Order, Outcome};
use loa::ids::CueId;
use loa::ledger::columns::Columns;
use loa::ledger::encode::encode;
use loa::ledger::{Head, Origin, Stamp, digest_of};
use loa::store::{OpenMode, Store, WriterOptions};
use loa::time::{CivilDay, MonoMs, UtcMs};
use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqliteSynchronous};
use sqlx::{ConnectOptions as _, Connection as _};

/// The cues of a day, and the entries of each: its order, its start, six times its progress, its end.
pub const CUES: u64 = 40;
const PER_CUE: u64 = 9;
/// The entries of a day: those of its cues, and a sign of life every ten minutes.
pub const PER_DAY: u64 = CUES * PER_CUE + 144;
const FIRST: &str = "1995-01-01";
/// The entries in one transaction.
const BATCH: u64 = 100_000;
const FRAMES: u64 = 60 * 48_000;

/// Returns a day of the station, the first one being 0.
pub fn day(nth: u64) -> CivilDay {
    let first = CivilDay::parse(FIRST).expect("it is a day");
    first.plus(nth.cast_signed())
}

/// Returns what entry `index`, from 0 on, says and when.
pub fn entry(index: u64) -> (Stamp, Fact) {
    let (nth, within) = (index / PER_DAY, index % PER_DAY);
    // The cues come first, from 05:00 on, a minute each; the signs of life after them.
    let begin = day(nth).start() + 5 * 3_600_000;
    let (at, fact) = if within < CUES * PER_CUE {
        let (cue, step) = (within / PER_CUE, within % PER_CUE);
        let scheduled = begin + cue.cast_signed() * 60_000;
        let at = scheduled + step.cast_signed() * 7_000;
        (at, of_cue(nth, cue, step, scheduled))
    } else {
        let sign = within - CUES * PER_CUE;
        let at = begin + 3_600_000 + sign.cast_signed() * 60_000;
        (at, Fact::Alive)
    };
    let clock = ClockTrust {
        source: ClockSource::Rtc,
        error_us: None,
    };
    let stamp = Stamp {
        at,
        mono: MonoMs(index.cast_signed()),
        boot: "bench".into(),
        clock,
    };
    (stamp, fact)
}

fn of_cue(nth: u64, number: u64, step: u64, scheduled: UtcMs) -> Fact {
    let cue = CueId::new(format!("{scheduled:.19}/chuyen-muc-{number}#1"));
    let segment = format!("cchc/{:03}", (nth * CUES + number) % 500);
    let title = format!("Bộ phận Một cửa trả lời câu hỏi số {number}");
    match step {
        0 => Fact::Ordered(Order {
            cue,
            programme: "Chuyên mục Cải cách hành chính".to_owned(),
            audio: format!("{segment}.mp3").as_str().into(),
            sha256: digest_of(segment.as_bytes()),
            segment: segment.as_str().into(),
            title,
            topic: Some("mot-cua".to_owned()),
            producer: Some("Trung tâm Văn hóa – Thể thao và Truyền thanh".to_owned()),
            zones: vec!["all".to_owned()],
            scheduled,
            start: scheduled,
            from_frame: 0,
            total_frames: FRAMES,
            made_up: false,
        }),
        1 => Fact::Started {
            cue,
            at_us: scheduled.0 * 1_000,
            late_us: 40,
            from_frame: 0,
            output: "pulse:lab".to_owned(),
        },
        8 => Fact::Closed(Closing {
            cue,
            outcome: Outcome::Aired,
            reason: None,
            scheduled,
            segment: Some(segment.as_str().into()),
            title,
            played_frames: FRAMES,
            total_frames: FRAMES,
            at_least: false,
        }),
        _ => Fact::Progress {
            cue,
            to_frame: (step - 1) * 8 * 48_000,
        },
    }
}

/// Sees to it that a ledger has this many entries: made by the store, then filled past its writer, which would bring
/// each batch to the disk.
pub async fn fill(path: &Path, origin: &Origin, entries: u64) {
    let store = Store::open(path, origin, OpenMode::Write(WriterOptions::default())).await;
    let store = store.expect("the target folder should be writable");
    let head = store.reader().head().await.expect("it should be readable");
    let writer = store.writer().expect("it was opened for writing").clone();
    writer.close().await;
    if head.seq == entries {
        return;
    }
    assert!(head.seq < entries, "{} is of another bench", path.display());
    let connection = SqliteConnectOptions::new()
        .filename(path)
        .journal_mode(SqliteJournalMode::Wal)
        .synchronous(SqliteSynchronous::Off)
        .pragma("cache_size", "-200000")
        .connect()
        .await;
    let mut connection = connection.expect("it was open before");
    let mut head: Head = head;
    while head.seq < entries {
        let transaction = connection.begin().await;
        let mut transaction = transaction.expect("nobody else writes");
        for _entry in 0..BATCH.min(entries - head.seq) {
            let (stamp, fact) = entry(head.seq);
            let bytes = encode(head.seq + 1, &stamp, &fact);
            head = head.after(&bytes);
            let columns = Columns::of(&stamp, &fact);
            sqlx::query(
                "INSERT INTO entries (seq, bytes, seal, at_ms, kind, cue, day, segment, outcome) \
                 VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
            )
            .bind(head.seq.cast_signed())
            .bind(bytes)
            .bind(head.seal.0.to_vec())
            .bind(columns.at.0)
            .bind(columns.kind)
            .bind(columns.cue.map(|cue| cue.to_string()))
            .bind(columns.day.to_string())
            .bind(columns.segment.map(|segment| segment.to_string()))
            .bind(columns.outcome)
            .execute(&mut *transaction)
            .await
            .expect("the disk should have room");
        }
        transaction
            .commit()
            .await
            .expect("the disk should have room");
    }
    connection.close().await.expect("nobody else has it");
}
