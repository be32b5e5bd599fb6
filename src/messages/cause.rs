//! Words for what a machine or a library said in English: an officer reads it in his language, with the number of the
//! system's error for whoever knows machines. What is not in these tables stays as it came, marked as a technical detail.

use std::fmt::Display;

use super::Catalogue;

/// Errors of the system by their number, as they stand at the end of what it says: `Permission denied (os error 13)`.
const OF_SYSTEM: &[(u32, &str)] = &[
    (1, "cause-os-perm"),
    (2, "cause-os-none"),
    (5, "cause-os-io"),
    (12, "cause-os-memory"),
    (13, "cause-os-denied"),
    (16, "cause-os-busy"),
    (17, "cause-os-exists"),
    (19, "cause-os-device"),
    (20, "cause-os-not-folder"),
    (21, "cause-os-folder"),
    (24, "cause-os-open"),
    (28, "cause-os-full"),
    (30, "cause-os-read-only"),
    (36, "cause-os-name"),
    (40, "cause-os-loop"),
    (98, "cause-os-in-use"),
    (104, "cause-os-reset"),
    (110, "cause-os-timeout"),
    (111, "cause-os-refused"),
    (122, "cause-os-quota"),
];

/// Errors of the database by their number: `(code: 13) database or disk is full`. The lowest byte names the kind.
const OF_DATABASE: &[(u32, &str)] = &[
    (5, "cause-sql-locked"),
    (8, "cause-sql-read-only"),
    (10, "cause-sql-io"),
    (11, "cause-sql-damaged"),
    (13, "cause-sql-full"),
    (14, "cause-sql-open"),
    (26, "cause-sql-other"),
];

/// What this program and its libraries say, part by part; `{}` stands for what changes. The first that fits counts.
const PARTS: &[(&str, &str)] = &[
    ("{} is not there", "cause-missing"),
    ("{} can't be read", "cause-unread"),
    ("{} can't be decoded", "cause-undecoded"),
    ("no thread for the player", "cause-no-thread"),
    ("reading failed", "cause-reading"),
    ("not a known audio format", "cause-not-audio"),
    ("there is no audio in the file", "cause-no-audio"),
    ("the file has no audio in it", "cause-no-audio"),
    ("the audio's codec is not known", "cause-codec"),
    ("the file is cut short", "cause-cut-short"),
    ("{} of {} frames are missing", "cause-frames"),
    ("the container is damaged", "cause-container"),
    ("the audio is damaged", "cause-damaged"),
    ("too many damaged packets", "cause-packets"),
    (
        "the audio changes its rate or channels on the way",
        "cause-changes",
    ),
    ("the audio has no rate or channels", "cause-no-rate"),
    ("the decoder gave up", "cause-gave-up"),
    ("unexpected end of file", "cause-ends"),
    ("unsupported feature", "cause-unsupported"),
    ("core (probe)", "cause-unsupported"),
    ("no suitable format reader found", "cause-unknown-form"),
    ("malformed stream", "cause-malformed"),
    ("error returned from database", "cause-database"),
    ("append to {}", "cause-append"),
    ("close {}", "cause-close"),
    ("find {}", "cause-find"),
    ("lock {}", "cause-lock"),
    ("make the folder {}", "cause-make-folder"),
    ("make {}", "cause-make"),
    ("open {}", "cause-open"),
    ("upgrade {}", "cause-upgrade"),
    ("read the daemon's answer", "cause-answer"),
    ("read {}", "cause-read"),
    ("write in the folder of {}", "cause-write-beside"),
    ("write the ledger", "cause-write-ledger"),
    ("write {}", "cause-write"),
    ("use the socket in {}", "cause-socket"),
    ("trust {}", "cause-trust"),
    ("another process is writing it", "cause-written"),
    ("it is not a ledger", "cause-no-ledger"),
    (
        "its form is {}, this program knows forms up to {}",
        "cause-newer",
    ),
    ("it is the ledger of {}, not of {}", "cause-other-ledger"),
    ("it holds no private key", "cause-no-key"),
    ("the station's id is no name for a key", "cause-no-name"),
    ("the device is gone", "cause-gone"),
    ("the server does not answer", "cause-silent-server"),
    ("the server is gone", "cause-server-gone"),
    ("the server closed the connection", "cause-server-closed"),
    ("the server has no such sink", "cause-no-sink"),
    ("the server has no default sink", "cause-no-default"),
    ("the server ended the stream", "cause-server-ended"),
    ("its sink is gone", "cause-sink-gone"),
    ("its folder is no folder", "cause-no-folder"),
];

impl Catalogue {
    /// Words what a machine or a library said: parts with colons between, from the outside in.
    pub fn cause(&self, said: &str) -> String {
        let (mut words, mut details) = (Vec::new(), Vec::new());
        for part in said.split(": ") {
            match self.part(part) {
                Some(word) if words.last() != Some(&word) => words.push(word),
                Some(_) => {}
                // The number of the database comes in two parts: `(code: 13) …`.
                None if part.ends_with("(code") => {}
                None => details.push(part),
            }
        }
        if !details.is_empty() {
            words.push(self.text("cause-detail", &[("said", &details.join(": "))]));
        }
        words.join(": ")
    }

    fn part(&self, part: &str) -> Option<String> {
        let after = |mark| Some(part.rsplit_once(mark)?.1.split_once(')')?.0);
        if let Some(number) = after("(os error ") {
            let known = OF_SYSTEM.iter().find(|(of, _)| number.parse() == Ok(*of));
            let key = known.map_or("cause-os-unknown", |(_, key)| key);
            return Some(self.text(key, &[("a", &number)]));
        }
        if let Some((number, _)) = part.split_once(") ")
            && let Ok(number) = number.parse::<u32>()
        {
            let known = OF_DATABASE.iter().find(|(of, _)| number & 0xff == *of);
            return known.map(|(_, key)| self.text(key, &[]));
        }
        let found = PARTS
            .iter()
            .find_map(|(form, key)| Some((key, fill(form, part)?)));
        let (key, values) = found?;
        let names = ["a", "b"];
        let args = names.into_iter().zip(values.iter());
        let args: Vec<(&str, &dyn Display)> = args.map(|(n, v)| (n, v as &dyn Display)).collect();
        Some(self.text(key, &args))
    }
}

/// Returns what stands in a text in the places of the `{}` of a form; `None` where the text has another form.
fn fill<'t>(form: &str, text: &'t str) -> Option<Vec<&'t str>> {
    let mut fixed = form.split("{}");
    let mut rest = text.strip_prefix(fixed.next()?)?;
    let mut values = Vec::new();
    for part in fixed {
        let at = if part.is_empty() {
            rest.len()
        } else {
            rest.find(part)?
        };
        values.push(&rest[..at]);
        rest = &rest[at + part.len()..];
    }
    (rest.is_empty() && !values.contains(&"")).then_some(values)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::messages::Language;

    fn check(said: &str, vi: &str) {
        assert_eq!(Catalogue::new(Language::Vi).cause(said), vi, "{said}");
    }

    #[test]
    fn what_the_system_says_is_told_with_its_number() {
        check(
            "Permission denied (os error 13)",
            "không có quyền đọc hoặc ghi, mã lỗi 13",
        );
        check(
            "No space left on device (os error 28)",
            "ổ đĩa đã đầy, mã lỗi 28",
        );
        check(
            "Is a directory (os error 21)",
            "đây là thư mục, không phải tệp, mã lỗi 21",
        );
        check("Level 3 halted (os error 46)", "lỗi hệ thống số 46");
    }

    #[test]
    fn what_the_program_says_is_told_part_by_part() {
        check(
            "append to /srv/loa/data/ledger.db: error returned from database: (code: 13) database or disk is full",
            "ghi thêm vào /srv/loa/data/ledger.db: cơ sở dữ liệu báo lỗi: ổ đĩa đã đầy",
        );
        check(
            "audio/a.mp3 can't be decoded: the file is cut short: 5 of 10 frames are missing",
            "không giải mã được audio/a.mp3: tệp bị cụt: thiếu 5 trên 10 mẫu âm thanh",
        );
        check(
            "open /a/ledger.db: its form is 9, this program knows forms up to 2",
            "mở /a/ledger.db: dạng sổ là 9, bản phần mềm này chỉ biết đến dạng 2",
        );
        check(
            "not a known audio format: unsupported feature: core (probe): no suitable format reader found",
            "không phải dạng âm thanh mà phần mềm đọc được: phần mềm không hỗ trợ: không nhận ra dạng tệp",
        );
        // Extended numbers of the database name the kind in their lowest byte.
        check(
            "read a.db: error returned from database: (code: 266) disk I/O error",
            "đọc a.db: cơ sở dữ liệu báo lỗi: ổ đĩa đọc hoặc ghi bị lỗi",
        );
    }

    #[test]
    fn what_nobody_has_words_for_is_kept_and_marked() {
        check(
            "not a known audio format: malformed stream: riff: no such chunk",
            "không phải dạng âm thanh mà phần mềm đọc được: dữ liệu bên trong sai cấu trúc: chi tiết kỹ thuật: riff: no \
             such chunk",
        );
        check("unplugged", "chi tiết kỹ thuật: unplugged");
        let english = Catalogue::new(Language::En);
        assert_eq!(english.cause("unplugged"), "unplugged");
    }

    #[test]
    fn every_cause_has_words_in_both_languages() {
        let keys = PARTS.iter().map(|(_, key)| key);
        let numbers = OF_SYSTEM.iter().chain(OF_DATABASE).map(|(_, key)| key);
        for language in Language::ALL {
            let catalogue = Catalogue::new(language);
            for key in keys.clone().chain(numbers.clone()) {
                assert!(catalogue.try_text(key, &[]).is_some(), "{key}");
            }
        }
    }
}
