//! What a folder of real files is read as, and what is said about it.

use std::ffi::OsStr;
use std::fs;
use std::os::unix::ffi::OsStrExt as _;
use std::os::unix::fs::symlink;

use loa::messages::Language;
use loa::reason::Reason;
use proptest::prelude::*;

use super::{Folder, STATION, TODAY, check_codes, day, one_line, plays, rendered};

/// A folder with one good programme and every kind of mess that is told.
fn messy() -> Folder {
    let folder = Folder::new();
    folder
        .segment("nhac-hieu", 1, "")
        .programme("mo-dau", &plays("05:30", "nhac-hieu.wav"))
        .programme("thieu-tep", &plays("05:40", "nhac-heu.wav"))
        .programme("tep-hong", &plays("05:41", "hong.wav"))
        .programme("chua-mo-ta", &plays("05:42", "chua-mo-ta.wav"))
        .write("schedules/latin1.toml", b"# x\ntitle = \"\xe9\"\n")
        .write("schedules/utf16.toml", b"\xff\xfet\0i\0")
        .write("schedules/to.toml", "#".repeat(1_000_001))
        .write("schedules/quen.toml.txt", "")
        .write("schedules/.an.toml.swp", "rác")
        .write("schedules/mo-dau.toml~", "rác")
        .write("schedules/.~lock.mo-dau.toml#", "rác")
        .write("schedules/ghi chú.docx", "rác")
        .write("audio/hong.wav", "RIFF nhưng không phải")
        .write("audio/hong.toml", "title = \"Hỏng\"\ngenre = \"bai\"\n")
        .wav("audio/chua-mo-ta.wav", 1)
        .wav("audio/khong-dung.wav", 1)
        .write("audio/rong.mp3", "")
        .wav("audio/trung.wav", 1)
        .write("audio/trung.mp3", "")
        .write("audio/mo-coi.toml", "title = \"Mồ côi\"\ngenre = \"bai\"\n")
        .wav("audio/sai.wav", 1)
        .write("audio/sai.toml", "title = \"Sai\"\ngenre = \"bài\"\n")
        .write("audio/ghi chú.txt", "rác");
    let path = |name: &str| folder.path().join(name);
    fs::create_dir(path("schedules/thu-muc.toml")).expect("a folder");
    fs::create_dir(path("audio/vong")).expect("a folder");
    symlink("..", path("audio/vong/lai")).expect("a link");
    symlink("khong-co", path("audio/gay.wav")).expect("a link");
    // Opening a pipe would wait for ever.
    let (kind, mode) = (rustix::fs::FileType::Fifo, rustix::fs::Mode::RUSR);
    rustix::fs::mknodat(rustix::fs::CWD, path("audio/ong.wav"), kind, mode, 0).expect("a pipe");
    folder
}

// T18: what is no audio is told, and the rest is read all the same.
#[test]
fn every_problem_of_a_folder_is_told_at_once() {
    insta::assert_snapshot!(rendered(&messy().load().problems, Language::Vi), @r#"
    audio/gay.wav:0:0 ✗ không đọc được tệp này (không có tệp hoặc thư mục này, mã lỗi 2)
        Xem lại quyền đọc tệp và ổ đĩa.
    audio/khong-dung.wav:0:0 ! "khong-dung.wav" chưa có tệp mô tả, nên chưa được duyệt và không phát
        Nghe rồi duyệt: loa approve "audio/khong-dung.wav" --by "Họ và tên". Tệp mô tả audio/khong-dung.toml sẽ được tạo.
    audio/mo-coi.toml:0:0 ✗ không có tệp âm thanh nào đi với "audio/mo-coi.toml"
        Chép tệp âm thanh cùng tên vào cạnh nó, hoặc xóa tệp mô tả.
    audio/ong.wav:0:0 ✗ đây không phải là tệp thường
        Đổi tên hoặc chuyển đi chỗ khác; ở đây cần một tệp.
    audio/rong.mp3:0:0 ! tệp âm thanh "rong.mp3" không giải mã được (chi tiết kỹ thuật: Failed to read enough bytes.)
        Nghe thử tệp; nếu hỏng, xin lại bản khác hoặc đổi sang MP3, WAV, FLAC.
    audio/sai.toml:2:9 ✗ `genre` không nhận giá trị "bài"
        Có phải là "bai"? Chọn một trong: tin, bai, phong-van, hoi-dap, tieu-pham, guong-dien-hinh, thong-bao, chuong-trinh, nhac-hieu, loi-dan, am-nhac.
    audio/trung.mp3:0:0 ! tệp âm thanh "trung.mp3" không giải mã được (chi tiết kỹ thuật: Failed to read enough bytes.)
        Nghe thử tệp; nếu hỏng, xin lại bản khác hoặc đổi sang MP3, WAV, FLAC.
    audio/trung.wav:0:0 ✗ "audio/trung.wav" trùng tên với "audio/trung.mp3"
        Hai tệp âm thanh không dùng chung được một tệp mô tả; đổi tên hoặc bỏ bớt một tệp.
    audio/vong/lai:0:0 ✗ thư mục lồng nhau quá sâu hoặc quay vòng về chính nó
        Xóa liên kết (lối tắt) quay về thư mục bên ngoài.
    schedules/chua-mo-ta.toml:5:8 ✗ "chua-mo-ta.wav" chưa có tệp mô tả, nên chưa được duyệt và không phát
        Nghe rồi duyệt: loa approve "audio/chua-mo-ta.wav" --by "Họ và tên". Tệp mô tả audio/chua-mo-ta.toml sẽ được tạo.
    schedules/latin1.toml:2:10 ✗ tệp không lưu theo bảng mã UTF-8: từ đây có chữ không đọc được
        Mở bằng Notepad, chọn Lưu thành (Save As), mục Mã hóa (Encoding) chọn UTF-8. Chữ gõ theo phông cũ (TCVN3, VNI) phải gõ lại hoặc chuyển sang Unicode.
    schedules/quen.toml.txt:0:0 ! tệp này chưa được dùng vì đuôi thật là .txt
        Bỏ đuôi .txt để tên kết thúc bằng .toml. Windows thường giấu đuôi tệp.
    schedules/tep-hong.toml:5:8 ✗ tệp âm thanh "hong.wav" không giải mã được (chi tiết kỹ thuật: Ill-formed WAVE file: no WAVE tag found)
        Nghe thử tệp; nếu hỏng, xin lại bản khác hoặc đổi sang MP3, WAV, FLAC.
    schedules/thieu-tep.toml:5:8 ✗ không có tệp âm thanh "nhac-heu.wav" trong thư mục audio/
        Có phải là "nhac-hieu.wav"?
    schedules/thu-muc.toml:0:0 ✗ đây không phải là tệp thường
        Đổi tên hoặc chuyển đi chỗ khác; ở đây cần một tệp.
    schedules/to.toml:0:0 ✗ tệp này quá lớn (1000001 byte)
        Tệp chữ dài nhất 1000000 byte; có phải là tệp âm thanh đặt nhầm đuôi .toml?
    schedules/utf16.toml:0:0 ✗ tệp lưu theo bảng mã UTF-16 nên không đọc được
        Mở bằng Notepad, chọn Lưu thành (Save As), mục Mã hóa (Encoding) chọn UTF-8.
    "#);
}

#[test]
fn every_problem_of_a_folder_is_told_in_english_too() {
    insta::assert_snapshot!(rendered(&messy().load().problems, Language::En), @r#"
    audio/gay.wav:0:0 ✗ this file can't be read (there is no such file or folder, error 2)
        Look at the file's permissions and at the disk.
    audio/khong-dung.wav:0:0 ! "khong-dung.wav" has no sidecar, so it is not approved and does not air
        Listen to it and approve it: loa approve "audio/khong-dung.wav" --by "NAME". That makes the sidecar audio/khong-dung.toml.
    audio/mo-coi.toml:0:0 ✗ no sound file belongs to "audio/mo-coi.toml"
        Put the sound file of the same name beside it, or delete the sidecar.
    audio/ong.wav:0:0 ✗ this is not an ordinary file
        Rename it or move it away; a file belongs here.
    audio/rong.mp3:0:0 ! the sound file "rong.mp3" can't be decoded (Failed to read enough bytes.)
        Listen to the file; if it is damaged, ask for another copy or convert it to MP3, WAV or FLAC.
    audio/sai.toml:2:9 ✗ `genre` can't be "bài"
        Is it "bai"? Choose one of: tin, bai, phong-van, hoi-dap, tieu-pham, guong-dien-hinh, thong-bao, chuong-trinh, nhac-hieu, loi-dan, am-nhac.
    audio/trung.mp3:0:0 ! the sound file "trung.mp3" can't be decoded (Failed to read enough bytes.)
        Listen to the file; if it is damaged, ask for another copy or convert it to MP3, WAV or FLAC.
    audio/trung.wav:0:0 ✗ "audio/trung.wav" has the same name as "audio/trung.mp3"
        Two sound files can't share a sidecar; rename or remove one of them.
    audio/vong/lai:0:0 ✗ folders lie too deep in one another or lead back to themselves
        Delete the link that leads back to an outer folder.
    schedules/chua-mo-ta.toml:5:8 ✗ "chua-mo-ta.wav" has no sidecar, so it is not approved and does not air
        Listen to it and approve it: loa approve "audio/chua-mo-ta.wav" --by "NAME". That makes the sidecar audio/chua-mo-ta.toml.
    schedules/latin1.toml:2:10 ✗ the file is not saved as UTF-8: from here on it can't be read
        Open it in Notepad, choose Save As, and set Encoding to UTF-8. Text in old fonts (TCVN3, VNI) must be typed again or converted to Unicode.
    schedules/quen.toml.txt:0:0 ! this file is not used because its true extension is .txt
        Remove .txt so that the name ends in .toml. Windows often hides extensions.
    schedules/tep-hong.toml:5:8 ✗ the sound file "hong.wav" can't be decoded (Ill-formed WAVE file: no WAVE tag found)
        Listen to the file; if it is damaged, ask for another copy or convert it to MP3, WAV or FLAC.
    schedules/thieu-tep.toml:5:8 ✗ there is no sound file "nhac-heu.wav" in the folder audio/
        Did you mean "nhac-hieu.wav"?
    schedules/thu-muc.toml:0:0 ✗ this is not an ordinary file
        Rename it or move it away; a file belongs here.
    schedules/to.toml:0:0 ✗ this file is too big (1000001 bytes)
        A text file has at most 1000000 bytes; is it a sound file with the extension .toml by mistake?
    schedules/utf16.toml:0:0 ✗ the file is saved as UTF-16 and can't be read
        Open it in Notepad, choose Save As, and set Encoding to UTF-8.
    "#);
}

#[test]
fn what_is_good_is_read_beside_what_is_not() {
    let loaded = messy().load();
    let good = |id: &str| {
        loaded
            .programmes
            .iter()
            .any(|programme| programme.id.as_str() == id)
    };
    assert!(good("mo-dau") && !good("latin1"));
    assert_eq!(
        loaded.library.segments["nhac-hieu.wav"].refusal(day(TODAY)),
        None
    );
    assert!(loaded.sources["schedules/mo-dau.toml"].starts_with("title"));
}

// T13: macOS hands out decomposed names, keyboards type composed ones.
#[test]
fn a_decomposed_name_on_disk_is_what_the_schedule_names() {
    let folder = Folder::new();
    let decomposed = "nha\u{323}c/tie\u{302}\u{301}ng";
    folder
        .wav(&format!("audio/{decomposed}.wav"), 1)
        .approve(&format!("{decomposed}.wav"))
        .programme("mo-dau", &plays("05:30", "nhạc/tiếng.wav"));
    check_codes(&folder, &[]);
    let loaded = folder.load();
    let audio = &loaded.plays[0].audio;
    assert_eq!(
        audio.as_str(),
        format!("{decomposed}.wav"),
        "the path is as on disk"
    );
    assert_eq!(loaded.library.segments[audio].id.as_str(), "nhạc/tiếng");
}

#[test]
fn without_a_station_only_that_is_told() {
    let folder = Folder::new();
    folder
        .segment("a", 1, "column = \"cchc\"\n")
        .programme(
            "mo-dau",
            "title = \"A\"\nzones = [\"thon-1\"]\n[[when]]\nat = \"05:30\"\n[[item]]\npick = { column = \"cchc\" }\n",
        );
    fs::remove_file(folder.path().join("station.toml")).unwrap();
    check_codes(&folder, &["station.toml:0 station-missing"]);
    folder.write("station.toml", "[station]\nid = \"a\"\n");
    check_codes(&folder, &["station.toml:1 key-missing"]);
}

#[test]
fn a_byte_order_mark_and_windows_line_ends_are_no_mistake() {
    let folder = Folder::new();
    let text = format!("\u{feff}{STATION}").replace('\n', "\r\n");
    folder.write("station.toml", text);
    check_codes(&folder, &[]);
    let source = &folder.load().sources["station.toml"];
    assert!(source.starts_with("[station]"), "places count from here");
}

#[test]
fn what_nobody_approved_is_not_aired_and_the_record_says_so() {
    let folder = Folder::new();
    folder
        .wav("audio/a.wav", 1)
        .programme("mo-dau", &plays("05:30", "a.wav"));
    check_codes(&folder, &["schedules/mo-dau.toml:5 sidecar-missing"]);
    folder.wav("audio/khong-dung.wav", 1);
    check_codes(
        &folder,
        &[
            "audio/khong-dung.wav:0 !sidecar-missing",
            "schedules/mo-dau.toml:5 sidecar-missing",
        ],
    );
    let segment = &folder.load().library.segments["a.wav"];
    assert_eq!(segment.refusal(day(TODAY)), Some(Reason::NotApproved));
}

// What one slip hides comes to light after it is mended, one `loa check` at a time, unless all is told at once.
#[test]
fn an_error_in_a_file_hides_no_other_of_the_same_file() {
    let folder = Folder::new();
    let items = ["khong-co.wav", "hong.wav", "moi.wav", "tran.wav", "tot.wav"];
    let items = items.map(|audio| format!("[[item]]\nplay = \"{audio}\"\n"));
    let text = |time: &str, title: &str| {
        format!(
            "title = {title}\n[[when]]\nat = \"{time}\"\n{}",
            items.concat()
        )
    };
    folder
        .write("audio/hong.wav", "not sound")
        .wav("audio/moi.wav", 1)
        .write("audio/moi.toml", "title = \"Mới\"\ngenre = \"bai\"\n")
        .wav("audio/tran.wav", 1)
        .segment("tot", 1, "");
    let of_sound = [
        "schedules/a.toml:7 audio-broken",
        "schedules/a.toml:11 sidecar-missing",
        "schedules/a.toml:5 audio-missing",
        "schedules/a.toml:9 segment-not-approved",
    ];
    let check = |text: String, own: &[&str]| {
        folder.programme("a", &text);
        let mut found: Vec<String> = folder.problems().iter().map(one_line).collect();
        let mut expected: Vec<&str> = of_sound.iter().chain(own).copied().collect();
        found.sort();
        expected.sort_unstable();
        assert_eq!(found, expected);
    };
    check(text("05:30", "\"A\""), &[]);
    check(
        text("25:30", "\"A\""),
        &["schedules/a.toml:3 time-hour-range"],
    );
    check(text("05:30", "\"A"), &["schedules/a.toml:1 quote-missing"]);
    folder.write("station.toml", "[station]\nid = \"a\"\n");
    check(text("05:30", "\"A\""), &["station.toml:1 key-missing"]);
    // What can't be read names no file.
    let torn = text("05:30", "\"A\"").replace("play = \"tot.wav\"", "play = \"tot.wav");
    check(
        torn,
        &[
            "schedules/a.toml:13 quote-missing",
            "station.toml:1 key-missing",
        ],
    );
}

#[test]
fn a_file_in_another_folder_is_found_by_its_name() {
    let folder = Folder::new();
    folder
        .segment("nhạc hiệu/mở đầu", 1, "")
        .programme("mo-dau", &plays("05:30", "mở đầu.wav"));
    insta::assert_snapshot!(rendered(&folder.load().problems, Language::En), @r#"
    schedules/mo-dau.toml:5:8 ✗ there is no sound file "mở đầu.wav" in the folder audio/
        Did you mean "nhạc hiệu/mở đầu.wav"?
    "#);
}

#[test]
fn sidecars_and_names_that_nobody_can_tell_apart_are_told() {
    let folder = Folder::new();
    let text = "title = \"A\"\ngenre = \"bai\"\n";
    folder
        .wav("audio/a.wav", 1)
        .write("audio/a.toml", text)
        .write("audio/a.TOML", text)
        .wav("audio/\u{e0}.wav", 1)
        .write("audio/\u{e0}.toml", text)
        .write("audio/a\u{300}.toml", text);
    let latin1 = OsStr::from_bytes(b"audio/b\xe9.wav");
    fs::write(folder.path().join(latin1), "").unwrap();
    insta::assert_snapshot!(rendered(&folder.load().problems, Language::En), @r#"
    audio/a.toml:0:0 ✗ "audio/a.toml" has the same name as "audio/a.TOML"
        A sound file has one sidecar; delete one of the two.
    audio/b�.wav:0:0 ✗ the file's name has letters that can't be read
        Rename the file; plain small letters, digits and dashes are the safest.
    audio/à.toml:0:0 ✗ "audio/à.toml" has the same name as "audio/à.toml"
        A sound file has one sidecar; delete one of the two.
    "#);
    assert_eq!(folder.load().unlabelled.len(), 2);
}

#[test]
fn a_folder_without_schedules_and_audio_is_empty_and_no_mistake() {
    let loaded = Folder::new().load();
    assert_eq!(rendered(&loaded.problems, Language::En), "");
    assert!(loaded.programmes.is_empty() && loaded.library.segments.is_empty());
    assert_eq!(loaded.library.columns.len(), 1);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    // T13: a name may have quotes, line ends, emoji or marks that turn the text around.
    #[test]
    fn any_name_and_any_text_is_read_or_told(
        name in "[^/\0.~#][^/\0]{0,20}",
        text in "(?s).{0,100}",
    ) {
        let folder = Folder::new();
        folder
            .wav(&format!("audio/{name}.wav"), 1)
            .write(&format!("audio/{name}.toml"), &text)
            .write(&format!("schedules/{name}.toml"), &text);
        let loaded = folder.load();
        rendered(&loaded.problems, Language::Vi);
        prop_assert_eq!(loaded.library.segments.len(), 1);
        prop_assert!(loaded.programmes.is_empty());
        let told = |folder: &str| {
            loaded.problems.iter().any(|problem| problem.place.file.starts_with(folder))
        };
        prop_assert!(told("audio/") && told("schedules/"));
    }
}
