//! What is said about workbooks that can't be taken, in both languages.

use std::path::Path;

use insta::assert_snapshot;
use loa::messages::{Catalogue, Language};

use super::{books, told};

/// Every code in the sources of `folder`, also those that are not written where the problem is made.
fn codes(folder: &str) -> Vec<String> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join(folder);
    let files = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path());
    let files = files.filter(|path| path.extension().is_some_and(|found| found == "rs"));
    let texts: Vec<String> = files
        .map(|path| std::fs::read_to_string(path).unwrap())
        .collect();
    let literals = texts
        .iter()
        .flat_map(|text| text.split('"').skip(1).step_by(2));
    let codes = literals.filter(|text| {
        let is_plain = text
            .bytes()
            .all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-');
        is_plain && (text.starts_with("sheet-") || text.starts_with("export-"))
    });
    codes.map(str::to_owned).collect()
}

#[test]
fn every_problem_of_a_sheet_has_words_and_advice_in_both_languages() {
    let mut found = codes("src/sheet");
    found.extend(codes("src/config/workbook"));
    assert!(found.len() >= 50, "{} codes were found", found.len());
    for catalogue in Language::ALL.map(Catalogue::new) {
        for code in &found {
            for key in [format!("diag-{code}"), format!("diag-{code}.hint")] {
                assert!(catalogue.try_text(&key, &[]).is_some(), "{key}");
            }
        }
    }
}

#[test]
fn text_of_old_fonts_is_refused_with_the_way_to_convert_it() {
    assert_snapshot!(told(&books::phong_chu_tcvn3()).replace('\u{ad}', "~"), @r#"
    1:3: error: ô C1 viết bằng phông chữ cũ TCVN3 (ABC, .VnTime): "Ch~¬ng tr×nh" (2 ô như vậy)
      Chuyển bảng sang Unicode: chép các ô, mở UniKey, bấm Ctrl+Shift+F6, chọn nguồn TCVN3 (ABC), đích Unicode, bấm Chuyển mã, rồi dán lại.
      en: cell C1 is written in the old TCVN3 (ABC, .VnTime) encoding: "Ch~¬ng tr×nh" (2 such cells). Convert the sheet to Unicode: copy the cells, open UniKey, press Ctrl+Shift+F6, choose TCVN3 (ABC) as source and Unicode as destination, convert, and paste.
    "#);
    assert_snapshot!(told(&books::phong_chu_vni()), @r#"
    1:1: error: ô A1 viết bằng phông chữ cũ VNI (VNI-Times): "Giôø" (4 ô như vậy)
      Chuyển bảng sang Unicode: chép các ô, mở UniKey, bấm Ctrl+Shift+F6, chọn nguồn VNI Windows, đích Unicode, bấm Chuyển mã, rồi dán lại.
      en: cell A1 is written in the old VNI (VNI-Times) encoding: "Giôø" (4 such cells). Convert the sheet to Unicode: copy the cells, open UniKey, press Ctrl+Shift+F6, choose VNI Windows as source and Unicode as destination, convert, and paste.
    "#);
}

#[test]
fn a_date_whose_day_and_month_were_exchanged_is_not_believed() {
    assert_snapshot!(told(&books::ngay_bi_doi_cho()), @r#"
    list
    2:2: error: ô B2: ngày 12/05/2026 có lẽ đã bị Excel đổi chỗ ngày và tháng (ý là 05/12/2026?)
      Trong cột này có ngày là chữ, có ngày là số: máy gõ bảng đang để tháng trước. Định dạng cả cột là Text rồi gõ lại ngày.
      en: cell B2: in the date 12/05/2026 Excel has most likely exchanged day and month (is it 05/12/2026?). This column has dates as text and dates as numbers: the computer that typed it puts the month first. Format the whole column as Text and type the dates again.
    ban-tin changed
      # Bản tin buổi sáng
      title = "Bản tin của phường"
      [[when]]
      at = "05:45" # giờ dậy
      except = ["ngay-le", "quoc-tang"]
      late = { skip_after = "10m" }
      dates = [2026-12-15]
      [[item]]
      play = "tin.mp3"
    "#);
}

#[test]
fn the_error_of_a_formula_is_no_time_and_its_result_is() {
    assert_snapshot!(told(&books::cong_thuc_loi()), @r#"
    list
    2:1: error: ô A2: công thức trong ô bị lỗi hoặc chưa có kết quả (#REF!)
      Mở bằng Excel, sửa công thức, hoặc gõ thẳng giá trị vào ô.
      en: cell A2: the formula has an error or no result yet (#REF!). Open the file in Excel and correct the formula, or type the value itself.
    ban-tin changed
      # Bản tin buổi sáng
      title = "Bản tin của phường"
      [[when]]
      at = "05:45" # giờ dậy
      days = ["T4"]
      except = ["ngay-le", "quoc-tang"]
      late = { skip_after = "10m" }
      [[item]]
      play = "tin.mp3"
    "#);
}

#[test]
fn everything_that_is_wrong_is_told_at_once() {
    assert_snapshot!(told(&books::o_sai_du_kieu()), @r#"
    list
    2:1: error: ô A2: "25h" không phải là giờ trong ngày
      Viết, ví dụ: 05:45, 5h45, 17h30 - 17h45, hoặc Sáng (5h - 5h30); nhiều giờ thì ngăn bằng dấu chấm phẩy.
      en: cell A2: "25h" is not a time of day. Write, for example: 05:45, 5h45, 17h30 - 17h45, or Sáng (5h - 5h30); put a semicolon between several.
    2:2: error: ô B2: "T8" không phải là ngày phát
      Viết thứ (T2-T7; thứ 2, 4, 6; CN), Hằng ngày trừ CN, ngày 05/12/2026, T2-T6 từ 01/12/2026 đến 31/12/2026, T2 đầu tháng, hoặc rằm và mùng 1.
      en: cell B2: "T8" names no days. Write weekdays (T2-T7; thứ 2, 4, 6; CN), Hằng ngày trừ CN, a date such as 05/12/2026, T2-T6 từ 01/12/2026 đến 31/12/2026, T2 đầu tháng, or rằm và mùng 1.
    2:4: error: ô D2: không có ngày "31/02/2026" trong lịch
      Xem lại ngày và tháng; ngày viết trước, ví dụ: 05/12/2026.
      en: cell D2: there is no date "31/02/2026". Look at day and month; the day comes first, for example: 05/12/2026.
    2:5: error: ô E2: ngày "12/25/2026" viết tháng trước
      Viết ngày trước: 25/12/2026.
      en: cell E2: the date "12/25/2026" has the month first. Write the day first: 25/12/2026.
    3:2: error: ô B3: dòng này chưa ghi ngày phát
      Phát mỗi ngày thì viết: Hằng ngày. Không thì viết thứ, ví dụ: T2, T4, T6.
      en: cell B3: this row names no days. For every day write: Hằng ngày. Else write weekdays, for example: T2, T4, T6.
    4:1: error: ô A4: dòng này chưa có giờ phát
      Ghi giờ vào từng dòng, hoặc gộp ô (Merge) để một giờ dùng cho nhiều dòng.
      en: cell A4: this row has no time. Write the time in every row, or merge cells so that one time serves several rows.
    4:4: error: ô D4: ngày "05/12" thiếu năm
      Viết đủ ngày/tháng/năm, ví dụ: 05/12/2026.
      en: cell D4: the date "05/12" has no year. Write day/month/year, for example: 05/12/2026.
    4:5: error: ô E4: "sau Tết" không phải là ngày
      Viết ngày/tháng/năm, ví dụ: 05/12/2026.
      en: cell E4: "sau Tết" is not a date. Write day/month/year, for example: 05/12/2026.
    5:3: error: ô C5: dòng này chưa có tên chương trình
      Ghi tên chương trình, hoặc xóa cả dòng.
      en: cell C5: this row has no programme. Write the programme's title, or delete the row.
    6:2: error: ô B6: không rõ "lễ tết" là những ngày nào
      Viết thứ, ngày (24/12/2026), hoặc tên nhóm ngày trong station.toml. Hiện có: ngay-le, quoc-tang.
      en: cell B6: which days "lễ tết" are is not known. Write weekdays, dates (24/12/2026), or a set of days from station.toml. It has: ngay-le, quoc-tang.
    7:2: error: ô B7: Excel giữ ô này là số 2.4, không rõ là những thứ nào
      Định dạng cột là Text rồi gõ lại, ví dụ: 2, 4, 6.
      en: cell B7: Excel keeps this cell as the number 2.4; which weekdays are meant is not clear. Format the column as Text and type it again, for example: 2, 4, 6.
    8:4: error: ô D8: ngày bắt đầu 20/12/2026 sau ngày kết thúc 10/12/2026
      Xem lại hai ngày.
      en: cell D8: the first day 20/12/2026 is after the last day 10/12/2026. Look at both dates.
    "#);
}

#[test]
fn a_sheet_without_a_schedule_is_told_so() {
    assert_snapshot!(told(&books::book(|_| {})), @r#"
    0:0: error: trang tính không có gì
      Nếu lịch ở trang khác, thêm --sheet "TÊN TRANG".
      en: the sheet has nothing in it. If the schedule is in another sheet, add --sheet "NAME".
    "#);
    assert_snapshot!(told(&books::list(&[&["Danh sách", "Họ tên"], &["1", "Nguyễn Văn A"]])), @r#"
    0:0: error: không tìm thấy dòng tiêu đề của lịch trong trang tính này
      Cần một dòng có cột Giờ và cột Chương trình (hoặc Nội dung), hay một bảng tuần có các cột Thứ 2, Thứ 3 … Nếu lịch ở trang khác, thêm --sheet "TÊN TRANG".
      en: the headings of a schedule were not found in this sheet. A row with the columns Giờ and Chương trình (or Nội dung) is needed, or a week with the columns Thứ 2, Thứ 3 … If the schedule is in another sheet, add --sheet "NAME".
    "#);
    assert_snapshot!(told(&books::list(&[&["Giờ", "Thứ", "Chương trình"]])), @"
    list
    0:0: error: không có dòng nào của lịch dưới dòng tiêu đề
      Xem lại trang tính; các dòng bị ẩn không được đọc.
      en: there is no row of a schedule below the headings. Look at the sheet; hidden rows are not read.
    ");
}

#[test]
fn csv_in_another_encoding_is_refused_with_the_way_to_save_it() {
    // Windows-1252, as Excel saves what it calls CSV.
    assert_snapshot!(told(b"Gi\xf2,Th\xfa,N\xf4i dung\r\n5h45,T2,B\xe0n tin\r\n"), @"
    0:0: error: tệp CSV không lưu ở bảng mã UTF-8 nên không đọc được chữ Việt
      Trong Excel chọn Save As, kiểu CSV UTF-8 (Comma delimited), hoặc lưu thẳng thành .xlsx.
      en: the CSV file is not saved as UTF-8, so that Vietnamese letters can't be read. In Excel choose Save As, type CSV UTF-8 (Comma delimited), or save it as .xlsx.
    ");
}

#[test]
fn an_old_workbook_is_refused_with_the_way_to_save_it() {
    assert_snapshot!(told(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 and so on"), @"
    0:0: error: tệp Excel kiểu cũ (.xls) hoặc có mật khẩu, không đọc được
      Mở bằng Excel, chọn Save As, kiểu Excel Workbook (.xlsx), không đặt mật khẩu.
      en: an old Excel file (.xls), or one with a password, can't be read. Open it in Excel and choose Save As, type Excel Workbook (.xlsx), without a password.
    ");
}
