//! Help and complaints about the command line.

use insta::assert_snapshot;

use super::shown;
use crate::common::loa::{Station, program};

#[test]
fn the_first_page_tells_every_command_in_vietnamese() {
    let station = Station::empty();
    assert_snapshot!(shown(&station, &["--help"]), @"
    exit 0
    --- stdout
    Loa – đài truyền thanh cấp xã: phát đúng giờ theo lịch, ghi sổ phát sóng có niêm phong

    Cách dùng: loa <LỆNH> [TÙY CHỌN]

    Các lệnh:
      init           Tạo thư mục đài mới, có sẵn tệp mẫu và chú thích
      check          Soát mọi tệp của đài trước khi lên sóng
      plan           Xem kế hoạch phát của một hay nhiều ngày
      why            Xem vì sao một chương trình phát hay không phát vào một ngày
      next           Xem các lượt phát sắp tới của một chương trình, chuyên mục hoặc tin, bài
      run            Phát sóng theo lịch cho đến khi được dừng
      rehearse       Phát thử vào một giờ giả định; có sổ riêng, không tính vào báo cáo
      status         Xem đài đang chạy thế nào
      log            Xem sổ phát sóng: từng lượt phát và kết quả
      aircheck       Xem máy có nghe thấy từng lượt phát không, và xét lại từ bản thu còn giữ
      verify         Kiểm tra sổ phát sóng còn nguyên vẹn
      checkpoint     Ký mốc niêm phong cho sổ phát sóng và ghi ra ngoài máy
      key            Xem khóa công khai để kiểm tra mốc niêm phong; tạo khóa mới
      listen         Nghe thử một tệp trên máy này, không ghi sổ
      approve        Duyệt phát một tệp âm thanh; tệp bị sửa sau đó thì phải duyệt lại
      schema         In lược đồ JSON Schema của một loại tệp, cho trình soạn thảo
      import         Đọc lịch phát từ tệp Excel hoặc CSV; cho xem đã hiểu từng ô thế nào rồi mới ghi
      export         Ghi lịch phát ra tệp Excel hoặc CSV để sửa rồi nhập lại; có --period thì ghi bằng chứng phát sóng của kỳ đó
      stop           Dừng chương trình đang phát
      confirm-clock  Xác nhận đồng hồ của máy đang đúng giờ
      confirm        Ghi lời xác nhận của người trực: lượt phát này có nghe thấy ở loa hay không
      correct        Đính chính một dòng sổ: ghi thêm dòng mới, dòng cũ giữ nguyên
      backup         Sao lưu cả đài vào một tệp: lịch, âm thanh, sổ phát sóng; đài vẫn phát trong lúc sao lưu
      restore        Khôi phục đài từ tệp sao lưu vào một thư mục còn trống (ghi ở --station); việc này được ghi vào sổ
      help           Xem trợ giúp

    Tùy chọn:
          --lang <vi|en>            Ngôn ngữ: vi hoặc en
          --log-format <text|json>  Dạng nhật ký của phần mềm: text hoặc json
          --station <DIR>           Thư mục của đài (mặc định: thư mục hiện tại)
      -h, --help                    Xem trợ giúp
      -V, --version                 Xem phiên bản
    ");
}

#[test]
fn the_first_page_tells_every_command_in_english() {
    let station = Station::empty();
    assert_snapshot!(shown(&station, &["--lang", "en", "--help"]), @"
    exit 0
    --- stdout
    Loa – commune loudspeaker radio: airs the schedule on the second and keeps a sealed ledger

    Usage: loa <COMMAND> [OPTIONS]

    Commands:
      init           Make a new station folder with commented files
      check          Check every file of the station before anything is on air
      plan           Show the plan of one or more days
      why            Show why a programme airs on a day, or why it does not
      next           Show the next airings of a programme, column or segment
      run            Air the schedule until told to stop
      rehearse       Rehearse at a pretended time; has its own ledger and counts in no report
      status         Show how the running station is doing
      log            Show the ledger as airings with their outcomes
      aircheck       Show whether each airing was heard, and judge again from the captures that are kept
      verify         Check that the ledger is whole
      checkpoint     Sign a checkpoint of the ledger and bring it out of this machine
      key            Show the public key that checks the checkpoints; make a new one
      listen         Audition a file on this machine; nothing is recorded
      approve        Approve an audio file for air; a file that is changed later must be approved again
      schema         Print the JSON Schema of a kind of file, for an editor
      import         Read a schedule from an Excel or CSV file; shows how each cell was understood before anything is written
      export         Write the schedule as an Excel or CSV file, which loa import reads back; with --period, the evidence of these days
      stop           Stop the programme that is on air
      confirm-clock  Confirm that the machine's clock is right
      confirm        Record the word of the person on duty: whether this airing was heard at the loudspeakers
      correct        Correct an entry of the ledger: another entry is added, the old one stays
      backup         Back the whole station up into one file: schedule, audio, ledger; the station airs meanwhile
      restore        Put a station back from a backup into an empty folder (named by --station); this becomes an entry
      help           Show help

    Options:
          --lang <vi|en>            Language: vi or en
          --log-format <text|json>  Form of the program's own log: text or json
          --station <DIR>           The station folder (default: the current folder)
      -h, --help                    Show help
      -V, --version                 Show the version
    ");
}

#[test]
fn a_help_page_lists_the_commands_own_options_first() {
    let station = Station::empty();
    assert_snapshot!(shown(&station, &["rehearse", "--help"]), @"
    exit 0
    --- stdout
    Phát thử vào một giờ giả định; có sổ riêng, không tính vào báo cáo

    Cách dùng: loa rehearse [TÙY CHỌN] --at <YYYY-MM-DDThh:mm:ss>

    Tùy chọn:
          --at <YYYY-MM-DDThh:mm:ss>  Giờ bắt đầu giả định, ví dụ 2026-12-07T05:45:20
          --for <10m>                 Phát thử trong bao lâu, ví dụ 90s (giây) hoặc 10m (phút; mặc định)
          --wav <FILE.wav>            Ghi ra tệp WAV thay vì phát ra loa
          --lang <vi|en>              Ngôn ngữ: vi hoặc en
          --log-format <text|json>    Dạng nhật ký của phần mềm: text hoặc json
          --station <DIR>             Thư mục của đài (mặc định: thư mục hiện tại)
      -h, --help                      Xem trợ giúp
    ");
}

#[test]
fn a_command_is_told_of_by_help_before_it_as_by_help_behind_it() {
    let station = Station::empty();
    for lang in ["vi", "en"] {
        let check = |before: &[&str], behind: &[&str]| {
            let [before, behind] = [before, behind].map(|words| {
                let words: Vec<&str> = ["--lang", lang].iter().chain(words).copied().collect();
                shown(&station, &words)
            });
            assert_eq!(before, behind);
            before
        };
        assert!(check(&["help", "plan"], &["plan", "--help"]).starts_with("exit 0"));
        assert!(check(&["help"], &["--help"]).starts_with("exit 0"));
        assert!(check(&["help", "help"], &["help", "--help"]).starts_with("exit 0"));
        assert!(check(&["help", "plna"], &["plna"]).starts_with("exit 2"));
    }
}

#[test]
fn every_help_page_is_worded_in_both_languages() {
    let station = Station::empty();
    for lang in ["vi", "en"] {
        let first = shown(&station, &["--lang", lang, "--help"]);
        let commands: Vec<&str> = first
            .lines()
            .filter_map(|line| line.strip_prefix("  ")?.split(' ').next())
            .filter(|word| word.starts_with(|letter: char| letter.is_ascii_lowercase()))
            .collect();
        assert_eq!(commands.len(), 25, "{first}");
        for command in commands {
            let page = shown(&station, &["--lang", lang, command, "--help"]);
            assert!(page.starts_with("exit 0\n--- stdout\n"), "{page}");
            assert!(!page.contains("help-") && !page.contains("{$"), "{page}");
            assert!(!page.contains("--- stderr"), "{page}");
            assert_eq!(page.contains("Tùy chọn:"), lang == "vi", "{page}");
        }
    }
}

#[test]
fn what_is_typed_wrong_is_named_with_advice() {
    let station = Station::empty();
    assert_snapshot!(shown(&station, &["chek"]), @"
    exit 2
    --- stderr
    lỗi: không có lệnh chek
      Có phải ý là check?
      Xem cách dùng: loa --help, hoặc loa LỆNH --help
    ");
    assert_snapshot!(shown(&station, &["plan", "2026-13-45"]), @r#"
    exit 2
    --- stderr
    lỗi: giá trị "2026-13-45" của [YYYY-MM-DD] không dùng được
      Có thể viết: 2026-12-07
      Xem cách dùng: loa --help, hoặc loa LỆNH --help
    "#);
    assert_snapshot!(shown(&station, &["--lang", "en", "plan", "07/12/2026"]), @r#"
    exit 2
    --- stderr
    error: "07/12/2026" is no value for [YYYY-MM-DD]
      You can write: 2026-12-07
      See loa --help, or loa COMMAND --help
    "#);
    assert_snapshot!(shown(&station, &["approve", "--by", "A"]), @"
    exit 2
    --- stderr
    lỗi: thiếu <FILE>
      Xem cách dùng: loa --help, hoặc loa LỆNH --help
    ");
    assert_snapshot!(shown(&station, &["plan", "--day", "3"]), @"
    exit 2
    --- stderr
    lỗi: không có tùy chọn --day
      Có phải ý là --days?
      Xem cách dùng: loa --help, hoặc loa LỆNH --help
    ");
}

#[test]
fn no_command_at_all_shows_the_first_page_and_is_an_error() {
    let station = Station::empty();
    let page = shown(&station, &["--help"]);
    let page = page.replace("exit 0\n--- stdout", "exit 2\n--- stderr");
    let mut bare = program();
    let ended = crate::common::loa::run(&mut bare);
    assert_eq!(
        format!("exit {}\n--- stderr\n{}", ended.code, ended.err),
        page
    );
}

#[test]
fn a_log_filter_that_is_not_understood_is_told() {
    let station = Station::empty();
    let told = |filter: &str| {
        let mut command = program();
        command
            .args(["--lang", "en", "--station"])
            .arg(station.path(""));
        let output = command.arg("run").env("LOA_LOG", filter).output();
        String::from_utf8_lossy(&output.expect("the program should run").stderr).into_owned()
    };
    let wrong = told("loa=loud");
    let begins = "LOA_LOG=\"loa=loud\" is not understood; the log is kept at its usual level.";
    assert!(wrong.starts_with(begins), "{wrong}");
    for right in ["debug", "info,loa::playback=trace", "off"] {
        assert!(!told(right).contains("LOA_LOG"), "{right}");
    }
}
