//! Each class of mistake that is told before anything is on air, as a person reads it: place, code, message, the line
//! of the file, advice; in both languages.

use loa::messages::{Catalogue, Language};
use loa::time::Weekday;
use unicode_normalization::UnicodeNormalization as _;

use super::{Folder, STATION, check_codes, plays};

/// Returns everything that is said about a folder, in Vietnamese and then in English.
fn told(folder: &Folder) -> String {
    let sources = folder.load().sources;
    let problems = folder.problems();
    let mut out = Vec::new();
    for language in Language::ALL {
        let catalogue = Catalogue::new(language);
        for problem in &problems {
            let (message, hint) = catalogue.diagnostic(problem);
            let place = &problem.place;
            let lines = sources.get(&place.file).map(|text| text.lines());
            let line = lines.and_then(|mut lines| lines.nth(place.line.checked_sub(1)?));
            let hint = hint.expect("every problem has advice");
            let line = line.map_or_else(String::new, |line| format!("    | {line}\n"));
            let (file, at, code) = (&place.file, place.line, problem.code);
            out.push(format!(
                "{file}:{at} {code}\n    {message}\n{line}    {hint}\n"
            ));
        }
        out.push("\n".to_owned());
    }
    out.concat()
}

fn with_hours(hours: &str) -> Folder {
    let folder = Folder::new();
    folder
        .write("station.toml", format!("{STATION}{hours}"))
        .segment("dai", 600, "")
        .segment("ngan", 10, "");
    folder
}

/// A programme at several times of a day that plays one file.
fn at(times: &str, audio: &str) -> String {
    format!("title = \"Bản tin\"\n[[when]]\nat = [{times}]\n[[item]]\nplay = \"{audio}\"\n")
}

#[test]
fn what_the_hours_do_not_let_start() {
    let folder = with_hours("earliest = \"05:15\"\n");
    folder
        .programme(
            "som",
            &at("\"05:10\", \"05:15\"", "ngan.wav").replace("Bản tin", "Sớm"),
        )
        .programme(
            "khuya",
            "title = \"Khuya\"\n[[when]]\ncron = \"0 0 22 * * *\"\n[[item]]\nplay = \"ngan.wav\"\n",
        )
        .programme(
            "qua-gio",
            &at("\"06:55\"", "dai.wav").replace("Bản tin", "Quá giờ"),
        )
        .programme(
            "co-ly-do",
            &at("\"04:30\", \"21:00\"", "ngan.wav").replace(
                "[[item]]",
                "outside_hours = \"Lễ hội, Công văn số 12\"\n[[item]]",
            ),
        );
    insta::assert_snapshot!(told(&folder), @r#"
    schedules/khuya.toml:3 outside-hours
        chương trình lúc 22:00 nằm ngoài giờ được phép phát, nên không phát
        | cron = "0 0 22 * * *"
        Đổi giờ, hoặc sửa [hours] trong station.toml. Lượt gần nhất: ngày 2026-12-07.
    schedules/qua-gio.toml:3 window-overrun
        chương trình lúc 06:55 ngày 2026-12-07 phát đến 07:05, quá giờ kết thúc 07:00 của buổi phát
        | at = ["06:55"]
        Phát sớm hơn hoặc rút ngắn. Chương trình đã bắt đầu thì được phát trọn. Trong 62 ngày tới bị như vậy 62 ngày.
    schedules/som.toml:3 too-early
        chương trình lúc 05:10 đến trước giờ sớm nhất được phát, nên không phát
        | at = ["05:10", "05:15"]
        Đổi giờ. Nếu thật cần phát sớm, ghi lý do vào quy tắc giờ phát: outside_hours = "…". Lượt gần nhất: ngày 2026-12-07.

    schedules/khuya.toml:3 outside-hours
        the programme at 22:00 lies outside the permitted hours, so it does not air
        | cron = "0 0 22 * * *"
        Change the time, or [hours] in station.toml. Next time: 2026-12-07.
    schedules/qua-gio.toml:3 window-overrun
        the programme at 06:55 on 2026-12-07 runs until 07:05, past the closing hour 07:00 of the session
        | at = ["06:55"]
        Start it earlier or shorten it. What has begun airs to its end. It happens on 62 of the coming 62 days.
    schedules/som.toml:3 too-early
        the programme at 05:10 comes before the earliest permitted hour, so it does not air
        | at = ["05:10", "05:15"]
        Change the time. If it must air that early, write why into the rule: outside_hours = "…". Next time: 2026-12-07.
    "#);
}

#[test]
fn what_has_no_minutes_left() {
    let folder = with_hours("max_session = \"20m\"\nmax_day = \"30m\"\n");
    folder.programme(
        "nhieu",
        &at(
            "\"05:00\", \"05:20\", \"05:40\", \"16:30\", \"17:00\"",
            "dai.wav",
        ),
    );
    insta::assert_snapshot!(told(&folder), @r#"
    schedules/nhieu.toml:3 session-full
        lúc 05:40 ngày 2026-12-07 buổi phát đã hết thời lượng cho phép (20 phút), nên chương trình không phát
        | at = ["05:00", "05:20", "05:40", "16:30", "17:00"]
        Rút ngắn hoặc bớt chương trình trong buổi, hoặc sửa max_session trong station.toml. Trong 62 ngày tới bị như vậy 62 ngày.
    schedules/nhieu.toml:3 day-full
        lúc 17:00 ngày 2026-12-07 đài đã phát hết thời lượng cho phép trong ngày (30 phút), nên chương trình không phát
        | at = ["05:00", "05:20", "05:40", "16:30", "17:00"]
        Rút ngắn hoặc bớt chương trình trong ngày, hoặc sửa max_day trong station.toml. Trong 62 ngày tới bị như vậy 62 ngày.

    schedules/nhieu.toml:3 session-full
        at 05:40 on 2026-12-07 the session has used up its 20 minutes, so the programme does not air
        | at = ["05:00", "05:20", "05:40", "16:30", "17:00"]
        Shorten or drop a programme of the session, or change max_session in station.toml. It happens on 62 of the coming 62 days.
    schedules/nhieu.toml:3 day-full
        at 17:00 on 2026-12-07 the station has used up its 30 minutes of the day, so the programme does not air
        | at = ["05:00", "05:20", "05:40", "16:30", "17:00"]
        Shorten or drop a programme of the day, or change max_day in station.toml. It happens on 62 of the coming 62 days.
    "#);
}

#[test]
fn who_gets_in_whose_way() {
    let folder = with_hours("");
    folder
        .programme("a", &plays("05:30", "dai.wav"))
        .programme("b", &plays("05:30", "ngan.wav").replace("Lúc", "Cùng lúc"))
        .programme("c", &plays("05:35", "ngan.wav"))
        .programme(
            "d",
            &plays("17:00", "dai.wav").replace("[[when]]", "priority = \"uu-tien\"\n[[when]]"),
        )
        .programme("e", &plays("17:05", "ngan.wav"));
    insta::assert_snapshot!(told(&folder), @r#"
    schedules/a.toml:3 overlap-cut
        lúc 05:30 ngày 2026-12-07 bị "Lúc 05:35" ngắt lúc 05:35
        | at = "05:30"
        Rút ngắn chương trình, hoặc đổi giờ của một trong hai. Trong 62 ngày tới bị ngắt 62 ngày.
    schedules/b.toml:3 same-second
        lúc 05:30 ngày 2026-12-07 có hai chương trình cùng một giây; "Lúc 05:30" được phát, chương trình này thì không
        | at = "05:30"
        Đổi giờ của một trong hai chương trình. Trong 62 ngày tới trùng 62 ngày.
    schedules/e.toml:3 overlap-gives-way
        lúc 17:05 ngày 2026-12-07 trùng với "Lúc 17:00", nên không phát
        | at = "17:05"
        Đổi giờ của một trong hai chương trình. Trong 62 ngày tới trùng 62 ngày.

    schedules/a.toml:3 overlap-cut
        at 05:30 on 2026-12-07 it is cut by "Lúc 05:35" at 05:35
        | at = "05:30"
        Shorten the programme, or change the time of one of the two. It is cut on 62 of the coming 62 days.
    schedules/b.toml:3 same-second
        at 05:30 on 2026-12-07 two programmes are due at the same second; "Lúc 05:30" airs and this one does not
        | at = "05:30"
        Change the time of one of the two. They collide on 62 of the coming 62 days.
    schedules/e.toml:3 overlap-gives-way
        at 17:05 on 2026-12-07 it collides with "Lúc 17:00", so it does not air
        | at = "17:05"
        Change the time of one of the two. They collide on 62 of the coming 62 days.
    "#);
}

#[test]
fn zones_that_do_not_meet_would_not_get_in_each_others_way_but_for_the_one_output() {
    let folder = with_hours("");
    let only = |zone: &str, audio| {
        plays("05:30", audio).replace("[[when]]", &format!("zones = [\"{zone}\"]\n[[when]]"))
    };
    folder
        .programme("a", &only("thon-1", "dai.wav"))
        .programme("b", &only("thon-2", "ngan.wav").replace("Lúc", "Cùng lúc"));
    insta::assert_snapshot!(told(&folder), @r#"
    schedules/a.toml:2 zones-one-output
        chương trình chọn riêng một số khu vực, nhưng đài chỉ có một đường ra
        | zones = ["thon-1"]
        Mọi khu vực đều sẽ nghe chương trình này.
    schedules/b.toml:2 zones-one-output
        chương trình chọn riêng một số khu vực, nhưng đài chỉ có một đường ra
        | zones = ["thon-2"]
        Mọi khu vực đều sẽ nghe chương trình này.
    schedules/b.toml:4 same-second
        lúc 05:30 ngày 2026-12-07 có hai chương trình cùng một giây; "Lúc 05:30" được phát, chương trình này thì không
        | at = "05:30"
        Đổi giờ của một trong hai chương trình. Trong 62 ngày tới trùng 62 ngày.

    schedules/a.toml:2 zones-one-output
        the programme names some of the zones, but the station has one output
        | zones = ["thon-1"]
        Every zone will hear this programme.
    schedules/b.toml:2 zones-one-output
        the programme names some of the zones, but the station has one output
        | zones = ["thon-2"]
        Every zone will hear this programme.
    schedules/b.toml:4 same-second
        at 05:30 on 2026-12-07 two programmes are due at the same second; "Lúc 05:30" airs and this one does not
        | at = "05:30"
        Change the time of one of the two. They collide on 62 of the coming 62 days.
    "#);
}

#[test]
fn what_a_column_and_its_segments_can_not_give() {
    let folder = with_hours("");
    let pick = |column: &str, spacing: &str| {
        format!(
            "title = \"Chuyên mục {column}\"\n[[when]]\nat = \"05:45\"\n[[item]]\npick = {{ column = \"{column}\"{spacing} }}\n"
        )
    };
    let station = format!("{STATION}[[column]]\nid = \"phap-luat\"\ntitle = \"Pháp luật\"\n");
    folder
        .write("station.toml", station)
        .segment(
            "khai-sinh",
            10,
            "column = \"cchc\"\nvalid_until = 2026-12-14\n",
        )
        .segment("vneid", 10, "column = \"cchc\"\n")
        .segment("hotline", 10, "valid_until = 2026-12-10\n")
        .programme("cchc", &pick("cchc", ", spacing = \"2d\""))
        .programme(
            "phap-luat",
            &pick("phap-luat", "").replace("05:45", "06:00"),
        )
        .programme("hotline", &plays("06:15", "hotline.wav"));
    insta::assert_snapshot!(told(&folder), @r#"
    schedules/cchc.toml:5 column-few
        chuyên mục "Cải cách hành chính" có quá ít tin, bài: lúc 05:45 ngày 2026-12-15 phải phát lại một tin, bài khi chưa đủ 2 ngày
        | pick = { column = "cchc", spacing = "2d" }
        Thêm tin, bài, hoặc giảm số ngày giãn cách (spacing).
    schedules/hotline.toml:5 segment-ends-soon
        "hotline" chỉ được phát đến hết ngày 2026-12-10, mà lịch còn phát ngày 2026-12-11
        | play = "hotline.wav"
        Chuẩn bị tin, bài thay thế trước ngày 2026-12-11.
    schedules/phap-luat.toml:5 column-empty
        chuyên mục "Pháp luật" không có tin, bài nào phát được lúc 06:00 ngày 2026-12-07
        | pick = { column = "phap-luat" }
        Thêm tin, bài đã duyệt cho chuyên mục này, không dài quá thời lượng của tiết mục.

    schedules/cchc.toml:5 column-few
        the column "Cải cách hành chính" has too few segments: at 05:45 on 2026-12-15 one is repeated sooner than 2 days
        | pick = { column = "cchc", spacing = "2d" }
        Add segments, or ask for fewer days of spacing (spacing).
    schedules/hotline.toml:5 segment-ends-soon
        "hotline" is valid until 2026-12-10, and the schedule still airs it on 2026-12-11
        | play = "hotline.wav"
        Have another segment ready before 2026-12-11.
    schedules/phap-luat.toml:5 column-empty
        the column "Pháp luật" has no segment that may air at 06:00 on 2026-12-07
        | pick = { column = "phap-luat" }
        Add approved segments to this column that fit the time of the item.
    "#);
}

#[test]
fn what_is_mistyped() {
    let folder = with_hours("");
    folder
        .programme("chu-rong", &plays("０５：４５", "ngan.wav").replace("Lúc ０５：４５", "Chữ rộng"))
        .programme("dau-rong", &plays("05:45", "ngan.wav").replace("at =", "at ＝"))
        .programme("khoa", &plays("05:50", "ngan.wav").replace("[[item]]", "excpt = [\"CN\"]\n[[item]]"))
        .programme(
            "ngay",
            "title = \"Ngày\"\n[[when]]\nat = \"05:55\"\nfrom = \"05/12/2026\"\nuntil = 2026-31-12\ndates = [\"12/31/2026\"]\n[[item]]\nplay = \"ngan.wav\"\n",
        );
    insta::assert_snapshot!(told(&folder), @r#"
    schedules/chu-rong.toml:3 letters-full-width
        "０５：４５" gõ bằng chữ rộng (kiểu bàn phím Nhật, Trung), máy không đọc được
        | at = "０５：４５"
        Viết 05:45: tắt kiểu gõ chữ rộng (full-width) rồi gõ lại.
    schedules/dau-rong.toml:3 letters-full-width
        "＝" gõ bằng chữ rộng (kiểu bàn phím Nhật, Trung), máy không đọc được
        | at ＝ "05:45"
        Viết =: tắt kiểu gõ chữ rộng (full-width) rồi gõ lại.
    schedules/khoa.toml:4 unknown-key
        không có khóa nào tên là `excpt`
        | excpt = ["CN"]
        Có phải là `except`?
    schedules/ngay.toml:4 date-day-first
        ngày "05/12/2026" viết ngày trước, năm sau
        | from = "05/12/2026"
        Viết 2026-12-05 (năm-tháng-ngày), để không ai đọc nhầm ngày với tháng.
    schedules/ngay.toml:5 date-swapped
        ngày "2026-31-12" viết ngược ngày với tháng
        | until = 2026-31-12
        Viết 2026-12-31 (năm-tháng-ngày).
    schedules/ngay.toml:6 date-swapped
        ngày "12/31/2026" viết ngược ngày với tháng
        | dates = ["12/31/2026"]
        Viết 2026-12-31 (năm-tháng-ngày).

    schedules/chu-rong.toml:3 letters-full-width
        "０５：４５" is typed in full-width letters, which can't be read
        | at = "０５：４５"
        Write 05:45: switch the keyboard out of full-width letters and type it again.
    schedules/dau-rong.toml:3 letters-full-width
        "＝" is typed in full-width letters, which can't be read
        | at ＝ "05:45"
        Write =: switch the keyboard out of full-width letters and type it again.
    schedules/khoa.toml:4 unknown-key
        there is no key called `excpt`
        | excpt = ["CN"]
        Is it `except`?
    schedules/ngay.toml:4 date-day-first
        the date "05/12/2026" has the day first and the year last
        | from = "05/12/2026"
        Write 2026-12-05 (year-month-day), so that nobody takes the day for the month.
    schedules/ngay.toml:5 date-swapped
        the date "2026-31-12" has day and month the wrong way round
        | until = 2026-31-12
        Write 2026-12-31 (year-month-day).
    schedules/ngay.toml:6 date-swapped
        the date "12/31/2026" has day and month the wrong way round
        | dates = ["12/31/2026"]
        Write 2026-12-31 (year-month-day).
    "#);
}

#[test]
fn a_programme_can_not_be_there_twice() {
    let folder = with_hours("");
    folder
        .programme("ban-tin", &plays("05:30", "ngan.wav"))
        .write("schedules/ban-tin.TOML", plays("05:40", "ngan.wav"))
        .write("schedules/ban-tin - Copy.toml", plays("05:50", "ngan.wav"))
        .write(
            "station.toml",
            format!("{STATION}[[column]]\nid = \"cchc\"\ntitle = \"Lần nữa\"\n"),
        );
    insta::assert_snapshot!(told(&folder), @r#"
    schedules/ban-tin - Copy.toml:0 file-name
        tên tệp "ban-tin - Copy.toml" không dùng làm mã chương trình được
        Tên tệp chỉ gồm chữ thường không dấu, số và dấu gạch nối. Đổi tên thành ban-tin-copy.toml.
    schedules/ban-tin.TOML:0 file-name
        tên tệp "ban-tin.TOML" không dùng làm mã chương trình được
        Tên tệp chỉ gồm chữ thường không dấu, số và dấu gạch nối. Đổi tên thành ban-tin-toml.toml.
    station.toml:16 id-twice
        mã "cchc" đã có ở một khối [[column]] phía trên
        | id = "cchc"
        Đặt mã khác, hoặc xóa một trong hai khối.

    schedules/ban-tin - Copy.toml:0 file-name
        the file name "ban-tin - Copy.toml" can't be the id of a programme
        Names are small plain letters, digits and dashes. Rename it to ban-tin-copy.toml.
    schedules/ban-tin.TOML:0 file-name
        the file name "ban-tin.TOML" can't be the id of a programme
        Names are small plain letters, digits and dashes. Rename it to ban-tin-toml.toml.
    station.toml:16 id-twice
        the id "cchc" is taken by another [[column]] above
        | id = "cchc"
        Choose another id, or delete one of the two.
    "#);
}

// What Windows and macOS do to a text changes nothing of what it means.
#[test]
fn a_mark_of_byte_order_tabs_windows_line_ends_and_decomposed_letters_do_no_harm() {
    let plain = "title = \"Bản tin sáng\"\n[[when]]\nat = \"05:45\"\ndays = [\"Thứ Hai\", \"Chủ nhật\"]\n[[item]]\nplay = \"thôn.wav\"\n";
    let decomposed: String = plain.nfd().collect();
    assert_ne!(decomposed, plain);
    for text in [
        format!("\u{feff}{plain}"),
        plain.replace('\n', "\r\n"),
        plain.replace(" = ", "\t=\t").replace("[\"", "\t[\t\""),
        decomposed.clone(),
        format!("\u{feff}{}", decomposed.replace('\n', "\r\n")),
    ] {
        let folder = Folder::new();
        folder
            .segment("thôn", 1, "")
            .programme("ban-tin", &text)
            .write(
                "station.toml",
                format!("\u{feff}{}", STATION.replace('\n', "\r\n")),
            );
        check_codes(&folder, &[]);
        let loaded = folder.load();
        assert_eq!(loaded.programmes[0].title, "Bản tin sáng", "{text:?}");
        let days = loaded.programmes[0].rules[0].days;
        let days = Weekday::ALL.into_iter().filter(|&day| days.contains(day));
        assert_eq!(days.collect::<Vec<_>>(), [Weekday::Mon, Weekday::Sun]);
    }
}
