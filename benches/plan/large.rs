//! A station far larger than any commune's: 500 programmes and 5,000 approved segments in 20 columns. Made once and
//! kept under `target/bench/`.

use std::fs;
use std::path::{Path, PathBuf};

use hound::{SampleFormat, WavSpec, WavWriter};
use loa::playback::digest_file;

pub const PROGRAMMES: u32 = 500;
pub const SEGMENTS: u32 = 5_000;
const COLUMNS: u32 = 20;
const RATE_HZ: u32 = 8_000;

/// Returns the station's folder, made where it is not there.
pub fn folder() -> PathBuf {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("target/bench/large");
    // Written last: a folder that was made in part is made again.
    let station = path.join("station.toml");
    if !station.exists() {
        make(&path);
        write(&station, &station_toml());
    }
    path
}

fn make(folder: &Path) {
    for nth in 0..PROGRAMMES {
        let path = folder.join(format!("schedules/chuong-trinh-{nth:03}.toml"));
        write(&path, &programme(nth));
    }
    for nth in 0..SEGMENTS {
        let stem = folder.join(format!("audio/{:02}/bai-{nth:04}", nth % 50));
        let sound = stem.with_extension("wav");
        hum(&sound, nth);
        let sha256 = digest_file(&sound).expect("the sound should be readable");
        let text = format!(
            "title = \"Bài số {nth}\"\ngenre = \"bai\"\ncolumn = \"c-{}\"\ntopics = [\"mot-cua\"]\n\
             producer = \"Trung tâm\"\nreceived = 2026-11-{:02}\n\n[approval]\nby = \"Trần Thị Bình\"\n\
             on = 2026-11-30\nsha256 = \"{sha256}\"\n",
            nth % COLUMNS,
            nth % 28 + 1,
        );
        write(&stem.with_extension("toml"), &text);
    }
}

/// One of ten minutes of a day for each programme of a weekday: an opening, a pick or a file, and an end.
fn programme(nth: u32) -> String {
    let minute = 300 + nth / 7 * 10;
    let item = match nth % 3 {
        0 => format!("play = \"{:02}/bai-{nth:04}.wav\"", nth % 50),
        kind => {
            let order = ["", "least-aired", "repeat"][kind as usize];
            let column = nth % COLUMNS;
            format!("pick = {{ column = \"c-{column}\", order = \"{order}\", spacing = \"2d\" }}")
        }
    };
    let day = ["T2", "T3", "T4", "T5", "T6", "T7", "CN"][(nth % 7) as usize];
    format!(
        "title = \"Chương trình {nth}\"\n\n[[when]]\nat = \"{:02}:{:02}\"\ndays = [\"{day}\"]\n\
         until = 2030-12-31\nexcept = [\"ngay-le\"]\n\n[[item]]\nplay = \"00/bai-0000.wav\"\n\n\
         [[item]]\n{item}\n\n[[item]]\nplay = \"01/bai-0001.wav\"\n",
        minute / 60,
        minute % 60,
    )
}

fn station_toml() -> String {
    let columns =
        (0..COLUMNS).map(|nth| format!("[[column]]\nid = \"c-{nth}\"\ntitle = \"Mục {nth}\"\n"));
    format!(
        "[station]\nid = \"lon\"\nname = \"Đài lớn\"\n\n[days]\nngay-le = [\"2027-02-05..2027-02-11\"]\n\n\
         [hours]\nallowed = [\"05:00-24:00\"]\nmax_day = \"18h\"\n\n[output]\nkind = \"null\"\n\n{}",
        columns.collect::<String>()
    )
}

/// Half a second of a low hum that no other file has.
fn hum(path: &Path, nth: u32) {
    let spec = WavSpec {
        channels: 1,
        sample_rate: RATE_HZ,
        bits_per_sample: 16,
        sample_format: SampleFormat::Int,
    };
    let folder = path.parent().expect("a sound should lie in a folder");
    fs::create_dir_all(folder).expect("the target folder should be writable");
    let mut writer = WavWriter::create(path, spec).expect("the target folder should be writable");
    for frame in 0..RATE_HZ / 2 {
        let sample = i16::try_from(frame % 100 * 50 + nth % 97).expect("it is a small sample");
        let sample = if frame == 0 {
            i16::try_from(nth).expect("it is a small number")
        } else {
            sample
        };
        writer
            .write_sample(sample)
            .expect("the disk should take it");
    }
    writer.finalize().expect("the disk should take it");
}

fn write(path: &Path, text: &str) {
    let folder = path.parent().expect("a file should lie in a folder");
    fs::create_dir_all(folder).expect("the target folder should be writable");
    fs::write(path, text).expect("the target folder should be writable");
}
