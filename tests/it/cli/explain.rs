//! The page of one kind of problem.

use insta::assert_snapshot;

use super::shown;
use crate::common::loa::Station;

#[test]
fn a_code_is_explained_with_a_wrong_line_and_the_right_one() {
    let station = Station::empty();
    assert_snapshot!(shown(&station, &["check", "--explain", "date-day-first"]), @r#"
    exit 0
    --- stdout
    date-day-first

    Ngày viết theo thứ tự ngày trước, năm sau.

    Chưa đúng:
        from = "05/12/2026"
    Đúng:
        from = 2026-12-05
    Vì sao:
        05/12 có người đọc là 5 tháng 12, có phần mềm đọc là 12 tháng 5. Năm đứng trước thì chỉ có một cách đọc.
    "#);
    assert_snapshot!(
        shown(&station, &["--lang", "en", "check", "--explain", "Key-Misplaced"]),
        @r#"
        exit 0
        --- stdout
        key-misplaced

        The key exists, and stands in the wrong place.

        Wrong:
            [[item]]
            play = "nhac.mp3"
            title = "Bản tin"
        Right:
            title = "Bản tin"

            [[item]]
            play = "nhac.mp3"
        Why:
            Every line after [[when]] or [[item]] belongs to that block. Keys of the programme stand at the top.
        "#
    );
    assert_snapshot!(
        shown(&station, &["--lang", "en", "check", "--explain", "late-not-one", "--json"]),
        @r#"
        exit 0
        --- stdout
        {
          "code": "late-not-one",
          "text": "late has exactly one of skip_after, join and make_up_before.",
          "wrong": "late = { skip_after = \"5m\", join = true }",
          "right": "late = { skip_after = \"5m\" }",
          "why": "A programme has one way of dealing with being late."
        }
        "#
    );
    assert!(
        !station.path("data").exists(),
        "asking leaves nothing behind"
    );
}

#[test]
fn a_code_that_does_not_exist_is_answered_with_the_nearest() {
    let station = Station::empty();
    for code in ["date-dayfirst", "explain", "date-day-first.wrong"] {
        let told = shown(&station, &["check", "--explain", code]);
        assert!(told.starts_with("exit 2"), "{told}");
    }
    assert_snapshot!(shown(&station, &["check", "--explain", "date-dayfirst"]), @r#"
    exit 2
    --- stderr
    lỗi: không có mã lỗi nào là "date-dayfirst"
      gợi ý: Có phải là "date-day-first"?
    "#);
    assert_snapshot!(shown(&station, &["--lang", "en", "check", "--explain", "zzz"]), @r#"
    exit 2
    --- stderr
    error: there is no code "zzz"
      hint: Run "loa check"; its last line has the codes of what it found.
    "#);
}
