//! What people say for the record: confirmations of airings and corrections of entries.

use serde_json::{Value, json};

use super::shown;
use crate::common::loa::{Station, later, soon};

/// A station of which one segment was aired and another one missed, and the instant of the airing as people write it.
fn aired() -> (Station, String) {
    let station = Station::new();
    station.segment("bai", 1_000, 300.0, "");
    station.sound("chua-duyet", 1_000, 300.0);
    let at = soon(2);
    station.programme("ban-tin", at, "", &["bai", "chua-duyet"]);
    let daemon = station.start();
    station.closed(2);
    assert_eq!(daemon.terminate(), 0);
    let text = at.to_string();
    (station, text[..19].to_owned())
}

fn rows(station: &Station, at: &str) -> Vec<Value> {
    let told = station.run(&["log", &at[..10], "--format", "json"]);
    assert_eq!((told.code, told.err.as_str()), (0, ""));
    serde_json::from_str(&told.out).expect("a list")
}

fn said(station: &Station, args: &[&str]) {
    let told = station.run(args);
    assert_eq!(told.code, 0, "{told:?}");
    assert_eq!(station.run(&["verify"]).code, 0);
}

#[test]
fn the_word_of_the_person_on_duty_is_an_entry_and_the_highest_evidence() {
    let (station, at) = aired();
    let before = rows(&station, &at);
    assert_eq!(before[0]["evidence"], json!("E1"));
    assert_eq!(before[0]["said"], json!([]));
    let minute = at[..16].replace('T', " ");
    let by = "Nguyễn Thị Ánh";
    let note = "Nghe rõ ở cụm Thôn 3";
    said(&station, &["confirm", &minute, "--by", by, "--note", note]);
    let after = rows(&station, &at);
    assert_eq!(after[0]["evidence"], json!("E4"));
    let word = &after[0]["said"][0];
    assert_eq!(word["by"], json!(by));
    assert_eq!(word["heard"], json!(true));
    assert_eq!(word["text"], json!(note));
    // What did not air has nobody's word, and stays what it was.
    assert_eq!(after[1]["said"], json!([]));
    assert_eq!(after[1]["evidence"], json!("E0"));
    let table = station.run(&["log", &at[..10]]);
    let line = format!(
        "Bài bai: {by} xác nhận đã nghe (dòng {}): {note}",
        word["entry"]
    );
    assert!(table.out.contains(&line), "{table:?}");
    // The last word counts, and the first one stays.
    said(
        &station,
        &["confirm", &at, "--by", "Trần Văn B", "--not-heard"],
    );
    let last = rows(&station, &at);
    assert_eq!(last[0]["evidence"], json!("E1"));
    assert_eq!(last[0]["said"][0], *word);
    assert_eq!(last[0]["said"][1]["heard"], json!(false));
    assert_eq!(last[0]["outcome"], before[0]["outcome"]);
}

#[test]
fn a_correction_stands_beside_what_it_corrects() {
    let (station, at) = aired();
    let before = rows(&station, &at);
    let closed = before[1]["entries"][0].to_string();
    let text = "Bài chưa duyệt được đọc trực tiếp trên loa tay";
    said(
        &station,
        &["correct", &closed, "--by", "Trần Văn B", "--text", text],
    );
    let after = rows(&station, &at);
    assert_eq!(after[1]["said"][0]["corrects"].to_string(), closed);
    assert_eq!(after[1]["said"][0]["text"], json!(text));
    for same in ["outcome", "reason", "played_ms", "evidence"] {
        assert_eq!(after[1][same], before[1][same], "{same}");
    }
    // The daemon's own start is about no airing.
    said(
        &station,
        &["correct", "1", "--by", "B", "--text", "Máy do con tôi bật"],
    );
}

#[test]
fn a_running_daemon_takes_the_word() {
    let station = Station::new();
    station.segment("bai", 1_000, 300.0, "");
    let at = soon(2);
    station.programme("ban-tin", at, "", &["bai"]);
    station.programme("mai-moi-phat", later(), "", &["bai"]);
    let daemon = station.start();
    station.closed(1);
    let text = at.to_string();
    let told = station.run(&["confirm", &text[..19], "--by", "Nguyễn Thị Ánh"]);
    assert_eq!(told.code, 0, "{told:?}");
    assert_eq!(rows(&station, &text)[0]["evidence"], json!("E4"));
    assert_eq!(daemon.terminate(), 0);
    assert!(station.is_verified());
}

#[test]
fn nobody_vouches_for_what_is_not_on_record() {
    let (station, at) = aired();
    let before = station.record().len();
    let check = |args: &[&str], expected: &str| {
        let told = shown(&station, args);
        assert!(told.starts_with("exit 2\n"), "{told}");
        assert!(told.contains(expected), "{told}");
    };
    let day = &at[..10];
    let no = "sổ không có lượt phát";
    check(&["confirm", "2020-01-01T05:45", "--by", "A"], no);
    check(&["confirm", &at[..15], "--by", "A"], no);
    check(&["confirm", "hôm qua", "--by", "A"], no);
    check(&["confirm", &format!("{day}T"), "--by", "A"], no);
    let cue = rows(&station, &at)[1]["cue"]
        .as_str()
        .expect("a cue")
        .to_owned();
    check(&["confirm", &cue, "--by", "A"], "chưa hề phát ra");
    check(&["confirm", &at, "--by", "  "], "bỏ trống");
    check(&["confirm", &at, "--by", "A\u{1b}[2J"], "không in được");
    check(
        &["confirm", &at, "--by", &"A".repeat(101)],
        "dài quá 100 chữ",
    );
    check(
        &["correct", "999999", "--by", "A", "--text", "b"],
        "không có dòng 999999",
    );
    check(&["correct", "1", "--by", "A", "--text", ""], "bỏ trống");
    assert_eq!(station.record().len(), before);
}
