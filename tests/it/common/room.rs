//! Rooms in which a capture hears: noise, horns, echoes, hum, clipping, clocks that drift. All at 8 kHz and seeded: the
//! same seed, the same room. What is made of what was heard is left to the tests.

#![expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "samples of a simulation"
)]

use std::f64::consts::{PI, TAU};

use rustfft::FftPlanner;
use rustfft::num_complex::Complex32;

use super::rng::Rng;

/// The rate of everything here, in hertz.
pub const RATE_HZ: usize = 8_000;
const RATE: f64 = RATE_HZ as f64;
/// Taps of the filter that reads between samples, and the places between two samples that it knows.
const TAPS: usize = 16;
const PHASES: usize = 512;

/// What covers the programme.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Noise {
    White,
    Rain,
    Traffic,
}

/// Returns a number between `low` and `high`.
pub fn between(rng: &mut Rng, low: f64, high: f64) -> f64 {
    low + (high - low) * (rng.next() >> 11) as f64 / (1u64 << 53) as f64
}

/// Returns samples of noise, with a power of about one.
pub fn noise(rng: &mut Rng, kind: Noise, samples: usize) -> Vec<f32> {
    let white: Vec<f32> = (0..samples).map(|_| normal(rng) as f32).collect();
    match kind {
        Noise::White => white,
        Noise::Rain => rain(rng, &white),
        Noise::Traffic => traffic(rng, &white),
    }
}

/// Steady rain is noise without depth; drops on a tin roof are short rings.
fn rain(rng: &mut Rng, white: &[f32]) -> Vec<f32> {
    let mut sound = shape(white, |hz| (hz / 1_000.0).min(1.0).sqrt());
    let mut at = 0.0;
    loop {
        at += -between(rng, 1e-9, 1.0).ln() * RATE / 60.0;
        let Some(drop) = sound.get_mut(at as usize..) else {
            return sound;
        };
        let (height, pitch_hz) = (between(rng, 2.0, 12.0), between(rng, 800.0, 3_500.0));
        for (n, sample) in drop.iter_mut().take(40).enumerate() {
            let ring = (-(n as f64) / 8.0).exp() * (TAU * pitch_hz * n as f64 / RATE).sin();
            *sample += (height * ring) as f32;
        }
    }
}

/// Engines that come and go, a motorcycle whose pitch wanders, and horns.
fn traffic(rng: &mut Rng, white: &[f32]) -> Vec<f32> {
    let mut sound = shape(white, |hz| 1.0 / (1.0 + (hz / 150.0).powi(2)).sqrt());
    let (period_s, phase) = (between(rng, 4.0, 9.0), between(rng, 0.0, 1.0));
    for (n, sample) in sound.iter_mut().enumerate() {
        let turn = n as f64 / RATE / period_s + phase;
        *sample *= (0.25 + (0.5 + 0.5 * (TAU * turn).sin()).powi(3)) as f32;
    }
    let strength = power(&sound).sqrt();
    let (pitch_hz, mut turn) = (between(rng, 60.0, 140.0), 0.0f64);
    for (n, sample) in sound.iter_mut().enumerate() {
        turn += pitch_hz * (1.0 + 0.3 * (TAU * n as f64 / RATE / 7.0).sin()) / RATE;
        *sample += (strength * 0.8 * (2.0 * turn.fract() - 1.0)) as f32;
    }
    for _ in 0..sound.len() / (8 * RATE_HZ) {
        let from = between(rng, 0.0, sound.len() as f64) as usize;
        let length = (RATE * between(rng, 0.2, 0.7)) as usize;
        let horn_hz = between(rng, 350.0, 480.0);
        for (n, sample) in sound[from..].iter_mut().take(length).enumerate() {
            let turn = horn_hz * n as f64 / RATE;
            *sample += (strength * 3.0 * (2.0 * turn.fract() - 1.0)) as f32;
        }
    }
    sound
}

/// Returns mains hum with harmonics up to 1.5 kHz, with a power of about one.
pub fn hum(rng: &mut Rng, samples: usize) -> Vec<f32> {
    let mains_hz = between(rng, 49.9, 50.1);
    let mut sound = vec![0.0; samples];
    for harmonic in 1..30 {
        let hz = mains_hz * f64::from(harmonic);
        let height = between(rng, 0.0, 1.2) / f64::from(harmonic).sqrt();
        let phase = between(rng, 0.0, TAU);
        // A rotating pointer instead of a sine for each sample.
        let (step_sin, step_cos) = (TAU * hz / RATE).sin_cos();
        let (mut sin, mut cos) = phase.sin_cos();
        for sample in &mut sound {
            *sample += (height * sin) as f32;
            (sin, cos) = (
                sin * step_cos + cos * step_sin,
                cos * step_cos - sin * step_sin,
            );
        }
    }
    sound
}

/// A horn loudspeaker: nothing below 300 Hz, a resonance at 1.8 kHz (above 4 kHz this rate has nothing to cut).
pub fn horn(sound: &[f32]) -> Vec<f32> {
    shape(sound, |hz| {
        let low_cut = 1.0 / (1.0 + (300.0 / hz.max(1.0)).powi(8)).sqrt();
        low_cut * (1.0 + 1.5 * (-((hz - 1_800.0) / 400.0).powi(2)).exp())
    })
}

/// A place with walls: a tail that decays by 60 dB within `decay_s`, `direct_db` weaker or stronger than the direct
/// sound, and as many other horns of the village, each with its own tail, 100 to 400 ms behind the first.
pub fn echo(rng: &mut Rng, sound: &[f32], direct_db: f64, decay_s: f64, horns: usize) -> Vec<f32> {
    let samples = ((decay_s * 0.8 + 0.45) * RATE) as usize;
    let mut tail: Vec<f32> = (0..samples)
        .map(|n| (normal(rng) * 10f64.powf(-3.0 * n as f64 / RATE / decay_s)) as f32)
        .collect();
    tail[..16].fill(0.0); // the first wall is a way off
    let energy = power(&tail) * samples as f64;
    let gain = (10f64.powf(-direct_db / 10.0) / energy).sqrt() as f32;
    let mut first: Vec<f32> = tail.iter().map(|sample| sample * gain).collect();
    first[0] = 1.0;
    let mut all = first.clone();
    for _ in 0..horns {
        let late = (between(rng, 0.1, 0.4) * RATE) as usize;
        let weaker = 10f64.powf(between(rng, -9.0, -2.0) / 20.0) as f32;
        for (sample, own) in all[late..].iter_mut().zip(&first) {
            *sample += weaker * own;
        }
    }
    convolve(sound, &all)
}

/// A capture whose clock is `ppm` millionths slow: the sound seems that much faster.
pub fn drift(sound: &[f32], ppm: f64) -> Vec<f32> {
    let half = TAPS / 2;
    let table: Vec<f32> = (0..=PHASES)
        .flat_map(|phase| {
            let part = phase as f64 / PHASES as f64;
            (0..TAPS).map(move |tap| between_samples(tap as f64 - half as f64 + 1.0 - part) as f32)
        })
        .collect();
    let step = 1.0 + ppm / 1e6;
    let samples = (sound.len() as f64 / step) as usize;
    (0..samples)
        .map(|n| {
            let at = n as f64 * step;
            let first = (at as usize + 1).saturating_sub(half);
            let phase = (at.fract() * PHASES as f64).round() as usize * TAPS;
            let taps = &table[phase..phase + TAPS];
            if at < half as f64 {
                return sound[n];
            }
            sound[first..]
                .iter()
                .zip(taps)
                .map(|(sample, tap)| sample * tap)
                .sum()
        })
        .collect()
}

fn between_samples(distance: f64) -> f64 {
    if distance.abs() < 1e-9 {
        return 1.0;
    }
    let sinc = (PI * distance).sin() / (PI * distance);
    sinc * (0.5 + 0.5 * (PI * distance / (TAPS as f64 / 2.0 + 0.5)).cos())
}

/// Adds noise that is `snr_db` weaker than the power given.
pub fn add(sound: &mut [f32], noise: &[f32], sound_power: f64, snr_db: f64) {
    let gain = (sound_power / power(noise) * 10f64.powf(-snr_db / 10.0)).sqrt() as f32;
    for (sample, noise) in sound.iter_mut().zip(noise) {
        *sample += gain * noise;
    }
}

/// A gain that wanders by up to 6 dB, as of somebody who turns a knob.
pub fn wander(rng: &mut Rng, sound: &mut [f32]) {
    let (period_s, phase) = (between(rng, 5.0, 20.0), between(rng, 0.0, 1.0));
    for (n, sample) in sound.iter_mut().enumerate() {
        let db = 3.0 * (TAU * (n as f64 / RATE / period_s + phase)).sin();
        *sample *= 10f64.powf(db / 20.0) as f32;
    }
}

/// Cuts off what is above `times` the root of the mean power.
pub fn clip(sound: &mut [f32], times: f64) {
    let limit = (times * power(sound).sqrt()) as f32;
    for sample in sound {
        *sample = sample.clamp(-limit, limit);
    }
}

/// Returns the mean power.
pub fn power(sound: &[f32]) -> f64 {
    let sum: f64 = sound
        .iter()
        .map(|&sample| f64::from(sample) * f64::from(sample))
        .sum();
    sum / sound.len().max(1) as f64
}

/// A normally distributed number.
fn normal(rng: &mut Rng) -> f64 {
    let distance = (-2.0 * between(rng, 1e-12, 1.0).ln()).sqrt();
    distance * (TAU * between(rng, 0.0, 1.0)).cos()
}

/// Weighs every pitch.
fn shape(sound: &[f32], gain: impl Fn(f64) -> f64) -> Vec<f32> {
    filtered(sound, sound.len().next_power_of_two(), |spectrum| {
        let size = spectrum.len();
        for (n, bin) in spectrum.iter_mut().enumerate() {
            *bin *= gain(n.min(size - n) as f64 * RATE / size as f64) as f32;
        }
    })
}

fn convolve(sound: &[f32], response: &[f32]) -> Vec<f32> {
    let size = (sound.len() + response.len()).next_power_of_two();
    let mut other: Vec<Complex32> = response.iter().map(|&re| Complex32::new(re, 0.0)).collect();
    other.resize(size, Complex32::default());
    FftPlanner::new().plan_fft_forward(size).process(&mut other);
    filtered(sound, size, |spectrum| {
        for (bin, other) in spectrum.iter_mut().zip(&other) {
            *bin *= other;
        }
    })
}

fn filtered(sound: &[f32], size: usize, filter: impl FnOnce(&mut [Complex32])) -> Vec<f32> {
    let mut planner = FftPlanner::new();
    let mut spectrum: Vec<Complex32> = sound.iter().map(|&re| Complex32::new(re, 0.0)).collect();
    spectrum.resize(size, Complex32::default());
    planner.plan_fft_forward(size).process(&mut spectrum);
    filter(&mut spectrum);
    planner.plan_fft_inverse(size).process(&mut spectrum);
    spectrum[..sound.len()]
        .iter()
        .map(|bin| bin.re / size as f32)
        .collect()
}
