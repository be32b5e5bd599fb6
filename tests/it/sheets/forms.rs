//! What is understood of workbooks as officers make them.

use insta::assert_snapshot;

use super::{books, reading_of, told, told_of};

#[test]
fn a_merged_time_belongs_to_all_its_rows() {
    assert_snapshot!(told(&books::gop_o()), @r#"
    list
    3:3: warning: ô C3: bảng không nhắc đến mọi giờ phát của "Chuyên mục Cải cách hành chính"; sẽ bỏ: 05:45:30 T2, T4, T6
      Nếu vẫn phát vào các giờ ấy, thêm dòng vào bảng. Chương trình có trong bảng thì mọi giờ phát của nó lấy theo bảng.
      en: cell C3: the sheet does not name every slot of "Chuyên mục Cải cách hành chính"; these go: 05:45:30 T2, T4, T6. If it still airs then, add rows. Of a programme that is in the sheet, all slots are taken from the sheet.
    ban-tin same
    chuyen-muc-cchc changed
      title = "Chuyên mục Cải cách hành chính"
      column = "cchc"
      [[when]]
      at = "05:45"
      days = ["T3", "T5"]
      [[item]]
      pick = {}
    "#);
}

#[test]
fn headings_are_found_below_a_letterhead_and_remarks_are_passed_over() {
    assert_snapshot!(told(&books::tieu_de_o_dong_nam()), @"
    list
    ban-tin same
    nhac same
    ");
}

#[test]
fn a_week_with_days_across_says_the_same_as_a_list() {
    assert_snapshot!(told(&books::bang_tuan()), @"
    week
    ban-tin same
    chuyen-muc-cchc same
    nhac same
    ");
}

#[test]
fn hidden_rows_and_columns_are_left_out_and_told() {
    assert_snapshot!(told(&books::cot_va_dong_an()), @"
    list
    0:0: warning: các cột bị ẩn không được đọc: B
      Nếu cần, bỏ ẩn (Unhide) rồi nhập lại.
      en: hidden columns were not read: B. If they are needed, unhide them and import again.
    0:0: warning: các dòng bị ẩn không được đọc: 3
      Nếu cần, bỏ ẩn (Unhide) hoặc bỏ lọc rồi nhập lại.
      en: hidden rows were not read: 3. If they are needed, unhide them or clear the filter and import again.
    ban-tin same
    ");
}

#[test]
fn fractions_of_a_day_are_times_and_a_number_of_days_is_a_thu() {
    assert_snapshot!(told(&books::gio_la_so()), @r#"
    list
    2:3: warning: ô C2: bảng không nhắc đến mọi giờ phát của "Chuyên mục Cải cách hành chính"; sẽ bỏ: 17:15:30 T3, T5
      Nếu vẫn phát vào các giờ ấy, thêm dòng vào bảng. Chương trình có trong bảng thì mọi giờ phát của nó lấy theo bảng.
      en: cell C2: the sheet does not name every slot of "Chuyên mục Cải cách hành chính"; these go: 17:15:30 T3, T5. If it still airs then, add rows. Of a programme that is in the sheet, all slots are taken from the sheet.
    4:3: warning: ô C4: bảng không nhắc đến mọi giờ phát của "Bản tin của phường"; sẽ bỏ: 05:45:00 T2, T4, T6
      Nếu vẫn phát vào các giờ ấy, thêm dòng vào bảng. Chương trình có trong bảng thì mọi giờ phát của nó lấy theo bảng.
      en: cell C4: the sheet does not name every slot of "Bản tin của phường"; these go: 05:45:00 T2, T4, T6. If it still airs then, add rows. Of a programme that is in the sheet, all slots are taken from the sheet.
    chuyen-muc-cchc changed
      title = "Chuyên mục Cải cách hành chính"
      column = "cchc"
      [[when]]
      at = "05:45:30"
      days = ["T2", "T4", "T6"]
      late = { make_up_before = "07:00" }
      [[item]]
      pick = {}
    nhac same
    ban-tin changed
      # Bản tin buổi sáng
      title = "Bản tin của phường"
      [[when]]
      at = "05:45" # giờ dậy
      days = ["T7"]
      except = ["ngay-le", "quoc-tang"]
      late = { skip_after = "10m" }
      [[item]]
      play = "tin.mp3"
    "#);
}

#[test]
fn decomposed_letters_and_odd_blanks_are_read_as_if_they_were_plain() {
    assert_snapshot!(told(&books::chu_to_hop_roi()), @"
    list
    ban-tin same
    ");
}

#[test]
fn real_dates_are_read_in_both_counts() {
    let said = told(&books::ngay_that());
    assert_snapshot!(said, @r#"
    list
    ban-tin changed
      # Bản tin buổi sáng
      title = "Bản tin của phường"
      [[when]]
      at = "05:45" # giờ dậy
      days = ["T2-T6"]
      except = ["ngay-le", "quoc-tang"]
      late = { skip_after = "10m" }
      from = 2026-12-05
      until = 2026-12-31
      [[item]]
      play = "tin.mp3"
    "#);
    assert_eq!(told(&books::he_ngay_1904()), said);
}

#[test]
fn days_that_are_left_out_are_read_from_days_and_remarks() {
    assert_snapshot!(told(&books::tru_chu_nhat()), @r#"
    list
    3:4: warning: ô D3: ghi chú "trừ khi có lệnh" không đưa vào lịch được
      Nếu là ngày không phát, viết: trừ CN, trừ ngày lễ, hoặc trừ 24/12/2026.
      en: cell D3: the remark "trừ khi có lệnh" can't be put into the schedule. For days that are left out write: trừ CN, trừ ngày lễ, or trừ 24/12/2026.
    ban-tin changed
      # Bản tin buổi sáng
      title = "Bản tin của phường"
      [[when]]
      at = "05:45" # giờ dậy
      except = ["ngay-le", "quoc-tang", "CN"]
      late = { skip_after = "10m" }
      [[item]]
      play = "tin.mp3"
    nhac same
    "#);
}

#[test]
fn a_row_that_is_there_twice_is_told_and_counts_once() {
    assert_snapshot!(told(&books::dong_trung()), @r#"
    list
    3:3: warning: ô C3: dòng này trùng giờ và ngày với dòng 2
      Xóa một dòng; chương trình chỉ phát một lượt vào giờ này.
      en: cell C3: this row has the time and days of row 2. Delete one; the programme airs once at that time.
    ban-tin changed
      # Bản tin buổi sáng
      title = "Bản tin của phường"
      [[when]]
      at = "05:45" # giờ dậy
      days = ["T2", "T4", "T6", "T7"]
      except = ["ngay-le", "quoc-tang"]
      late = { skip_after = "10m" }
      [[item]]
      play = "tin.mp3"
    "#);
}

#[test]
fn a_new_programme_takes_its_content_from_a_file_or_a_column_and_is_refused_without() {
    assert_snapshot!(told(&books::chuong_trinh_moi()), @r#"
    list
    4:3: error: ô C4: đài chưa có chương trình "Bản tin phường", và bảng không ghi phát gì
      Có phải là "Bản tin của phường"? Nếu là chương trình mới, thêm cột Tệp (tên tệp âm thanh) hoặc cột Chuyên mục.
      en: cell C4: there is no programme "Bản tin phường" yet, and the sheet does not say what it airs. Is it "Bản tin của phường"? For a new programme add a column Tệp (sound file) or Chuyên mục (column).
    5:5: error: ô E5: không có tệp âm thanh "guong.mp3"
      Chép tệp vào thư mục audio/ trước, rồi ghi tên tệp có cả đuôi (.mp3).
      en: cell E5: there is no sound file "guong.mp3". Copy the file into audio/ first, and write its name with its ending (.mp3).
    5:6: error: ô F5: không có khu vực nào tên là "Thôn Bắc"
      Có phải là "Thôn Tây"? Hiện có: Thôn Đông, Thôn Tây, Khu phố An Nhơn.
      en: cell F5: there is no zone called "Thôn Bắc". Is it "Thôn Tây"? It has: Thôn Đông, Thôn Tây, Khu phố An Nhơn.
    phap-luat-quanh-ta new
      title = "Pháp luật quanh ta"
      column = "phap-luat"
      zones = ["thon-1", "thon-2"]
      [[when]]
      at = "17:00"
      days = ["T3"]
      [[item]]
      pick = { column = "phap-luat", order = "least-aired", new_first = true, at_most = 1, up_to = "6m" }
    thong-bao-tiem-chung new
      title = "Thông báo tiêm chủng"
      zones = ["all"]
      [[when]]
      at = "17:10"
      dates = ["2026-12-10..2026-12-20"]
      [[item]]
      play = "Thông báo tiêm chủng (sửa).mp3"
    "#);
}

#[test]
fn csv_with_semicolons_and_a_byte_order_mark_is_read() {
    let text =
        "\u{feff}LỊCH PHÁT;;\r\nGiờ;Thứ;Chương trình\r\n5h45;2, 4, 6;\"Bản tin của phường\"\r\n";
    assert_snapshot!(told(text.as_bytes()), @"
    list
    ban-tin same
    ");
}

#[test]
fn a_sheet_is_chosen_by_its_name() {
    let mut workbook = rust_xlsxwriter::Workbook::new();
    let first = workbook.add_worksheet().set_name("Bìa").unwrap();
    first.write_string(0, 0, "Lịch năm 2026").unwrap();
    let second = workbook.add_worksheet().set_name("Tháng 12").unwrap();
    books::rows(
        second,
        0,
        &[
            &["Giờ", "Thứ", "Chương trình"],
            &["06:30", "Hằng ngày", "Nhạc cuối buổi"],
        ],
    );
    let bytes = workbook.save_to_buffer().unwrap();
    assert_snapshot!(told_of(&reading_of(&bytes, Some("tháng 12"))), @"
    list
    nhac same
    ");
    assert_snapshot!(told_of(&reading_of(&bytes, None)), @r#"
    0:0: error: không tìm thấy dòng tiêu đề của lịch trong trang tính này
      Cần một dòng có cột Giờ và cột Chương trình (hoặc Nội dung), hay một bảng tuần có các cột Thứ 2, Thứ 3 … Nếu lịch ở trang khác, thêm --sheet "TÊN TRANG".
      en: the headings of a schedule were not found in this sheet. A row with the columns Giờ and Chương trình (or Nội dung) is needed, or a week with the columns Thứ 2, Thứ 3 … If the schedule is in another sheet, add --sheet "NAME".
    "#);
    assert_snapshot!(told_of(&reading_of(&bytes, Some("Tháng 1"))), @r#"
    0:0: error: tệp không có trang nào tên là "Tháng 1"
      Các trang đang có: Bìa, Tháng 12.
      en: the file has no sheet called "Tháng 1". It has: Bìa, Tháng 12.
    "#);
}
