//! Workbooks made the way officers make them; each function is named for its situation, in Vietnamese.

use std::io::{Cursor, Read as _, Write as _};

use rust_xlsxwriter::{ExcelDateTime, Format, Formula, Workbook, Worksheet};
use unicode_normalization::UnicodeNormalization as _;
use zip::write::SimpleFileOptions;
use zip::{ZipArchive, ZipWriter};

/// Makes a workbook of one sheet.
pub fn book(fill: impl FnOnce(&mut Worksheet)) -> Vec<u8> {
    let mut workbook = Workbook::new();
    fill(workbook.add_worksheet().set_name("Lịch phát").unwrap());
    workbook.save_to_buffer().unwrap()
}

/// Writes rows of text from a row (from 0) on; empty texts are no cells.
pub fn rows(sheet: &mut Worksheet, first: u32, rows: &[&[&str]]) {
    for (row, cells) in (first..).zip(rows) {
        for (column, text) in (0..).zip(*cells) {
            if !text.is_empty() {
                sheet.write_string(row, column, *text).unwrap();
            }
        }
    }
}

/// Makes a workbook of rows of text.
pub fn list(lines: &[&[&str]]) -> Vec<u8> {
    book(|sheet| rows(sheet, 0, lines))
}

/// Rewrites a part of a package.
pub fn patched(bytes: &[u8], part: &str, change: impl Fn(String) -> String) -> Vec<u8> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for index in 0..archive.len() {
        let mut file = archive.by_index(index).unwrap();
        let name = file.name().unwrap().into_owned();
        let mut text = String::new();
        file.read_to_string(&mut text).unwrap();
        if name == part {
            text = change(text);
        }
        writer
            .start_file(name, SimpleFileOptions::default())
            .unwrap();
        writer.write_all(text.as_bytes()).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

/// The real date of 2026-month-day.
fn date(month: u8, day: u8) -> ExcelDateTime {
    ExcelDateTime::from_ymd(2026, month, day).unwrap()
}

pub fn gop_o() -> Vec<u8> {
    book(|sheet| {
        rows(
            sheet,
            0,
            &[
                &["Giờ", "Thứ", "Nội dung"],
                &["", "2, 4, 6", "BẢN TIN CỦA PHƯỜNG"],
                &["", "3, 5", "chuyen muc cai cach hanh chinh"],
            ],
        );
        sheet
            .merge_range(1, 0, 2, 0, "5h45", &Format::new())
            .unwrap();
    })
}

pub fn tieu_de_o_dong_nam() -> Vec<u8> {
    book(|sheet| {
        let center = Format::new();
        sheet
            .merge_range(0, 0, 0, 4, "UBND PHƯỜNG AN NHƠN BẮC", &center)
            .unwrap();
        sheet
            .merge_range(1, 0, 1, 4, "LỊCH PHÁT THANH TUẦN 50", &center)
            .unwrap();
        sheet.write_string(2, 0, "(Từ ngày 07/12/2026)").unwrap();
        rows(
            sheet,
            4,
            &[
                &[
                    "STT",
                    "Thời gian phát",
                    "Ngày phát",
                    "Chương trình (dự kiến)",
                    "Ghi chú",
                ],
                &["1", "05h45'", "Thứ 2, 4, 6", "Bản tin của phường", ""],
                &[
                    "2",
                    "6 giờ rưỡi",
                    "Hằng ngày",
                    "Nhạc cuối buổi",
                    "nhạc không lời",
                ],
            ],
        );
        sheet
            .merge_range(5 + 3, 0, 8, 4, "Ghi chú: lịch có thể thay đổi", &center)
            .unwrap();
        rows(
            sheet,
            10,
            &[
                &["", "Người lập", "", "Chủ tịch", ""],
                &["", "Nguyễn Văn A", "", "Trần B", ""],
            ],
        );
    })
}

pub fn bang_tuan() -> Vec<u8> {
    book(|sheet| {
        let plain = Format::new();
        sheet.merge_range(0, 0, 0, 7, "LỊCH TUẦN", &plain).unwrap();
        rows(
            sheet,
            1,
            &[
                &[
                    "Giờ",
                    "Thứ Hai\n07/12",
                    "Thứ 3",
                    "Thứ tư",
                    "T5",
                    "Thứ sáu",
                    "Thứ 7",
                    "CN",
                ],
                &["BUỔI SÁNG"],
                &[
                    "5h45",
                    "Bản tin của phường (10 phút)",
                    "-",
                    "Bản tin của phường",
                    "",
                    "Bản tin của phường",
                    "",
                    "nghỉ",
                ],
                &[
                    "5h45'30",
                    "Chuyên mục Cải cách hành chính",
                    "",
                    "Chuyên mục Cải cách hành chính",
                    "",
                    "Chuyên mục Cải cách hành chính",
                ],
            ],
        );
        sheet
            .merge_range(5, 1, 5, 7, "Nhạc cuối buổi", &plain)
            .unwrap();
        sheet.write_string(5, 0, "06:30").unwrap();
        rows(
            sheet,
            6,
            &[&[
                "17h15'30",
                "",
                "Chuyên mục \"Cải cách hành chính\"",
                "",
                "Chuyên mục Cải cách hành chính",
            ]],
        );
        sheet
            .write_string(8, 0, "Ghi chú: chiều T7 và CN nghỉ")
            .unwrap();
    })
}

pub fn cot_va_dong_an() -> Vec<u8> {
    book(|sheet| {
        rows(
            sheet,
            0,
            &[
                &["Giờ", "Thứ", "Thứ", "Chương trình"],
                &["05:45", "CN", "T2, T4, T6", "Bản tin của phường"],
                &["07:00", "CN", "T7", "Bản tin của phường"],
            ],
        );
        sheet.set_column_hidden(1).unwrap();
        sheet.set_row_hidden(2).unwrap();
    })
}

pub fn gio_la_so() -> Vec<u8> {
    book(|sheet| {
        rows(sheet, 0, &[&["Giờ", "Thứ", "Nội dung", "Thời lượng"]]);
        let time = Format::new().set_num_format("hh:mm:ss");
        // A time that is formatted as one, one that was left a number, and a length.
        sheet
            .write_number_with_format(1, 0, 20_730.0 / 86_400.0, &time)
            .unwrap();
        sheet.write_number(2, 0, 0.25 + 30.0 / 1_440.0).unwrap();
        sheet
            .write_number_with_format(1, 3, 360.0 / 86_400.0, &time)
            .unwrap();
        sheet.write_number(2, 3, 2).unwrap();
        rows(
            sheet,
            1,
            &[
                &["", "2, 4, 6", "Chuyên mục Cải cách hành chính"],
                &["", "T2-CN", "Nhạc cuối buổi"],
            ],
        );
        sheet.write_number(3, 1, 7).unwrap();
        rows(sheet, 3, &[&["5h45", "", "Bản tin của phường"]]);
    })
}

pub fn chu_to_hop_roi() -> Vec<u8> {
    let nfd = |text: &str| text.nfd().collect::<String>();
    let lines = [
        ["Giờ", "Thứ\u{a0}", "Chương\u{a0}trình"].map(nfd),
        ["05:45", "Thứ\t2,\u{a0}4, 6", "Bản tin  của phường"].map(nfd),
    ];
    let lines: Vec<Vec<&str>> = lines
        .iter()
        .map(|line| line.iter().map(String::as_str).collect())
        .collect();
    let lines: Vec<&[&str]> = lines.iter().map(Vec::as_slice).collect();
    list(&lines)
}

pub fn phong_chu_tcvn3() -> Vec<u8> {
    list(&[
        &["Giê", "Thø", "Ch\u{ad}¬ng tr×nh"],
        &["5h45", "2, 4, 6", "B¶n tin cña ph\u{ad}êng"],
    ])
}

pub fn phong_chu_vni() -> Vec<u8> {
    list(&[
        &["Giôø", "Thöù", "Chöông trình"],
        &["5h45", "2, 4, 6", "Baûn tin cuûa phöôøng"],
    ])
}

pub fn ngay_bi_doi_cho() -> Vec<u8> {
    book(|sheet| {
        rows(
            sheet,
            0,
            &[
                &["Giờ", "Ngày", "Chương trình"],
                &["05:45", "", "Bản tin của phường"],
                &["05:45", "15/12/2026", "Bản tin của phường"],
            ],
        );
        // 05/12 was typed; Excel with American settings made the twelfth of May of it.
        let format = Format::new().set_num_format("dd/mm/yyyy");
        sheet
            .write_datetime_with_format(1, 1, date(5, 12), &format)
            .unwrap();
    })
}

pub fn ngay_that() -> Vec<u8> {
    book(|sheet| {
        rows(
            sheet,
            0,
            &[
                &["Giờ", "Thứ", "Từ ngày", "Đến ngày", "Chương trình"],
                &["05:45", "T2-T6", "", "31.12.26", "Bản tin của phường"],
            ],
        );
        let format = Format::new().set_num_format("dd/mm/yyyy");
        sheet
            .write_datetime_with_format(1, 2, date(12, 5), &format)
            .unwrap();
    })
}

/// The same as [`ngay_that`], counted from 1904 as on old Macs.
pub fn he_ngay_1904() -> Vec<u8> {
    let bytes = ngay_that();
    let bytes = patched(&bytes, "xl/workbook.xml", |text| {
        text.replacen("<workbookPr ", "<workbookPr date1904=\"1\" ", 1)
    });
    // 5 December 2026 is 46361 in the one count and 44899 in the other.
    patched(&bytes, "xl/worksheets/sheet1.xml", |text| {
        text.replace(">46361<", ">44899<")
    })
}

pub fn tru_chu_nhat() -> Vec<u8> {
    list(&[
        &["Giờ", "Ngày phát", "Chương trình", "Ghi chú"],
        &[
            "05:45",
            "Hằng ngày trừ CN",
            "Bản tin của phường",
            "trừ ngày lễ",
        ],
        &["06:30", "hàng ngày", "Nhạc cuối buổi", "trừ khi có lệnh"],
    ])
}

pub fn dong_trung() -> Vec<u8> {
    list(&[
        &["Giờ", "Thứ", "Chương trình"],
        &["05:45", "T2, T4, T6", "Bản tin của phường"],
        &["05:45", "T6, T7", "Bản tin của phường"],
    ])
}

pub fn chuong_trinh_moi() -> Vec<u8> {
    list(&[
        &[
            "Giờ",
            "Thứ",
            "Chương trình",
            "Chuyên mục",
            "Tệp",
            "Khu vực",
            "Thời lượng",
        ],
        &[
            "17h - 17h06",
            "T3",
            "Pháp luật quanh ta",
            "Pháp luật và đời sống",
            "",
            "Thôn Đông, thôn tây",
            "",
        ],
        &[
            "17:10",
            "Từ 10/12 đến 20/12/2026",
            "Thông báo tiêm chủng",
            "",
            "thông báo tiêm chủng (sửa).mp3",
            "Tất cả",
            "2'",
        ],
        &["17:20", "T3", "Bản tin phường", "", "", "", "5p"],
        &[
            "17:30",
            "T3",
            "Gương người tốt",
            "",
            "guong.mp3",
            "Thôn Bắc",
            "5p",
        ],
    ])
}

pub fn cong_thuc_loi() -> Vec<u8> {
    book(|sheet| {
        rows(
            sheet,
            0,
            &[
                &["Giờ", "Thứ", "Chương trình"],
                &["", "T2", "Bản tin của phường"],
                &["5h45", "", "Bản tin của phường"],
            ],
        );
        sheet
            .write_formula(1, 0, Formula::new("=#REF!").set_result("#REF!"))
            .unwrap();
        sheet
            .write_formula(2, 1, Formula::new("=\"T\"&4").set_result("T4"))
            .unwrap();
    })
}

pub fn o_sai_du_kieu() -> Vec<u8> {
    book(|sheet| {
        rows(
            sheet,
            0,
            &[
                &["Giờ", "Thứ", "Chương trình", "Từ ngày", "Đến ngày"],
                &[
                    "25h",
                    "T8",
                    "Bản tin của phường",
                    "31/02/2026",
                    "12/25/2026",
                ],
                &["5h45", "", "Bản tin của phường", "", ""],
                &["", "T3", "Bản tin của phường", "05/12", "sau Tết"],
                &["17h", "T3", "", "20/12/2026", "10/12/2026"],
                &[
                    "17h",
                    "T3, trừ lễ tết",
                    "Nhạc cuối buổi",
                    "20/12/2026",
                    "10/12/2026",
                ],
                &["17h", "", "Nhạc cuối buổi", "", ""],
                &["17h", "T4", "Nhạc cuối buổi", "20/12/2026", "10/12/2026"],
            ],
        );
        sheet.write_number(6, 1, 2.4).unwrap();
    })
}
