//! What is said about wrong programme files, word for word, in Vietnamese and English.

use std::fmt::Write as _;

use insta::assert_snapshot;
use loa::messages::{Catalogue, Language};
use loa::schedule::diagnostic::Severity;

use super::schedule_format::parse;

/// Renders what is said about a file: place and words in Vietnamese, the line with a mark, the advice, and both in
/// English.
fn said_of(file: &str, text: &str) -> String {
    let (vi, en) = (Catalogue::new(Language::Vi), Catalogue::new(Language::En));
    let (programme, problems) = parse(file, text);
    let has_error = problems
        .iter()
        .any(|problem| problem.severity == Severity::Error);
    assert_eq!(programme.is_none(), has_error, "{problems:?}");
    let mut out = String::new();
    for problem in &problems {
        let place = &problem.place;
        let severity = match problem.severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
        };
        let (message_vi, hint_vi) = vi.diagnostic(problem);
        let (message_en, hint_en) = en.diagnostic(problem);
        writeln!(
            out,
            "{}:{}: {severity}: {message_vi}",
            place.line, place.column
        )
        .expect("text");
        if place.line > 0 {
            let line = text.lines().nth(place.line - 1).unwrap_or_default();
            writeln!(out, "  | {line}").expect("text");
            let mark = " ".repeat(place.column - 1) + &"^".repeat(place.length);
            writeln!(out, "  | {mark}").expect("text");
        }
        writeln!(out, "  {}", hint_vi.expect("every diagnostic has advice")).expect("text");
        writeln!(
            out,
            "  en: {message_en}. {}",
            hint_en.expect("in both languages")
        )
        .expect("text");
        // A variable that the code does not give would be shown so.
        assert!(!out.contains("{$") && !out.contains("{ $"), "{out}");
    }
    out
}

/// What is said about a programme that is right but for these lines in its rule.
fn said_of_when(lines: &str) -> String {
    let text = format!("title = \"Thử\"\n[[item]]\nplay = \"a.mp3\"\n[[when]]\n{lines}\n");
    said_of("schedules/thu.toml", &text)
}

/// What is said about a programme that is right but for these lines in its item.
fn said_of_item(lines: &str) -> String {
    let text = format!("title = \"Thử\"\n[[when]]\nat = \"05:45\"\n[[item]]\n{lines}\n");
    said_of("schedules/thu.toml", &text)
}

/// What is said about a programme that is right but for these lines at its top.
fn said_of_top(lines: &str) -> String {
    let text = format!("{lines}\n[[when]]\nat = \"05:45\"\n[[item]]\nplay = \"a.mp3\"\n");
    said_of("schedules/thu.toml", &text)
}

#[test]
fn a_wrong_time_is_told_with_the_right_one() {
    assert_snapshot!(said_of_when("at = \"25:10\""), @r#"
    5:6: error: "25:10" không phải là giờ trong ngày
      | at = "25:10"
      |      ^^^^^^^
      Giờ đi từ 00 đến 23; nửa đêm viết "00:00".
      en: "25:10" is not a time of day. Hours run from 00 to 23; midnight is "00:00".
    "#);
    assert_snapshot!(said_of_when("at = \"5h30\""), @r#"
    5:6: error: giờ "5h30" viết chưa đúng mẫu
      | at = "5h30"
      |      ^^^^^^
      Viết "05:30".
      en: the time "5h30" is not written as it should be. Write "05:30".
    "#);
    assert_snapshot!(said_of_when("at = [\"05:45\", \"05:75\", \"5 giờ rưỡi\"]"), @r#"
    5:16: error: "05:75" không phải là giờ trong ngày
      | at = ["05:45", "05:75", "5 giờ rưỡi"]
      |                ^^^^^^^
      Phút và giây đi từ 00 đến 59.
      en: "05:75" is not a time of day. Minutes and seconds run from 00 to 59.
    5:25: error: "5 giờ rưỡi" không phải là giờ trong ngày
      | at = ["05:45", "05:75", "5 giờ rưỡi"]
      |                         ^^^^^^^^^^^^
      Viết giờ:phút hoặc giờ:phút:giây, ví dụ "05:45" hoặc "05:45:30".
      en: "5 giờ rưỡi" is not a time of day. Write hours:minutes or hours:minutes:seconds, such as "05:45" or "05:45:30".
    "#);
    assert_snapshot!(said_of_when("at = []"), @r#"
    5:6: error: danh sách `at` để trống
      | at = []
      |      ^^
      Điền ít nhất một giá trị, hoặc xóa cả dòng nếu không cần.
      en: the list `at` is empty. Put at least one value into it, or delete the line if it isn't needed.
    "#);
    assert_snapshot!(said_of_when("at = [\"05:45\", \"5:45\"]"), @r#"
    5:16: warning: giờ 05:45:00 ghi hai lần
      | at = ["05:45", "5:45"]
      |                ^^^^^^
      Xóa một lần; chương trình chỉ phát một lượt vào giờ này.
      en: the time 05:45:00 is there twice. Delete one; the programme airs once at that time.
    "#);
    assert_snapshot!(said_of_when("days = [\"T2\"]"), @r#"
    4:1: error: quy tắc giờ phát này chưa có giờ
      | [[when]]
      | ^^^^^^^^
      Thêm một dòng: at = "05:45".
      en: this rule names no time. Add a line: at = "05:45".
    "#);
}

#[test]
fn a_wrong_day_is_told_with_the_right_one() {
    assert_snapshot!(said_of_when("at = \"05:45\"\ndays = [\"T8\", \"thứ 9\"]"), @r#"
    6:9: error: không có ngày nào trong tuần là "T8"
      | days = ["T8", "thứ 9"]
      |         ^^^^
      Viết T2, T3, T4, T5, T6, T7, CN, hoặc một khoảng như T2-T6.
      en: there is no weekday "T8". Write T2, T3, T4, T5, T6, T7, CN or Mon to Sun, or a range such as T2-T6.
    6:15: error: không có ngày nào trong tuần là "thứ 9"
      | days = ["T8", "thứ 9"]
      |               ^^^^^^^
      Viết T2, T3, T4, T5, T6, T7, CN, hoặc một khoảng như T2-T6.
      en: there is no weekday "thứ 9". Write T2, T3, T4, T5, T6, T7, CN or Mon to Sun, or a range such as T2-T6.
    "#);
    assert_snapshot!(said_of_when("at = \"05:45\"\ndays = [2, 4]"), @r#"
    6:9: error: "2" là con số, không phải tên ngày trong tuần
      | days = [2, 4]
      |         ^
      Viết tên ngày: T2 là thứ Hai, T7 là thứ Bảy, CN là Chủ nhật.
      en: "2" is a number, not the name of a weekday. Write names: T2 or Mon is Monday, T7 or Sat is Saturday, CN or Sun is Sunday.
    6:12: error: "4" là con số, không phải tên ngày trong tuần
      | days = [2, 4]
      |            ^
      Viết tên ngày: T2 là thứ Hai, T7 là thứ Bảy, CN là Chủ nhật.
      en: "4" is a number, not the name of a weekday. Write names: T2 or Mon is Monday, T7 or Sat is Saturday, CN or Sun is Sunday.
    "#);
    assert_snapshot!(said_of_when("at = \"05:45\"\ndays = \"2-6\""), @r#"
    6:8: error: "2" là con số, không phải tên ngày trong tuần
      | days = "2-6"
      |        ^^^^^
      Viết tên ngày: T2 là thứ Hai, T7 là thứ Bảy, CN là Chủ nhật.
      en: "2" is a number, not the name of a weekday. Write names: T2 or Mon is Monday, T7 or Sat is Saturday, CN or Sun is Sunday.
    "#);
}

#[test]
fn a_wrong_date_is_told_with_the_right_one() {
    assert_snapshot!(said_of_when("at = \"05:45\"\nfrom = \"05/12/2026\""), @r#"
    6:8: error: ngày "05/12/2026" viết ngày trước, năm sau
      | from = "05/12/2026"
      |        ^^^^^^^^^^^^
      Viết 2026-12-05 (năm-tháng-ngày), để không ai đọc nhầm ngày với tháng.
      en: the date "05/12/2026" has the day first and the year last. Write 2026-12-05 (year-month-day), so that nobody takes the day for the month.
    "#);
    assert_snapshot!(said_of_when("at = \"05:45\"\nfrom = 2027-01-01\nuntil = 2026-12-31"), @r#"
    7:9: error: ngày bắt đầu 2027-01-01 sau ngày kết thúc 2026-12-31
      | until = 2026-12-31
      |         ^^^^^^^^^^
      Xem lại from và until.
      en: the first day 2027-01-01 comes after the last day 2026-12-31. Check from and until.
    "#);
    assert_snapshot!(said_of_when("at = \"05:45\"\nuntil = 2027-01-01\ndates = [2027-01-02]"), @r#"
    7:10: warning: ngày 2027-01-02 nằm ngoài from … until nên không phát
      | dates = [2027-01-02]
      |          ^^^^^^^^^^
      Xóa ngày này, hoặc sửa from và until.
      en: the date 2027-01-02 lies outside from … until and will not air. Delete it, or change from and until.
    "#);
    assert_snapshot!(said_of_when("at = \"05:45\"\nexcept = [\"ngay-lee\", \"2027-02-11..2027-02-05\", \"30/04/2027\"]"), @r#"
    6:11: error: không hiểu "ngay-lee" là những ngày nào
      | except = ["ngay-lee", "2027-02-11..2027-02-05", "30/04/2027"]
      |           ^^^^^^^^^^
      Có phải là nhóm ngày "ngay-le"? Trong station.toml có: ngay-le, quoc-tang.
      en: "ngay-lee" does not say which days are meant. Is it the set of days "ngay-le"? station.toml has: ngay-le, quoc-tang.
    6:23: error: khoảng ngày "2027-02-11..2027-02-05" có ngày đầu sau ngày cuối
      | except = ["ngay-lee", "2027-02-11..2027-02-05", "30/04/2027"]
      |                       ^^^^^^^^^^^^^^^^^^^^^^^^
      Đổi chỗ hai ngày.
      en: the range "2027-02-11..2027-02-05" begins after its end. Swap the two dates.
    6:49: error: ngày "30/04/2027" viết ngày trước, năm sau
      | except = ["ngay-lee", "2027-02-11..2027-02-05", "30/04/2027"]
      |                                                 ^^^^^^^^^^^^
      Viết 2027-04-30 (năm-tháng-ngày), để không ai đọc nhầm ngày với tháng.
      en: the date "30/04/2027" has the day first and the year last. Write 2027-04-30 (year-month-day), so that nobody takes the day for the month.
    "#);
    assert_snapshot!(said_of_when("at = \"05:45\"\nseason = { from = \"1/4\", util = \"09-30\" }"), @r#"
    6:19: error: "1/4" không phải là ngày của mùa
      | season = { from = "1/4", util = "09-30" }
      |                   ^^^^^
      Viết tháng-ngày, ví dụ "04-01" là ngày 1 tháng 4.
      en: "1/4" is not a day of a season. Write month-day, such as "04-01" for 1 April.
    6:26: error: không có khóa nào tên là `util`
      | season = { from = "1/4", util = "09-30" }
      |                          ^^^^
      Có phải là `until`?
      en: there is no key called `util`. Is it `until`?
    "#);
}

#[test]
fn a_wrong_cron_line_is_told_with_the_right_one() {
    assert_snapshot!(said_of_when("cron = \"45 5 * * Mon\""), @r#"
    5:8: error: dòng cron có 5 trường, ở đây cần 6
      | cron = "45 5 * * Mon"
      |        ^^^^^^^^^^^^^^
      Trường đầu là giây. Viết "0 45 5 * * Mon".
      en: the cron line has 5 fields, and here it needs 6. The first field is the second. Write "0 45 5 * * Mon".
    "#);
    assert_snapshot!(said_of_when("cron = \"0 45 5 * * 2-6\""), @r#"
    5:8: error: thứ trong tuần của dòng cron ghi bằng số ("2-6")
      | cron = "0 45 5 * * 2-6"
      |        ^^^^^^^^^^^^^^^^
      Mỗi phần mềm đếm một kiểu; viết tên: T2, T3 … CN hoặc Mon, Tue … Sun.
      en: the weekdays of the cron line are numbers ("2-6"). Every program counts them in its own way; write names: T2, T3 … CN or Mon, Tue … Sun.
    "#);
    assert_snapshot!(said_of_when("cron = \"0 45 25 * * T2\""), @r#"
    5:8: error: trường thứ 3 của dòng cron không đọc được: "25"
      | cron = "0 45 25 * * T2"
      |        ^^^^^^^^^^^^^^^^
      Thứ tự: giây phút giờ ngày tháng thứ, ví dụ "0 45 5 * * T2-T6". Nếu không quen, dùng at và days.
      en: field 3 of the cron line can't be read: "25". The order: second minute hour day month weekday, such as "0 45 5 * * Mon-Fri". Those who don't know cron use at and days.
    "#);
    assert_snapshot!(said_of_when("cron = \"0 45 5 30 2 *\""), @r#"
    5:8: error: không ngày nào hợp với dòng cron này
      | cron = "0 45 5 30 2 *"
      |        ^^^^^^^^^^^^^^^
      Xem lại ngày, tháng và năm: ví dụ tháng 2 không có ngày 30.
      en: no day suits this cron line. Check day, month and year: February, for instance, has no day 30.
    "#);
    assert_snapshot!(said_of_when("cron = \"* * 5 * * *\""), @r#"
    5:8: error: dòng cron này phát 3600 lượt mỗi ngày
      | cron = "* * 5 * * *"
      |        ^^^^^^^^^^^^^
      Nhiều nhất là 1440 lượt. Trường đầu là giây: viết 0, không viết *.
      en: this cron line fires 3600 times a day. The most is 1440. The first field is the second: write 0, not *.
    "#);
    assert_snapshot!(said_of_when("at = \"05:45\"\ncron = \"0 45 5 * * T2\""), @r#"
    6:8: error: một quy tắc giờ phát chỉ dùng `at` hoặc `cron`, không dùng cả hai
      | cron = "0 45 5 * * T2"
      |        ^^^^^^^^^^^^^^^
      Xóa một dòng, hoặc tách thành hai [[when]].
      en: a rule has `at` or `cron`, not both. Delete one of the lines, or make two [[when]] of them.
    "#);
}

#[test]
fn a_rule_that_will_not_air_is_warned_of() {
    assert_snapshot!(said_of_when("at = \"05:45\"\nuntil = 2026-12-06"), @r#"
    6:9: warning: quy tắc giờ phát này đã hết hạn: ngày cuối là 2026-12-06
      | until = 2026-12-06
      |         ^^^^^^^^^^
      Sửa ngày nếu còn phát; nếu không thì xóa [[when]] này.
      en: this rule is over: its last day was 2026-12-06. Change the date if it should still air; otherwise delete this [[when]].
    "#);
    assert_snapshot!(said_of_when("at = \"05:45\"\ndays = [\"T2\"]\ndates = [2026-12-08]"), @r#"
    4:1: warning: quy tắc giờ phát này không phát ngày nào từ 2026-12-07 đến 2028-12-07
      | [[when]]
      | ^^^^^^^^
      Xem lại các dòng ghi ngày (days, dates, lunar, season, except …): không ngày nào hợp với tất cả.
      en: this rule fires on no day from 2026-12-07 to 2028-12-07. Check the lines that say days (days, dates, lunar, season, except …): no day suits all of them.
    "#);
    assert_snapshot!(said_of_when("at = \"05:45\"\n[[when]]\nat = \"5:45\"\ndays = [\"T3\"]"), @r#"
    6:1: warning: hai quy tắc giờ phát trùng nhau lúc 05:45:00 ngày 2026-12-08
      | [[when]]
      | ^^^^^^^^
      Chương trình chỉ phát một lượt; sửa days hoặc giờ của một trong hai quy tắc.
      en: two rules fire at 05:45:00 on 2026-12-08. The programme airs once; change the days or the time of one of the rules.
    "#);
}

#[test]
fn a_wrong_policy_is_told_with_the_right_one() {
    assert_snapshot!(said_of_when("at = \"05:45\"\ngrace = \"5m\""), @r#"
    6:9: error: `grace` chỉ dùng với start = "wait"
      | grace = "5m"
      |         ^^^^
      Thêm start = "wait", hoặc xóa grace.
      en: `grace` goes with start = "wait" only. Add start = "wait", or delete grace.
    "#);
    assert_snapshot!(said_of_when("at = \"05:45\"\nstart = \"wait\"\ngrace = 5"), @r#"
    7:9: error: "5" thiếu đơn vị
      | grace = 5
      |         ^
      Viết "5m" nếu là phút, "5s" nếu là giây.
      en: "5" has no unit. Write "5m" for minutes, "5s" for seconds.
    "#);
    assert_snapshot!(said_of_when("at = \"05:45\"\nstart = \"harrd\"\nresume = \"lại\""), @r#"
    6:9: error: `start` không nhận giá trị "harrd"
      | start = "harrd"
      |         ^^^^^^^
      Có phải là "hard"? Chọn một trong: hard, wait, next.
      en: `start` can't be "harrd". Is it "hard"? Choose one of: hard, wait, next.
    7:10: error: `resume` không nhận giá trị "lại"
      | resume = "lại"
      |          ^^^^^
      Chọn một trong: continue, restart, drop.
      en: `resume` can't be "lại". Choose one of: continue, restart, drop.
    "#);
    assert_snapshot!(said_of_when("at = \"05:45\"\nlate = { skip_after = \"10m\", join = true }"), @r#"
    6:8: error: `late` phải có đúng một trong ba: skip_after, join, make_up_before
      | late = { skip_after = "10m", join = true }
      |        ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
      Viết, ví dụ: late = { skip_after = "10m" }.
      en: `late` must have exactly one of: skip_after, join, make_up_before. Write, for instance: late = { skip_after = "10m" }.
    "#);
    assert_snapshot!(said_of_when("at = \"17:00\"\nlate = { make_up_before = \"12:00\" }"), @r#"
    6:27: error: không thể phát bù trước 12:00:00 vì giờ phát là 17:00:00
      | late = { make_up_before = "12:00" }
      |                           ^^^^^^^
      Chọn giờ sau 17:00:00, trong cùng ngày.
      en: it can't be made up before 12:00:00 when it airs at 17:00:00. Choose an hour after 17:00:00 on the same day.
    "#);
}

#[test]
fn a_wrong_head_is_told_with_the_right_one() {
    assert_snapshot!(said_of_top("tilte = \"Thử\""), @r#"
    1:1: error: không có khóa nào tên là `tilte`
      | tilte = "Thử"
      | ^^^^^
      Có phải là `title`?
      en: there is no key called `tilte`. Is it `title`?
    "#);
    assert_snapshot!(said_of_top("title = \"Thử\"\ncolumn = \"CCHC1\"\nzones = [\"Thôn 1\", \"thon-9\"]"), @r#"
    2:10: error: không có chuyên mục nào tên là "CCHC1"
      | column = "CCHC1"
      |          ^^^^^^^
      Có phải là "cchc"? Trong station.toml có: cchc, hoi-dap-cchc, phap-luat.
      en: there is no column called "CCHC1". Is it "cchc"? station.toml has: cchc, hoi-dap-cchc, phap-luat.
    3:10: error: không có khu vực nào tên là "Thôn 1"
      | zones = ["Thôn 1", "thon-9"]
      |          ^^^^^^^^
      Có phải là "thon-1"? Dùng được: khu-pho-an-nhon, thon-1, thon-2, all.
      en: there is no zone called "Thôn 1". Is it "thon-1"? These can be used: khu-pho-an-nhon, thon-1, thon-2, all.
    3:20: error: không có khu vực nào tên là "thon-9"
      | zones = ["Thôn 1", "thon-9"]
      |                    ^^^^^^^^
      Có phải là "thon-1"? Dùng được: khu-pho-an-nhon, thon-1, thon-2, all.
      en: there is no zone called "thon-9". Is it "thon-1"? These can be used: khu-pho-an-nhon, thon-1, thon-2, all.
    "#);
    assert_snapshot!(said_of_top("title = \"Thử\"\nzones = [\"all\", \"thon-1\"]\npriority = \"khẩn cấp\""), @r#"
    2:10: error: "all" đã là mọi khu vực, không ghi chung với khu vực khác
      | zones = ["all", "thon-1"]
      |          ^^^^^
      Viết ["all"], hoặc bỏ "all" và chỉ ghi những khu vực cần phát.
      en: "all" is every zone already and can't stand beside others. Write ["all"], or leave "all" out and name the zones.
    3:12: error: `priority` không nhận giá trị "khẩn cấp"
      | priority = "khẩn cấp"
      |            ^^^^^^^^^^
      Có phải là "khan-cap"? Chọn một trong: thong-thuong, uu-tien, khan-cap.
      en: `priority` can't be "khẩn cấp". Is it "khan-cap"? Choose one of: thong-thuong, uu-tien, khan-cap.
    "#);
}

#[test]
fn a_file_that_is_torn_or_misnamed_is_told_how_to_mend_it() {
    assert_snapshot!(said_of_top("title = “Thử”\nzones = thon-1"), @r#"
    1:9: error: dấu ngoặc kép cong (“ ”) không dùng được
      | title = “Thử”
      |         ^
      Gõ dấu ngoặc kép thẳng ("). Word tự đổi sang dấu cong; hãy soạn bằng Notepad.
      en: curly quotes (“ ”) can't be used. Type straight quotes ("). Word turns them into curly ones; use Notepad.
    2:9: error: giá trị phải nằm trong dấu ngoặc kép
      | zones = thon-1
      |         ^^^^^^
      Nếu đây là chữ hoặc giờ, viết "thon-1".
      en: the value must be in quotes. If it is text or a time, write "thon-1".
    "#);
    assert_snapshot!(said_of("schedules/Chuyên mục CCHC.toml", "title = \"Thử\"\nwhen = []\n"), @r#"
    0:0: error: tên tệp "Chuyên mục CCHC.toml" không dùng làm mã chương trình được
      Tên tệp chỉ gồm chữ thường không dấu, số và dấu gạch nối. Đổi tên thành chuyen-muc-cchc.toml.
      en: the file name "Chuyên mục CCHC.toml" can't be the id of a programme. Names are small plain letters, digits and dashes. Rename it to chuyen-muc-cchc.toml.
    0:0: error: chương trình chưa có tiết mục nào
      Thêm một dòng [[item]], dưới đó là: play = "nhac/nhac-hieu.flac".
      en: the programme has no item. Add a line [[item]] and below it: play = "nhac/nhac-hieu.flac".
    2:8: error: chương trình chưa có giờ phát
      | when = []
      |        ^^
      Thêm một dòng [[when]], dưới đó là: at = "05:45".
      en: the programme has no time to air. Add a line [[when]] and below it: at = "05:45".
    "#);
    assert_snapshot!(said_of("schedules/thu.toml", "[[when]]\nat = \"05:45\"\nzones = [\"all\"]\n[[item]]\nplay = \"a.mp3\"\ntitle = \"Thử\"\n"), @r#"
    3:1: error: khóa `zones` đặt sai chỗ
      | zones = ["all"]
      | ^^^^^
      Đưa dòng này lên đầu tệp, trước dòng [[…]] đầu tiên.
      en: the key `zones` is in the wrong place. Move this line to the top of the file, before the first [[…]].
    6:1: error: khóa `title` đặt sai chỗ
      | title = "Thử"
      | ^^^^^
      Đưa dòng này lên đầu tệp, trước dòng [[…]] đầu tiên.
      en: the key `title` is in the wrong place. Move this line to the top of the file, before the first [[…]].
    "#);
}

#[test]
fn a_wrong_item_is_told_with_the_right_one() {
    assert_snapshot!(said_of_item("play = \"../nhac.mp3\""), @r#"
    5:8: error: "../nhac.mp3" đi ra ngoài thư mục audio/
      | play = "../nhac.mp3"
      |        ^^^^^^^^^^^^^
      Chép tệp vào audio/; không dùng "..".
      en: "../nhac.mp3" leads out of the folder audio/. Copy the file into audio/; don't use "..".
    "#);
    assert_snapshot!(said_of_item("play = 'D:\\nhac\\nhac.mp3'"), @r#"
    5:8: error: "D:\nhac\nhac.mp3" là đường dẫn đầy đủ trên máy
      | play = 'D:\nhac\nhac.mp3'
      |        ^^^^^^^^^^^^^^^^^^
      Chép tệp vào thư mục audio/ rồi ghi đường dẫn tính từ đó, ví dụ "nhac/nhac-hieu.flac".
      en: "D:\nhac\nhac.mp3" is a full path on this machine. Copy the file into the folder audio/ and write the path from there, such as "nhac/nhac-hieu.flac".
    "#);
    assert_snapshot!(said_of_item("play = \"audio/nhac/nhac.mp3\""), @r#"
    5:8: error: đường dẫn "audio/nhac/nhac.mp3" viết chưa đúng mẫu
      | play = "audio/nhac/nhac.mp3"
      |        ^^^^^^^^^^^^^^^^^^^^^
      Viết "nhac/nhac.mp3" (tính từ thư mục audio/, dùng dấu /).
      en: the path "audio/nhac/nhac.mp3" is not written as it should be. Write "nhac/nhac.mp3" (from the folder audio/, with slashes).
    "#);
    assert_snapshot!(said_of_item("play = \"nhac\\\\nhac.mp3\""), @r#"
    5:8: error: đường dẫn "nhac\nhac.mp3" viết chưa đúng mẫu
      | play = "nhac\\nhac.mp3"
      |        ^^^^^^^^^^^^^^^^
      Viết "nhac/nhac.mp3" (tính từ thư mục audio/, dùng dấu /).
      en: the path "nhac\nhac.mp3" is not written as it should be. Write "nhac/nhac.mp3" (from the folder audio/, with slashes).
    "#);
    assert_snapshot!(said_of_item("play = \"nhac/nhac\""), @r#"
    5:8: error: "nhac/nhac" thiếu phần đuôi của tệp
      | play = "nhac/nhac"
      |        ^^^^^^^^^^^
      Ghi cả đuôi, ví dụ ".mp3" hoặc ".flac".
      en: "nhac/nhac" lacks the ending of the file name. Write the ending too, such as ".mp3" or ".flac".
    "#);
}

#[test]
fn an_item_is_one_thing_that_can_be_aired() {
    assert_snapshot!(said_of_item("play = \"a.mp3\"\npause = \"5s\""), @r#"
    6:9: error: một tiết mục chỉ được có một trong: play, pick, pause
      | pause = "5s"
      |         ^^^^
      Tách thành nhiều [[item]].
      en: an item has only one of: play, pick, pause. Make several [[item]] of it.
    "#);
    assert_snapshot!(said_of_item("# trống"), @r#"
    4:1: error: tiết mục này không ghi phát gì
      | [[item]]
      | ^^^^^^^^
      Thêm play = "…", pick = { … } hoặc pause = "5s".
      en: this item does not say what to air. Add play = "…", pick = { … } or pause = "5s".
    "#);
    assert_snapshot!(said_of_item("say = \"Hết.\""), @r#"
    5:7: error: khóa `say` chưa dùng được trong bản này
      | say = "Hết."
      |       ^^^^^^
      Thu lời thành tệp âm thanh rồi dùng play.
      en: the key `say` can't be used in this version. Record the words into a file and use play.
    "#);
    assert_snapshot!(said_of_item("pick = { order = \"least-aired\", spacing = \"12h\", at_most = 0 }"), @r#"
    5:8: error: `pick` không ghi chuyên mục
      | pick = { order = "least-aired", spacing = "12h", at_most = 0 }
      |        ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
      Thêm column = "…" vào pick, hoặc vào đầu tệp.
      en: `pick` names no column. Add column = "…" to the pick or at the top of the file.
    5:43: error: `spacing` phải là số ngày tròn, không phải "12h"
      | pick = { order = "least-aired", spacing = "12h", at_most = 0 }
      |                                           ^^^^^
      Viết theo ngày, ví dụ "2d" hoặc "2 ngày".
      en: `spacing` must be whole days, not "12h". Write days, such as "2d" or "2 ngày".
    5:60: error: giá trị 0 của `at_most` nằm ngoài giới hạn
      | pick = { order = "least-aired", spacing = "12h", at_most = 0 }
      |                                                            ^
      Dùng giá trị từ 1 đến 100.
      en: the value 0 of `at_most` is out of bounds. Use a value from 1 to 100.
    "#);
}
