//! What is told beforehand of the coming days.

use std::fs;

use loa::messages::Language;

use super::{Folder, check_codes, plays, rendered};

#[test]
fn a_changed_byte_voids_the_approval() {
    let folder = Folder::new();
    folder
        .segment("nhac-hieu", 1, "")
        .programme("mo-dau", &plays("05:30", "nhac-hieu.wav"));
    check_codes(&folder, &[]);
    let path = folder.path().join("audio/nhac-hieu.wav");
    let mut bytes = fs::read(&path).unwrap();
    *bytes.last_mut().unwrap() ^= 1;
    fs::write(&path, bytes).unwrap();
    check_codes(&folder, &["schedules/mo-dau.toml:5 segment-altered"]);
    folder.approve("nhac-hieu.wav");
    check_codes(&folder, &[]);
}

#[test]
fn a_segment_that_may_not_air_when_it_is_due_is_told() {
    let check = |sidecar: &str, expected: &[&str]| {
        let folder = Folder::new();
        folder
            .segment("a", 1, sidecar)
            .programme("mo-dau", &plays("05:30", "a.wav"));
        check_codes(&folder, expected);
    };
    let at = |code: &str| format!("schedules/mo-dau.toml:5 {code}");
    check("valid_until = 2027-02-06\n", &[]);
    check("valid_until = 2027-02-05\n", &[&at("!segment-ends-soon")]);
    check("valid_until = 2026-12-06\n", &[&at("segment-expired")]);
    check("valid_from = 2026-12-07\n", &[]);
    check(
        "valid_from = 2026-12-08\n",
        &[&at("!segment-not-yet-valid")],
    );
    check("withdrawn = { on = 2027-02-07 }\n", &[]);
    check(
        "withdrawn = { on = 2026-12-08 }\n",
        &[&at("!segment-withdrawn-soon")],
    );
    check(
        "withdrawn = { on = 2026-12-07 }\n",
        &[&at("segment-withdrawn")],
    );
    check(
        "approval = { by = \"A\", on = 2026-12-01, sha256 = \"00\" }\n",
        &[],
    );
}

#[test]
fn a_column_that_runs_dry_is_told() {
    let picks = "title = \"CCHC\"\n[[when]]\nat = \"05:45\"\n[[item]]\npick = { column = \"cchc\", spacing = \"3d\" }\n";
    let folder = Folder::new();
    folder.programme("cchc", picks);
    check_codes(&folder, &["schedules/cchc.toml:5 !column-empty"]);
    folder.segment("a", 1, "column = \"cchc\"\n");
    check_codes(&folder, &["schedules/cchc.toml:5 !column-few"]);
    for stem in ["b", "c"] {
        folder.segment(stem, 1, "column = \"cchc\"\n");
    }
    check_codes(&folder, &[]);
    folder.wav("audio/d.wav", 1).write(
        "audio/d.toml",
        "title = \"D\"\ngenre = \"bai\"\ncolumn = \"cchc\"\n",
    );
    check_codes(&folder, &["audio/d.wav:0 !segment-not-approved"]);
}

/// Programmes that get in each other's way, lie outside the hours, or want zones of their own.
fn crowded() -> Folder {
    let folder = Folder::new();
    folder
        .segment("dai", 600, "")
        .segment("ngan", 10, "")
        .programme("ban-tin", &plays("05:30", "dai.wav"))
        .programme("cat-ngang", &plays("05:35", "ngan.wav"))
        .programme("dung-gio", &plays("05:35", "dai.wav").replace("Lúc", "Đúng"))
        .programme("dem-khuya", &plays("23:00", "ngan.wav"))
        .programme(
            "thon-1",
            "title = \"Thôn 1\"\nzones = [\"thon-1\"]\n[[when]]\nat = \"17:00\"\ndays = [\"T2\"]\n[[item]]\nplay = \"ngan.wav\"\n",
        );
    folder
        .programme(
            "khan-cap",
            "title = \"Bão\"\npriority = \"khan-cap\"\n[[when]]\nat = \"17:30\"\ndates = [2026-12-08, 2026-12-09]\n[[item]]\nplay = \"dai.wav\"\n",
        )
        .programme("chieu", &plays("17:35", "ngan.wav").replace("[[item]]", "late = { join = true }\n[[item]]"))
        .programme("cho", &plays("17:36", "ngan.wav").replace("[[item]]", "start = \"next\"\n[[item]]"));
    folder
}

#[test]
fn clashes_of_the_coming_days_are_told_once_each() {
    insta::assert_snapshot!(rendered(&crowded().problems(), Language::Vi), @r#"
    schedules/ban-tin.toml:3:6 ! lúc 05:30 ngày 2026-12-07 bị "Lúc 05:35" ngắt lúc 05:35
        Rút ngắn chương trình, hoặc đổi giờ của một trong hai. Trong 62 ngày tới bị ngắt 62 ngày.
    schedules/chieu.toml:3:6 ! lúc 17:35 ngày 2026-12-08 trùng với "Bão", nên không phát
        Đổi giờ của một trong hai chương trình. Trong 62 ngày tới trùng 2 ngày.
    schedules/dem-khuya.toml:3:6 ✗ chương trình lúc 23:00 nằm ngoài giờ được phép phát, nên không phát
        Đổi giờ, hoặc sửa [hours] trong station.toml. Lượt gần nhất: ngày 2026-12-07.
    schedules/dung-gio.toml:3:6 ! lúc 05:35 ngày 2026-12-07 có hai chương trình cùng một giây; "Lúc 05:35" được phát, chương trình này thì không
        Đổi giờ của một trong hai chương trình. Trong 62 ngày tới trùng 62 ngày.
    schedules/thon-1.toml:2:9 ! chương trình chọn riêng một số khu vực, nhưng đài chỉ có một đường ra
        Mọi khu vực đều sẽ nghe chương trình này.
    "#);
}

#[test]
fn clashes_of_the_coming_days_are_told_in_english_too() {
    insta::assert_snapshot!(rendered(&crowded().problems(), Language::En), @r#"
    schedules/ban-tin.toml:3:6 ! at 05:30 on 2026-12-07 it is cut by "Lúc 05:35" at 05:35
        Shorten the programme, or change the time of one of the two. It is cut on 62 of the coming 62 days.
    schedules/chieu.toml:3:6 ! at 17:35 on 2026-12-08 it collides with "Bão", so it does not air
        Change the time of one of the two. They collide on 2 of the coming 62 days.
    schedules/dem-khuya.toml:3:6 ✗ the programme at 23:00 lies outside the permitted hours, so it does not air
        Change the time, or [hours] in station.toml. Next time: 2026-12-07.
    schedules/dung-gio.toml:3:6 ! at 05:35 on 2026-12-07 two programmes are due at the same second; "Lúc 05:35" airs and this one does not
        Change the time of one of the two. They collide on 62 of the coming 62 days.
    schedules/thon-1.toml:2:9 ! the programme names some of the zones, but the station has one output
        Every zone will hear this programme.
    "#);
}

#[test]
fn every_refusal_is_worded_in_both_languages() {
    let folder = Folder::new();
    for (stem, sidecar, time) in [
        ("het-han", "valid_until = 2026-12-06\n", "05:00"),
        ("sap-het", "valid_until = 2026-12-10\n", "05:10"),
        ("chua-den", "valid_from = 2026-12-10\n", "05:20"),
        ("thu-hoi", "withdrawn = { on = 2026-12-01 }\n", "05:30"),
        ("sap-thu", "withdrawn = { on = 2026-12-11 }\n", "05:40"),
        ("bi-sua", "", "05:50"),
    ] {
        folder
            .segment(stem, 1, sidecar)
            .programme(stem, &plays(time, &format!("{stem}.wav")));
    }
    folder
        .wav("audio/bi-sua.wav", 2)
        .wav("audio/chua-duyet.wav", 1)
        .write(
            "audio/chua-duyet.toml",
            "title = \"Chưa duyệt\"\ngenre = \"tin\"\ncolumn = \"cchc\"\n",
        )
        .programme(
            "cchc",
            "title = \"CCHC\"\n[[when]]\nat = \"06:00\"\n[[item]]\npick = { column = \"cchc\" }\n",
        );
    let problems = folder.problems();
    let text = Language::ALL
        .map(|language| rendered(&problems, language))
        .concat();
    insta::assert_snapshot!(text, @r#"
    audio/chua-duyet.wav:0:0 ! "Chưa duyệt" chưa được duyệt, nên không phát
        Nghe rồi duyệt: loa approve "audio/chua-duyet.wav" --by "Họ và tên".
    schedules/bi-sua.toml:5:8 ✗ "bi-sua" đã bị sửa sau khi Trần Thị Bình duyệt ngày 2026-12-01, nên không phát
        Nghe lại rồi duyệt lại: loa approve "audio/bi-sua.wav" --by "Họ và tên".
    schedules/cchc.toml:5:8 ! chuyên mục "Cải cách hành chính" không có tin, bài nào phát được lúc 06:00 ngày 2026-12-07
        Mọi tin, bài của chuyên mục đều chưa được duyệt; nghe rồi chạy "loa approve".
    schedules/chua-den.toml:5:8 ! "chua-den" chỉ được phát từ ngày 2026-12-10, mà lịch phát ngày 2026-12-07
        Sửa valid_from, hoặc ghi ngày bắt đầu (from) cho chương trình.
    schedules/het-han.toml:5:8 ✗ "het-han" chỉ được phát đến hết ngày 2026-12-06, nên không phát nữa
        Thay bằng tin, bài khác, hoặc sửa valid_until.
    schedules/sap-het.toml:5:8 ! "sap-het" chỉ được phát đến hết ngày 2026-12-10, mà lịch còn phát ngày 2026-12-11
        Chuẩn bị tin, bài thay thế trước ngày 2026-12-11.
    schedules/sap-thu.toml:5:8 ! "sap-thu" sẽ bị thu hồi từ ngày 2026-12-11, mà lịch còn phát ngày 2026-12-11
        Chuẩn bị tin, bài thay thế trước ngày 2026-12-11.
    schedules/thu-hoi.toml:5:8 ✗ "thu-hoi" đã thu hồi từ ngày 2026-12-01, nên không phát
        Bỏ tiết mục này khỏi chương trình, hoặc thay bằng tin, bài khác.
    audio/chua-duyet.wav:0:0 ! "Chưa duyệt" is not approved, so it does not air
        Listen to it and approve it: loa approve "audio/chua-duyet.wav" --by "NAME".
    schedules/bi-sua.toml:5:8 ✗ "bi-sua" was changed after Trần Thị Bình approved it on 2026-12-01, so it does not air
        Listen to it again and approve it again: loa approve "audio/bi-sua.wav" --by "NAME".
    schedules/cchc.toml:5:8 ! the column "Cải cách hành chính" has no segment that may air at 06:00 on 2026-12-07
        No segment of the column is approved; listen and run "loa approve".
    schedules/chua-den.toml:5:8 ! "chua-den" may air from 2026-12-10 on, and the schedule airs it on 2026-12-07
        Correct valid_from, or give the programme a first day (from).
    schedules/het-han.toml:5:8 ✗ "het-han" was valid until 2026-12-06, so it does not air
        Put another segment in its place, or correct valid_until.
    schedules/sap-het.toml:5:8 ! "sap-het" is valid until 2026-12-10, and the schedule still airs it on 2026-12-11
        Have another segment ready before 2026-12-11.
    schedules/sap-thu.toml:5:8 ! "sap-thu" will be withdrawn from 2026-12-11 on, and the schedule still airs it on 2026-12-11
        Have another segment ready before 2026-12-11.
    schedules/thu-hoi.toml:5:8 ✗ "thu-hoi" was withdrawn from 2026-12-01 on, so it does not air
        Take the item out of the programme, or put another segment in its place.
    "#);
}

#[test]
fn a_programme_for_all_zones_by_name_is_heard_where_it_should_be() {
    let zones = |named: &str, expected: &[&str]| {
        let folder = Folder::new();
        let text =
            plays("05:30", "a.wav").replace("[[when]]", &format!("zones = [{named}]\n[[when]]"));
        folder.segment("a", 1, "").programme("mo-dau", &text);
        check_codes(&folder, expected);
    };
    zones("\"all\"", &[]);
    zones("\"thon-1\", \"thon-2\"", &[]);
    zones("\"thon-2\"", &["schedules/mo-dau.toml:2 !zones-one-output"]);
}
