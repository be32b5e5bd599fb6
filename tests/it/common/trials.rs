//! Trials of the aircheck: a piece of the station's own audio, played in a simulated room, and what the judge says of
//! the capture; and captures in which something else was played. Seeded; counting is left to tests and bench.

#![expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "samples of a simulation"
)]

use loa::aircheck::{Finding, Judge, JudgeOptions};

use super::rng::Rng;
use super::room::{self, Noise, RATE_HZ, between};

/// The window: sound is looked for from so long before its instant ...
const LEAD_S: f64 = 2.0;
/// ... until so long after it.
const LATE_S: f64 = 10.0;
/// What the analogue side adds to every capture, in dBFS.
const NOISE_FLOOR_DBFS: f64 = -70.0;
/// The longest piece that is compared.
const PIECE_MAX_S: f64 = 16.0;
/// The shortest piece, since below the judge gives no verdict.
pub const PIECE_MIN_S: f64 = 5.2;

/// One file of the station.
pub struct Item {
    pub name: String,
    pub sound: Vec<f32>,
}

impl Item {
    pub fn is_music(&self) -> bool {
        self.name.starts_with("nhac/")
    }
}

/// Where the programme is heard.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Place {
    /// A tap of the line.
    Line,
    /// Before one horn.
    Horn,
    /// Among walls, the direct sound as strong as all echoes.
    Yard,
    /// In the village: echoes four times as strong as the direct sound, and three more horns.
    Village,
}

/// What is played instead of the programme.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Instead {
    /// Nothing: the noise floor.
    Nothing,
    /// Mains hum.
    Hum,
    /// The place alone.
    Noise(Noise),
    /// The same voice reads another text.
    OtherText,
    /// Other music by the same instruments.
    OtherMusic,
    /// Another programme that begins with the same jingle.
    SameJingle,
    /// Another part of the same file.
    OtherPart,
}

/// What became of a trial.
pub struct Outcome {
    pub finding: Finding,
    /// When the programme really began, against its instant; zero where it was not played.
    pub true_ms: f64,
    /// The drift of the capture's clock, in millionths.
    pub true_ppm: f64,
    /// What was compared.
    pub what: String,
}

/// Plays a piece of an item in a room and judges the capture.
pub fn heard(seed: u64, items: &[Item], place: Place, noise: Noise, snr_db: f64) -> Outcome {
    let mut rng = Rng::new(seed);
    let item = pick(&mut rng, items, long_enough);
    let piece = piece_of(&mut rng, item);
    // Half of all starts are nearly on time, the others late or a little early (T27: seven seconds).
    let is_on_time = rng.once_in(2);
    let late_s = if is_on_time {
        between(&mut rng, -0.2, 0.2)
    } else {
        between(&mut rng, -1.0, 7.0)
    };
    let before = ((LEAD_S + late_s) * RATE_HZ as f64) as usize;
    let mut sound = vec![0.0; before];
    sound.extend_from_slice(&piece);
    sound.resize(window(&piece), 0.0);
    let (capture, ppm) = capture(
        &mut rng,
        sound,
        before..before + piece.len(),
        place,
        noise,
        snr_db,
    );
    let step = 1.0 + ppm / 1e6;
    Outcome {
        finding: Judge::judge(JudgeOptions::default(), &piece, &capture),
        true_ms: (before as f64 / RATE_HZ as f64 / step - LEAD_S) * 1e3,
        true_ppm: -ppm,
        what: format!(
            "{}, {:.1} s, {late_s:.1} s late",
            item.name,
            seconds(&piece)
        ),
    }
}

/// Plays something else and judges the capture. Everything is the worst for the judge: a clean line and loud sound.
pub fn not_heard(seed: u64, items: &[Item], instead: Instead, place: Place) -> Outcome {
    let mut rng = Rng::new(seed);
    let wants_music = instead == Instead::OtherMusic;
    let item = pick(&mut rng, items, |item| {
        long_enough(item) && item.is_music() == wants_music
    });
    let other = pick(&mut rng, items, |other| {
        other.is_music() == item.is_music() && !are_twins(item, other) && other.name != item.name
    });
    let mut piece = piece_of(&mut rng, item);
    let samples = window(&piece);
    let lead = (LEAD_S * RATE_HZ as f64) as usize;
    let mut sound = match instead {
        Instead::Nothing => vec![0.0; samples],
        Instead::Hum => room::hum(&mut rng, samples)
            .iter()
            .map(|sample| 0.05 * sample)
            .collect(),
        Instead::Noise(kind) => room::noise(&mut rng, kind, samples)
            .iter()
            .map(|sample| 0.05 * sample)
            .collect(),
        Instead::OtherText | Instead::OtherMusic => {
            let from = between(&mut rng, 0.0, other.sound.len() as f64) as usize;
            other
                .sound
                .iter()
                .copied()
                .cycle()
                .skip(from)
                .take(samples)
                .collect()
        }
        Instead::OtherPart => far_from(&mut rng, item, &piece, samples),
        Instead::SameJingle => {
            let jingle = pick(&mut rng, items, |item| {
                item.name == "nhac/nhac-hieu-chuyen-muc.flac"
            });
            piece = [&jingle.sound[..], &piece].concat();
            let mut sound = vec![0.0; lead];
            sound.extend_from_slice(&jingle.sound);
            sound.extend(other.sound.iter().copied().cycle().take(samples));
            sound.resize(window(&piece), 0.0);
            sound
        }
    };
    let played = 0..sound.len();
    if matches!(instead, Instead::Nothing | Instead::Hum | Instead::Noise(_)) {
        add_floor(&mut rng, &mut sound);
    } else {
        let quiet_db = 30.0;
        sound = capture(&mut rng, sound, played, place, Noise::White, quiet_db).0;
    }
    Outcome {
        finding: Judge::judge(JudgeOptions::default(), &piece, &sound),
        true_ms: 0.0,
        true_ppm: 0.0,
        what: format!("{} for {}, {:.1} s", other.name, item.name, seconds(&piece)),
    }
}

/// Lets a capture hear a sound; the noise is measured against what of it lies in `programme`.
fn capture(
    rng: &mut Rng,
    sound: Vec<f32>,
    programme: std::ops::Range<usize>,
    place: Place,
    noise: Noise,
    snr_db: f64,
) -> (Vec<f32>, f64) {
    let mut heard = match place {
        Place::Line => sound,
        Place::Horn => room::horn(&sound),
        Place::Yard => room::echo(rng, &room::horn(&sound), 0.0, 0.6, 1),
        Place::Village => room::echo(rng, &room::horn(&sound), -6.0, 1.2, 3),
    };
    room::wander(rng, &mut heard);
    let strength = room::power(&heard[programme]);
    let covering = room::noise(rng, noise, heard.len());
    room::add(&mut heard, &covering, strength, snr_db);
    let hum = room::hum(rng, heard.len());
    room::add(&mut heard, &hum, strength, 10.0);
    add_floor(rng, &mut heard);
    if rng.once_in(4) {
        room::clip(&mut heard, 2.0);
    }
    let ppm = between(rng, -200.0, 200.0);
    (room::drift(&heard, ppm), ppm)
}

fn add_floor(rng: &mut Rng, sound: &mut [f32]) {
    let floor = room::noise(rng, Noise::White, sound.len());
    room::add(sound, &floor, 1.0, -NOISE_FLOOR_DBFS);
}

fn seconds(piece: &[f32]) -> f64 {
    piece.len() as f64 / RATE_HZ as f64
}

fn window(piece: &[f32]) -> usize {
    piece.len() + ((LEAD_S + LATE_S) * RATE_HZ as f64) as usize
}

fn long_enough(item: &Item) -> bool {
    item.sound.len() as f64 >= PIECE_MIN_S * RATE_HZ as f64
}

/// The morning's and the afternoon's greeting are one recording but for one word.
fn are_twins(one: &Item, other: &Item) -> bool {
    [one, other]
        .iter()
        .all(|item| item.name.starts_with("loi-dan/mo-dau-buoi-"))
}

fn pick<'a>(rng: &mut Rng, items: &'a [Item], wanted: impl Fn(&Item) -> bool) -> &'a Item {
    let wanted: Vec<&Item> = items.iter().filter(|item| wanted(item)).collect();
    wanted[rng.next() as usize % wanted.len()]
}

/// A whole item, or a piece of a long one.
fn piece_of(rng: &mut Rng, item: &Item) -> Vec<f32> {
    let longest = (PIECE_MAX_S * RATE_HZ as f64) as usize;
    if item.sound.len() <= longest {
        return item.sound.clone();
    }
    let length = (between(rng, PIECE_MAX_S / 2.0, PIECE_MAX_S) * RATE_HZ as f64) as usize;
    let from = between(rng, 0.0, (item.sound.len() - length) as f64) as usize;
    item.sound[from..from + length].to_vec()
}

/// Another part of the item; where the item is too short for that, its own end before its beginning.
fn far_from(rng: &mut Rng, item: &Item, piece: &[f32], samples: usize) -> Vec<f32> {
    let at = item
        .sound
        .windows(piece.len())
        .position(|part| part == piece)
        .unwrap_or(0);
    let reversed = item.sound.len() < piece.len() + 2 * samples;
    if reversed {
        return item
            .sound
            .iter()
            .rev()
            .copied()
            .cycle()
            .take(samples)
            .collect();
    }
    let free = item.sound.len() - piece.len() - 2 * samples;
    let skip = piece.len() + samples + between(rng, 0.0, free as f64) as usize;
    item.sound
        .iter()
        .copied()
        .cycle()
        .skip(at + skip)
        .take(samples)
        .collect()
}
