//! Sheets that say much in little room: headings over two rows, and several programmes in one cell.

use insta::assert_snapshot;

use rust_xlsxwriter::Format;

use super::books::{book, list, rows};
use super::{reading, told};

/// A list with headings over two rows; those of one column are merged over both, or stand in the first.
fn tieu_de_hai_dong(is_merged: bool) -> Vec<u8> {
    book(|sheet| {
        let plain = Format::new();
        rows(
            sheet,
            1,
            &[
                &["", "Bắt đầu", "Kết thúc", "", "Từ", "Đến", ""],
                &[
                    "1",
                    "5h45",
                    "5h55",
                    "2, 4, 6",
                    "07/12/2026",
                    "31/12/2026",
                    "Bản tin của phường",
                ],
                &["2", "6h30", "", "Hằng ngày", "", "", "Nhạc cuối buổi"],
            ],
        );
        for (column, text) in [(0, "STT"), (3, "Thứ"), (6, "Nội dung")] {
            if is_merged {
                let merged = sheet.merge_range(0, column, 1, column, text, &plain);
                merged.unwrap();
            } else {
                sheet.write_string(0, column, text).unwrap();
            }
        }
        sheet.merge_range(0, 1, 0, 2, "Thời gian", &plain).unwrap();
        sheet.merge_range(0, 4, 0, 5, "Ngày phát", &plain).unwrap();
    })
}

/// A week whose days stand below a heading that would also do for a list.
fn bang_tuan_hai_dong(dates: &[&str]) -> Vec<u8> {
    book(|sheet| {
        let plain = Format::new();
        sheet.merge_range(0, 0, 2, 0, "Giờ", &plain).unwrap();
        sheet
            .merge_range(0, 1, 0, 3, "Nội dung phát thanh", &plain)
            .unwrap();
        rows(
            sheet,
            1,
            &[
                &["", "Thứ 2", "Thứ 4", "Thứ 6"],
                dates,
                &[
                    "5h45",
                    "Bản tin của phường",
                    "Bản tin của phường",
                    "Bản tin của phường",
                ],
            ],
        );
    })
}

/// Morning and afternoon side by side.
fn sang_chieu_canh_nhau() -> Vec<u8> {
    book(|sheet| {
        let plain = Format::new();
        sheet.merge_range(0, 0, 1, 0, "Thứ", &plain).unwrap();
        sheet.merge_range(0, 1, 0, 2, "Buổi sáng", &plain).unwrap();
        sheet.merge_range(0, 3, 0, 4, "Buổi chiều", &plain).unwrap();
        rows(
            sheet,
            1,
            &[
                &["", "Giờ", "Nội dung", "Giờ", "Nội dung"],
                &[
                    "T2",
                    "5h45",
                    "Bản tin của phường",
                    "17h30",
                    "Nhạc cuối buổi",
                ],
            ],
        );
    })
}

/// A week with several programmes in its cells.
fn nhieu_chuong_trinh_mot_o(lines: &[&[&str]]) -> Vec<u8> {
    let mut all: Vec<&[&str]> = vec![&["Buổi", "Thứ 2", "Thứ 4", "Thứ 6"]];
    all.extend(lines);
    list(&all)
}

/// Shows each cell with what it was understood as, but for those with something wrong.
fn seen(bytes: &[u8]) -> String {
    let seen = reading(bytes).seen;
    let lines = seen.iter().filter_map(|seen| {
        let meaning = seen.meaning.as_ref().ok()?;
        let args: Vec<&str> = meaning
            .args
            .iter()
            .map(|(_, value)| value.as_str())
            .collect();
        let text = seen.text.replace('\n', "|");
        Some(format!(
            "{} {text}: {} {}",
            seen.spot,
            meaning.key,
            args.join(", ")
        ))
    });
    let lines: Vec<String> = lines.map(|line| line.trim_end().to_owned()).collect();
    lines.join("\n")
}

#[test]
fn headings_over_two_rows_are_read_together() {
    assert_snapshot!(seen(&tieu_de_hai_dong(true)), @"
    A1 STT: heading-other
    B1 Thời gian: heading-above
    D1 Thứ: heading-days
    E1 Ngày phát: heading-above
    G1 Nội dung: heading-title
    B2 Bắt đầu: heading-time
    C2 Kết thúc: heading-end
    E2 Từ: heading-from
    F2 Đến: heading-until
    B3 5h45: time 05:45:00
    C3 5h55: end 05:55:00
    D3 2, 4, 6: days T2, T4, T6
    E3 07/12/2026: date 07/12/2026
    F3 31/12/2026: date 31/12/2026
    G3 Bản tin của phường: title Bản tin của phường
    B4 6h30: time 06:30:00
    D4 Hằng ngày: days T2-CN
    G4 Nhạc cuối buổi: title Nhạc cuối buổi
    ");
    assert_snapshot!(told(&tieu_de_hai_dong(true)), @r#"
    list
    ban-tin changed
      # Bản tin buổi sáng
      title = "Bản tin của phường"
      [[when]]
      at = "05:45" # giờ dậy
      days = ["T2", "T4", "T6"]
      except = ["ngay-le", "quoc-tang"]
      late = { skip_after = "10m" }
      from = 2026-12-07
      until = 2026-12-31
      [[item]]
      play = "tin.mp3"
    nhac same
    "#);
    let unmerged = told(&tieu_de_hai_dong(false));
    assert_eq!(unmerged, told(&tieu_de_hai_dong(true)));
}

#[test]
fn days_below_a_common_heading_are_a_week_and_their_dates_are_shown_as_not_used() {
    let book = bang_tuan_hai_dong(&["", "07/12/2026", "09/12/2026", "11/12"]);
    assert_snapshot!(seen(&book), @"
    B1 Nội dung phát thanh: heading-above
    B2 Thứ 2: days T2
    C2 Thứ 4: days T4
    D2 Thứ 6: days T6
    B3 07/12/2026: not-used
    C3 09/12/2026: not-used
    D3 11/12: not-used
    A4 5h45: time 05:45:00
    B4 Bản tin của phường: title Bản tin của phường
    C4 Bản tin của phường: title Bản tin của phường
    D4 Bản tin của phường: title Bản tin của phường
    ");
    assert_snapshot!(told(&book), @"
    week
    ban-tin same
    ");
}

#[test]
fn a_weekday_and_a_date_that_do_not_agree_are_refused() {
    let book = bang_tuan_hai_dong(&["", "08/12/2026", "09/12/2026", ""]);
    assert_snapshot!(told(&book), @"
    week
    2:2: error: ô B2: ghi T2 nhưng ngày 08/12/2026 là T3
      Xem lại ô này: thứ và ngày phải khớp nhau.
      en: cell B2: it says T2, but 08/12/2026 is T3. Look at this cell: weekday and date must agree.
    ban-tin same
    ");
}

#[test]
fn two_schedules_side_by_side_are_refused() {
    assert_snapshot!(told(&sang_chieu_canh_nhau()), @r#"
    list
    2:4: error: ô D2: bảng có hai cột giờ phát (cột kia ở ô B2), không rõ lấy cột nào
      Mỗi bảng chỉ một cột giờ phát. Buổi chiều đặt cạnh buổi sáng thì chuyển xuống dưới; cột thời lượng thì ghi tên là Thời lượng.
      en: cell D2: the sheet has two columns of times (the other is at B2), and which one counts is not clear. A sheet has one column of times. Move an afternoon that stands beside the morning below it; call a column of lengths Thời lượng.
    ban-tin changed
      # Bản tin buổi sáng
      title = "Bản tin của phường"
      [[when]]
      at = "05:45" # giờ dậy
      days = ["T2"]
      except = ["ngay-le", "quoc-tang"]
      late = { skip_after = "10m" }
      [[item]]
      play = "tin.mp3"
    "#);
}

#[test]
fn several_programmes_in_a_cell_are_read_with_their_hours() {
    let news = "5h45 Bản tin của phường\n5h55: Nhạc cuối buổi";
    let book = nhieu_chuong_trinh_mot_o(&[
        &[
            "Sáng",
            news,
            news,
            "- 5h45 Bản tin\n  của phường (10 phút)\n- Nhạc cuối buổi",
        ],
        &[
            "6h",
            "Chuyên mục Cải cách\nhành chính",
            "nghỉ",
            "Chuyên mục Cải cách hành chính (5'); Nhạc cuối buổi",
        ],
    ]);
    assert_snapshot!(seen(&book), @"
    B1 Thứ 2: days T2
    C1 Thứ 4: days T4
    D1 Thứ 6: days T6
    A2 Sáng: not-used
    B2 5h45 Bản tin của phường: title-at Bản tin của phường, 05:45:00
    B2 5h55: Nhạc cuối buổi: title-at Nhạc cuối buổi, 05:55:00
    C2 5h45 Bản tin của phường: title-at Bản tin của phường, 05:45:00
    C2 5h55: Nhạc cuối buổi: title-at Nhạc cuối buổi, 05:55:00
    D2 5h45 Bản tin của phường (10 phút): title-at Bản tin của phường, 05:45:00
    D2 Nhạc cuối buổi: title-at Nhạc cuối buổi, 05:55:00
    A3 6h: time 06:00:00
    B3 Chuyên mục Cải cách|hành chính: title Chuyên mục Cải cách hành chính
    D3 Chuyên mục Cải cách hành chính (5'): title-at Chuyên mục Cải cách hành chính, 06:00:00
    D3 Nhạc cuối buổi: title-at Nhạc cuối buổi, 06:05:00
    ");
    assert_snapshot!(told(&book), @r#"
    week
    2:2: warning: ô B2: bảng không nhắc đến mọi giờ phát của "Nhạc cuối buổi"; sẽ bỏ: 06:30:00 T3, T5, T7, CN
      Nếu vẫn phát vào các giờ ấy, thêm dòng vào bảng. Chương trình có trong bảng thì mọi giờ phát của nó lấy theo bảng.
      en: cell B2: the sheet does not name every slot of "Nhạc cuối buổi"; these go: 06:30:00 T3, T5, T7, CN. If it still airs then, add rows. Of a programme that is in the sheet, all slots are taken from the sheet.
    3:2: warning: ô B3: bảng không nhắc đến mọi giờ phát của "Chuyên mục Cải cách hành chính"; sẽ bỏ: 05:45:30 T4; 17:15:30 T3, T5
      Nếu vẫn phát vào các giờ ấy, thêm dòng vào bảng. Chương trình có trong bảng thì mọi giờ phát của nó lấy theo bảng.
      en: cell B3: the sheet does not name every slot of "Chuyên mục Cải cách hành chính"; these go: 05:45:30 T4; 17:15:30 T3, T5. If it still airs then, add rows. Of a programme that is in the sheet, all slots are taken from the sheet.
    ban-tin same
    nhac changed
      title = "Nhạc cuối buổi"
      [[when]]
      at = "05:55"
      start = "next"
      days = ["T2", "T4", "T6"]
      [[when]]
      at = "06:05"
      days = ["T6"]
      start = "next"
      [[item]]
      play = "nhac/nhac-hieu.flac"
    chuyen-muc-cchc changed
      title = "Chuyên mục Cải cách hành chính"
      column = "cchc"
      [[when]]
      at = "06:00"
      days = ["T2", "T6"]
      late = { make_up_before = "07:00" }
      [[item]]
      pick = {}
    "#);
}

#[test]
fn a_cell_that_can_be_read_in_two_ways_is_refused() {
    let book = nhieu_chuong_trinh_mot_o(&[
        &[
            "5h45",
            "Bản tin của phường\nTiếng hát quê hương",
            "Bản tin của phường; Nhạc cuối buổi",
            "5h30 Nhạc cuối buổi",
        ],
        &["Chiều", "5h30 Bản tin của phường", "", "Nhạc cuối buổi"],
    ]);
    assert_snapshot!(told(&book), @r#"
    week
    2:2: error: ô B2: không rõ "Bản tin của phường Tiếng hát quê hương" là một chương trình hay nhiều chương trình
      Một chương trình thì viết liền trên một dòng. Nhiều chương trình thì mỗi dòng ghi giờ trước tên, ví dụ: 5h45 Bản tin.
      en: cell B2: whether "Bản tin của phường Tiếng hát quê hương" is one programme or several is not clear. Write one programme on one line. Of several, write each on a line with its time first, for example: 5h45 Bản tin.
    2:3: error: ô C2: không rõ "Nhạc cuối buổi" bắt đầu lúc nào
      Ghi giờ trước từng tên (5h45 Bản tin; 5h52 Thông báo), hoặc ghi thời lượng sau tên đứng trước nó: Bản tin (7 phút); Thông báo.
      en: cell C2: when "Nhạc cuối buổi" begins is not clear. Write the time before each title (5h45 Bản tin; 5h52 Thông báo), or the length after the one before it: Bản tin (7 phút); Thông báo.
    2:4: error: ô D2: giờ 05:30:00 không khớp với giờ ở đầu dòng (05:45:00)
      Xem lại giờ ở đầu dòng và giờ ghi trong ô.
      en: cell D2: the time 05:30:00 does not agree with that of the row (05:45:00). Look at the time of the row and at the time in the cell.
    3:2: error: ô B3: "5h30 Bản tin của phường" nằm ở dòng "Chiều", không rõ là giờ sáng hay giờ chiều
      Ghi theo 24 giờ, ví dụ buổi chiều: 17h30.
      en: cell B3: "5h30 Bản tin của phường" stands in the row "Chiều"; whether morning or afternoon is meant is not clear. Write times by 24 hours, in the afternoon for example: 17h30.
    3:4: error: ô D3: không rõ "Nhạc cuối buổi" bắt đầu lúc nào
      Ghi giờ trước từng tên (5h45 Bản tin; 5h52 Thông báo), hoặc ghi thời lượng sau tên đứng trước nó: Bản tin (7 phút); Thông báo.
      en: cell D3: when "Nhạc cuối buổi" begins is not clear. Write the time before each title (5h45 Bản tin; 5h52 Thông báo), or the length after the one before it: Bản tin (7 phút); Thông báo.
    "#);
}
