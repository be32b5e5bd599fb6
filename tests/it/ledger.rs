//! Real ledgers, attacked: the verifier and the independent script must name the same first bad entry.

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use loa::airing::{ClockSource, ClockTrust, Closing, Fact, Order, Outcome};
use loa::ledger::encode::encode;
use loa::ledger::{Head, Origin, Stamp, digest_of};
use loa::reason::Reason;
use loa::store::{Appended, OpenMode, Store, WriterOptions};
use loa::time::{CivilDay, MonoMs, UtcMs};
use sqlx::sqlite::{SqliteConnectOptions, SqliteConnection};
use sqlx::{AssertSqlSafe, ConnectOptions as _, Connection as _};

mod captures;

/// 2026-12-07T05:45:30 in station time.
pub const MORNING: UtcMs = UtcMs(1_796_597_130_000);

pub fn origin() -> Origin {
    Origin::new("xa-binh-an", false).expect("a plain name should do")
}

/// The stamp `seconds` after [`MORNING`].
pub fn stamp(seconds: i64) -> Stamp {
    Stamp {
        at: MORNING + seconds * 1_000,
        mono: MonoMs(60_000 + seconds * 1_000),
        boot: "6f1c".into(),
        clock: ClockTrust {
            source: ClockSource::Ntp,
            error_us: Some(1_500),
        },
    }
}

pub fn cue(number: i64) -> String {
    format!("2026-12-07T05:45:30/chuyen-muc-cchc#{number}")
}

pub fn ordered(cue: &str, segment: &str) -> Fact {
    Fact::Ordered(Order {
        cue: cue.into(),
        programme: "Chuyên mục Cải cách hành chính".to_owned(),
        segment: segment.into(),
        title: "Bộ phận Một cửa\n\"mới\" \u{0} 📢".to_owned(),
        audio: format!("{segment}.mp3").as_str().into(),
        sha256: digest_of(segment.as_bytes()),
        topic: Some("mot-cua".to_owned()),
        producer: None,
        zones: vec!["all".to_owned()],
        scheduled: MORNING,
        start: MORNING,
        from_frame: 0,
        total_frames: 96_000,
        made_up: false,
    })
}

pub fn started(cue: &str, from_frame: u64) -> Fact {
    Fact::Started {
        cue: cue.into(),
        at_us: MORNING.0 * 1_000 + 412,
        late_us: 412,
        from_frame,
        output: "may-chu-am-thanh".to_owned(),
    }
}

pub fn progress(cue: &str, to_frame: u64) -> Fact {
    Fact::Progress {
        cue: cue.into(),
        to_frame,
    }
}

pub fn closed(cue: &str, segment: &str, outcome: Outcome) -> Fact {
    Fact::Closed(Closing {
        cue: cue.into(),
        outcome,
        reason: (outcome != Outcome::Aired).then_some(Reason::PowerLost),
        scheduled: MORNING,
        segment: Some(segment.into()),
        title: "Bộ phận Một cửa".to_owned(),
        played_frames: 96_000,
        total_frames: 96_000,
        at_least: false,
    })
}

/// A quick writer: what is refused is refused soon.
pub fn open_mode() -> OpenMode {
    use std::time::Duration;
    OpenMode::Write(WriterOptions {
        wait: Duration::from_secs(60),
        lock_wait: Duration::from_millis(20),
        retry_min: Duration::from_millis(20),
        retry_max: Duration::from_millis(40),
        ..WriterOptions::default()
    })
}

pub async fn open(path: &Path) -> Store {
    Store::open(path, &origin(), open_mode())
        .await
        .expect("the ledger should open")
}

/// Opens the database behind the store's back.
pub async fn raw(path: &Path) -> SqliteConnection {
    SqliteConnectOptions::new()
        .filename(path)
        .connect()
        .await
        .expect("the file should open")
}

/// Writes a ledger of three cues, ten entries and a plan, through the real writer.
async fn ten_entries(path: &Path) -> Head {
    let store = open(path).await;
    let writer = store.writer().expect("it should be open for writing");
    let day = CivilDay::parse("2026-12-07").expect("it should be a day");
    let digest = digest_of(b"plan");
    writer.put_plan(digest, day, b"plan".to_vec()).await;
    let mut facts = vec![Fact::PlanAdopted {
        day,
        digest,
        cues: 3,
    }];
    for number in 1..=3 {
        facts.push(ordered(&cue(number), "cchc/mot-cua"));
        facts.push(started(&cue(number), 0));
        facts.push(closed(&cue(number), "cchc/mot-cua", Outcome::Aired));
    }
    for (second, fact) in (0..).zip(facts) {
        let appended = writer.append(stamp(second), fact).await;
        assert!(matches!(appended, Appended::Durable(_)), "{appended:?}");
    }
    writer.clone().close().await.head
}

fn run_script(path: &Path, more: Option<String>) -> Output {
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("scripts/verify_ledger.py");
    let mut command = Command::new("python3");
    command.arg(script).arg(path).args(more);
    command.output().expect("python3 should be installed")
}

// A traceback is no verdict, and must not look like that of a bad entry.
#[test]
fn what_is_no_ledger_is_refused_by_the_script_in_one_line() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let path = |name| folder.path().join(name);
    std::fs::write(path("text.db"), "not a database, whatever its name").expect("written");
    std::fs::write(path("empty.db"), "").expect("written");
    for name in ["text.db", "empty.db", "missing.db", "."] {
        let output = run_script(&path(name), None);
        let said = String::from_utf8_lossy(&output.stderr);
        assert_eq!(output.status.code(), Some(2), "{name}: {said}");
        assert_eq!(said.lines().count(), 1, "{name}: {said}");
        assert!(said.contains("can't be read as a ledger"), "{name}: {said}");
    }
    let output = run_script(&path("text.db"), Some("7:abc".to_owned()));
    assert_eq!(output.status.code(), Some(2));
}

/// Runs the script: whether it was content, and what it said.
fn script(path: &Path, expected: Option<Head>) -> (bool, String) {
    let output = run_script(path, expected.map(|head| head.to_string()));
    let stderr = String::from_utf8_lossy(&output.stderr);
    assert!(stderr.is_empty(), "{stderr}");
    let said = String::from_utf8(output.stdout).expect("the script should speak UTF-8");
    (output.status.success(), said.trim().to_owned())
}

/// Checks that both verifiers find the ledger good, or both name the entry `bad`.
pub async fn check_verdict(path: &Path, expected: Option<Head>, bad: Option<u64>) {
    let store = Store::inspect(path).await.expect("it should open");
    let verdict = store
        .reader()
        .verify(expected)
        .await
        .expect("rows should be read")
        .verified
        .whole();
    let (content, said) = script(path, expected);
    match (verdict, bad) {
        (Ok(head), None) => {
            assert!(content, "{said}");
            assert_eq!(said, format!("head {head}"));
        }
        (Err(found), Some(bad)) => {
            assert_eq!(found.seq, bad, "{found}");
            assert!(!content, "{said}");
            assert!(
                said.starts_with(&format!("bad entry {bad}:")),
                "{said} / {found}"
            );
        }
        (verdict, bad) => panic!("{verdict:?}, but expected {bad:?}; the script: {said}"),
    }
}

/// Makes a good ledger, drops the triggers, runs `sql`, and checks that both verifiers name the entry `bad`.
async fn check_attack(sql: &str, bad: Option<u64>) {
    let folder = tempfile::tempdir().expect("a folder should be made");
    let path = folder.path().join("ledger.db");
    ten_entries(&path).await;
    attack(&path, sql).await;
    check_verdict(&path, None, bad).await;
}

pub async fn attack(path: &Path, sql: &str) {
    let mut connection = raw(path).await;
    let triggers: Vec<String> =
        sqlx::query_scalar("SELECT name FROM sqlite_schema WHERE type = 'trigger'")
            .fetch_all(&mut connection)
            .await
            .expect("the schema should be read");
    assert!(!triggers.is_empty());
    for trigger in triggers {
        let drop = format!("DROP TRIGGER {trigger}");
        sqlx::query(AssertSqlSafe(drop))
            .execute(&mut connection)
            .await
            .expect("it should drop");
    }
    sqlx::raw_sql(AssertSqlSafe(sql.to_owned()))
        .execute(&mut connection)
        .await
        .expect("the attack should work");
    connection.close().await.expect("it should close");
}

// T29
#[tokio::test]
async fn both_verifiers_name_the_same_first_bad_entry() {
    let seal = "x'00000000000000000000000000000000000000000000000000000000000000ff'";
    let copy = "(seq, bytes, seal, at_ms, kind, cue, day, segment, outcome) \
                SELECT 11, bytes, seal, at_ms, kind, cue, day, segment, outcome FROM entries";
    for (sql, bad) in [
        ("SELECT 1", None),
        // A byte of the sound's own story: 5 becomes 6 somewhere in the bytes.
        (
            "UPDATE entries SET bytes = CAST(replace(CAST(bytes AS TEXT), '412', '413') AS BLOB) \
          WHERE seq = 6",
            Some(6),
        ),
        (
            &format!("UPDATE entries SET seal = {seal} WHERE seq = 4"),
            Some(4),
        ),
        (
            &format!("UPDATE entries SET seal = {seal} WHERE seq = 10"),
            Some(10),
        ),
        ("DELETE FROM entries WHERE seq = 1", Some(1)),
        ("DELETE FROM entries WHERE seq = 5", Some(5)),
        ("DELETE FROM entries WHERE seq BETWEEN 3 AND 7", Some(3)),
        (
            "DELETE FROM entries WHERE seq = 5; \
          UPDATE entries SET seq = seq - 1 WHERE seq > 5",
            Some(5),
        ),
        (
            "UPDATE entries SET seq = 99 WHERE seq = 5; UPDATE entries SET seq = 5 WHERE seq = 6; \
          UPDATE entries SET seq = 6 WHERE seq = 99",
            Some(5),
        ),
        (
            &format!("INSERT INTO entries {copy} WHERE seq = 10"),
            Some(11),
        ),
        (
            "INSERT INTO entries (seq, bytes, seal, at_ms, kind, day) \
          SELECT 0, bytes, seal, at_ms, kind, day FROM entries WHERE seq = 1",
            Some(0),
        ),
        (
            "UPDATE entries SET at_ms = at_ms + 1 WHERE seq = 2",
            Some(2),
        ),
        ("UPDATE entries SET kind = 'alive' WHERE seq = 8", Some(8)),
        ("UPDATE entries SET cue = NULL WHERE seq = 3", Some(3)),
        (
            "UPDATE entries SET day = '2026-12-08' WHERE seq = 4",
            Some(4),
        ),
        ("UPDATE entries SET segment = 'khac' WHERE seq = 4", Some(4)),
        (
            "UPDATE entries SET outcome = 'khong_phat' WHERE seq = 7",
            Some(7),
        ),
        ("UPDATE plans SET bytes = x'00'", Some(1)),
        ("DELETE FROM plans", Some(1)),
        (
            "UPDATE origin SET line = replace(line, 'binh', 'hoa')",
            Some(1),
        ),
    ] {
        check_attack(sql, bad).await;
    }
}

/// Rewrites the last entry of a good ledger and seals it rightly, as somebody with the file could.
async fn check_resealed(bytes: Vec<u8>, bad: Option<u64>) {
    let folder = tempfile::tempdir().expect("a folder should be made");
    let path = folder.path().join("ledger.db");
    let head = ten_entries(&path).await;
    let mut connection = raw(&path).await;
    let ninth: Vec<u8> = sqlx::query_scalar("SELECT seal FROM entries WHERE seq = 9")
        .fetch_one(&mut connection)
        .await
        .expect("there should be nine");
    connection.close().await.expect("it should close");
    let before = Head {
        seq: 9,
        seal: loa::ids::Digest(ninth.try_into().expect("a seal should be 32 bytes")),
    };
    let hex = |bytes: &[u8]| {
        bytes
            .iter()
            .map(|byte| format!("{byte:02x}"))
            .collect::<String>()
    };
    let seal = before.after(&bytes).seal;
    let bytes = hex(&bytes);
    attack(
        &path,
        &format!("UPDATE entries SET bytes = x'{bytes}', seal = x'{seal}' WHERE seq = 10"),
    )
    .await;
    check_verdict(&path, None, bad).await;
    if bad.is_none() {
        check_verdict(&path, Some(head), Some(10)).await;
    }
}

// T29: what the chain can't show by itself, and what shows it.
#[tokio::test]
async fn a_rightly_sealed_forgery_is_found_by_its_form_or_by_a_head_kept_elsewhere() {
    let third = cue(3);
    let aired = closed(&third, "cchc/mot-cua", Outcome::Aired);
    let text = String::from_utf8(encode(10, &stamp(9), &aired)).expect("entries are text");
    let changed = |from: &str, to: &str| {
        assert!(text.contains(from), "{from}");
        text.replace(from, to).into_bytes()
    };
    // A plausible change, rightly sealed: only a head kept elsewhere tells.
    check_resealed(
        changed("\"played_frames\":96000", "\"played_frames\":95000"),
        None,
    )
    .await;
    check_resealed(changed("\"closed\"", "\"sung\""), Some(10)).await;
    check_resealed(changed("\"v\":1,", "\"v\":1, "), Some(10)).await;
    check_resealed(changed("\"seq\":10", "\"seq\":12"), Some(10)).await;
    check_resealed(changed("\"title\":\"B", "\"tilte\":\"B"), Some(10)).await;
    check_resealed(changed("\"at_least\":false", "\"at_least\":0"), Some(10)).await;
    check_resealed(changed("05:45:39", "05:45:40"), Some(10)).await;
    check_resealed(changed("\"mono_ms\":69000", "\"mono_ms\":1"), Some(10)).await;
    check_resealed(changed("cchc#3", "cchc#2"), Some(10)).await;
    check_resealed(b"\xff".to_vec(), Some(10)).await;
}

// T29: a cut tail verifies by itself; a head kept elsewhere shows it.
#[tokio::test]
async fn a_cut_tail_is_found_by_a_head_kept_elsewhere() {
    let folder = tempfile::tempdir().expect("a folder should be made");
    let path = folder.path().join("ledger.db");
    let head = ten_entries(&path).await;
    check_verdict(&path, Some(head), None).await;
    attack(&path, "DELETE FROM entries WHERE seq > 7").await;
    check_verdict(&path, None, None).await;
    check_verdict(&path, Some(head), Some(8)).await;
}

// A ledger on a write-protected stick has no journal, and none can be made beside it.
#[tokio::test]
async fn a_ledger_in_a_write_protected_folder_can_be_verified() {
    let folder = tempfile::tempdir().expect("a folder should be made");
    let path = folder.path().join("ledger.db");
    let head = ten_entries(&path).await;
    let protect = |mode| {
        let mode = std::os::unix::fs::PermissionsExt::from_mode(mode);
        std::fs::set_permissions(folder.path(), mode).expect("it should be changed");
    };
    protect(0o555);
    check_verdict(&path, Some(head), None).await;
    protect(0o755);
}

/// The examples of the format page, as they stand there: each entry's line, then its seal.
#[test]
fn the_worked_example_of_the_format_page_is_right() {
    let page = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("docs/ledger-format.md");
    let page = std::fs::read_to_string(page).expect("the page should be there");
    let example = page
        .split("```text\n")
        .nth(1)
        .expect("there should be an example");
    let example = example.split("```").next().expect("it should end");
    let mut blocks = example.split("\n\n").map(str::trim);
    let (line, seal) = blocks
        .next()
        .and_then(|block| block.rsplit_once('\n'))
        .expect("an origin");
    let origin = Origin::parse(&format!("{line}\n")).expect("it should be an origin line");
    let mut head = Head::genesis(&origin);
    assert_eq!(seal, format!("seal 0 = {}", head.seal));
    for block in blocks {
        let (entry, seal) = block.split_once('\n').expect("an entry and its seal");
        let (seq, stamp, fact) = loa::ledger::decode::decode(entry.as_bytes()).expect(entry);
        assert_eq!(encode(seq, &stamp, &fact), entry.as_bytes());
        head = head.after(entry.as_bytes());
        assert_eq!(seal, format!("seal {seq} = {}", head.seal));
    }
    assert_eq!(head.seq, 3, "the example should have three entries");
}
