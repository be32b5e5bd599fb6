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
