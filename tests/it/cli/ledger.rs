//! Commands about the running station and its record.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use insta::assert_snapshot;
use sqlx::Connection as _;
use sqlx::sqlite::SqliteConnection;

use super::shown;
use crate::common::loa::{Station, soon};

#[test]
fn without_a_daemon_or_a_ledger_a_command_says_so() {
    let station = Station::new();
    assert_snapshot!(shown(&station, &["status"]), @"
    exit 4
    --- stderr
    lỗi: phần mềm Loa chưa chạy trên DAI/data
      gợi ý: Khởi động bằng: loa run
    ");
    assert_snapshot!(shown(&station, &["--lang", "en", "stop", "--by", "A"]), @"
    exit 4
    --- stderr
    error: no loa runs on DAI/data
      hint: Start it with: loa run
    ");
    assert_snapshot!(shown(&station, &["log"]), @r#"
    exit 4
    --- stderr
    lỗi: chưa có sổ phát sóng ở DAI/data/ledger.db
      gợi ý: Sổ được tạo khi đài chạy lần đầu ("loa run").
    "#);
    assert_snapshot!(shown(&station, &["verify"]), @r#"
    exit 4
    --- stderr
    lỗi: chưa có sổ phát sóng ở DAI/data/ledger.db
      gợi ý: Sổ được tạo khi đài chạy lần đầu ("loa run").
    "#);
}

/// A station of which one segment was aired.
fn aired() -> (Station, String) {
    let station = Station::new();
    station.segment("bai", 1_000, 300.0, "");
    let at = soon(1);
    station.programme("ban-tin", at, "", &["bai"]);
    let daemon = station.start();
    station.closed(1);
    assert_eq!(daemon.terminate(), 0);
    (station, at.day().to_string())
}

fn change(station: &Station, statements: &[&'static str]) {
    let url = format!("sqlite://{}", station.path("data/ledger.db").display());
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .unwrap();
    runtime.block_on(async {
        let mut connection = SqliteConnection::connect(&url).await.unwrap();
        for statement in statements {
            sqlx::query(*statement)
                .execute(&mut connection)
                .await
                .unwrap();
        }
        connection.close().await.unwrap();
    });
}

// T29: a changed byte is found and its entry named.
#[test]
fn a_ledger_that_was_tampered_with_is_found_out() {
    let (station, _) = aired();
    let whole = station.run(&["verify"]);
    assert_eq!(whole.code, 0, "{whole:?}");
    let one_byte =
        "UPDATE entries SET bytes = CAST(x'00' || substr(bytes, 2) AS BLOB) WHERE seq = 3";
    change(&station, &["DROP TRIGGER entries_no_update", one_byte]);
    let told = station.run(&["verify"]);
    assert_eq!(told.code, 1, "{told:?}");
    assert!(
        told.out
            .starts_with("SỔ KHÔNG CÒN NGUYÊN VẸN. Dòng sai đầu tiên: 3 ("),
        "{told:?}"
    );
}

#[test]
fn every_planned_cue_has_a_verdict_and_every_absence_is_told() {
    let (station, day) = aired();
    // A later start tells since when nobody was there.
    let daemon = station.start();
    assert_eq!(daemon.terminate(), 0);
    let told = station.run(&["log", &day, "--reconcile"]);
    assert_eq!(told.code, 0, "{told:?}");
    let after: Vec<&str> = told.out.lines().skip(3).collect();
    assert_eq!(
        after[..2],
        [
            "Theo lịch: 1 lượt. Gồm: phát đủ, đúng giờ 1.",
            "1 khoảng thời gian sổ không xác nhận được, hoặc đài không phát được:"
        ],
        "{}",
        told.out
    );
    assert!(
        after.len() == 3 && after[2].contains(": máy tắt (dòng sổ "),
        "{after:?}"
    );
    let rows = station.run(&["log", &day, "--reconcile", "--format", "json"]);
    let rows: serde_json::Value = serde_json::from_str(&rows.out).unwrap();
    let pick = |name: &str| rows[0][name].clone();
    let found = ["verdict", "reason", "played_ms", "total_ms", "evidence"].map(pick);
    let expected = [
        "phat_du".into(),
        serde_json::Value::Null,
        1_000.into(),
        1_000.into(),
        "E1".into(),
    ];
    assert_eq!(found, expected);
    assert_eq!(pick("expected"), pick("scheduled"));
    assert!(!pick("entries").as_array().unwrap().is_empty());
    let refused = station.run(&["log", "--reconcile", "--search", "a"]);
    assert_eq!(refused.code, 2, "{refused:?}");
    let nothing = station.run(&["--lang", "en", "log", "2026-01-01", "--reconcile"]);
    let empty =
        "Nothing was planned in this time.\nThere is no time for which the ledger can't vouch.\n";
    assert_eq!(nothing.out, empty);
}

#[test]
fn a_reader_that_goes_away_is_no_error() {
    let (station, day) = aired();
    let (reader, writer) = std::io::pipe().unwrap();
    drop(reader);
    let mut command = station.command(&["log", &day, "--format", "csv"]);
    let ended = command
        .stdout(writer)
        .stderr(std::process::Stdio::piped())
        .spawn()
        .unwrap();
    let ended = ended.wait_with_output().unwrap();
    assert_eq!(
        (ended.status.code(), ended.stderr.as_slice()),
        (Some(0), b"".as_slice())
    );
}
