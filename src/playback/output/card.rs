//! An output through an ALSA card of this machine, by its stable name. Only here is cpal known; its traps are noted
//! where they are avoided.

use std::str::FromStr as _;
use std::sync::Arc;
use std::sync::atomic::Ordering;

use cpal::traits::{DeviceTrait as _, HostTrait as _, StreamTrait as _};
use cpal::{
    BufferSize, Device, DeviceId, ErrorKind, FromSample, HostId, OutputCallbackInfo, SampleFormat,
    SizedSample, Stream, StreamConfig,
};

use super::port::{Opening, Output, Renderer, name_of};
use crate::playback::api::{OutputOptions, PlaybackError};
use crate::playback::clock_map::Observation;
use crate::playback::mixer::Health;

/// Frames of a period: cpal asks ALSA for two of them, which makes a queue of 350 ms.
const PERIOD_FRAMES: u32 = 8_400;
/// The longest piece that is rendered at once.
const PIECE_FRAMES: usize = 2_048;

/// Formats by preference: the mix is in floats; every card of the last thirty years takes 16 bits.
const FORMATS: [SampleFormat; 3] = [SampleFormat::F32, SampleFormat::I32, SampleFormat::I16];

struct Card {
    stream: Stream,
}

/// Opens the card `device`, such as `hw:CARD=Device,DEV=0`.
pub fn open(device: &str, opening: Opening) -> Result<(Box<dyn Output>, String), PlaybackError> {
    let name = name_for(device);
    let error = |why: &dyn std::fmt::Display| PlaybackError::output(&name, why);
    let found = find(device).map_err(|why| error(&why))?;
    let format = format_of(&found).map_err(|why| error(&why))?;
    let config = StreamConfig {
        channels: 2,
        sample_rate: 48_000,
        buffer_size: BufferSize::Fixed(PERIOD_FRAMES),
    };
    let stream = match format {
        SampleFormat::I16 => build::<i16>(&found, config, opening.renderer),
        SampleFormat::I32 => build::<i32>(&found, config, opening.renderer),
        _ => build::<f32>(&found, config, opening.renderer),
    }
    .map_err(|e| error(&e))?;
    // Streams of cpal do not start by themselves.
    stream.play().map_err(|e| error(&e))?;
    Ok((Box::new(Card { stream }), name))
}

/// Finds out whether the card is there and takes what is played.
pub fn probe(device: &str) -> Result<String, PlaybackError> {
    let name = name_for(device);
    find(device)
        .and_then(|found| format_of(&found))
        .map_err(|why| PlaybackError::output(&name, &why))?;
    Ok(name)
}

fn name_for(device: &str) -> String {
    name_of(&OutputOptions::Card {
        device: device.to_owned(),
    })
}

fn find(device: &str) -> Result<Device, String> {
    // Never the default host: which one that is depends on what else runs on the machine.
    let host = cpal::host_from_id(HostId::Alsa).map_err(|e| e.to_string())?;
    let id = DeviceId::from_str(&format!("alsa:{device}")).map_err(|e| e.to_string())?;
    host.device_by_id(&id)
        .ok_or_else(|| "there is no such card".to_owned())
}

fn format_of(device: &Device) -> Result<SampleFormat, String> {
    let taken: Vec<SampleFormat> = device
        .supported_output_configs()
        .map_err(|e| e.to_string())?
        .filter(|range| {
            range.channels() == 2
                && (range.min_sample_rate()..=range.max_sample_rate()).contains(&48_000)
        })
        .map(|range| range.sample_format())
        .collect();
    FORMATS
        .into_iter()
        .find(|format| taken.contains(format))
        .ok_or_else(|| {
            "the card does not take 48 kHz stereo; name it with `plughw:` instead of `hw:`"
                .to_owned()
        })
}

fn build<T: SizedSample + FromSample<f32>>(
    device: &Device,
    config: StreamConfig,
    mut renderer: Renderer,
) -> Result<Stream, cpal::Error> {
    let health = Arc::clone(&renderer.health);
    let mut mix = vec![0.0; 2 * PIECE_FRAMES];
    device.build_output_stream::<T, _, _>(
        config,
        move |data: &mut [T], info: &OutputCallbackInfo| {
            observe(&mut renderer, info);
            for piece in data.chunks_mut(2 * PIECE_FRAMES) {
                let mix = &mut mix[..piece.len()];
                renderer.render(mix);
                for (sample, &mixed) in piece.iter_mut().zip(mix.iter()) {
                    *sample = T::from_sample(mixed);
                }
            }
        },
        move |error| note(&health, error.kind()),
        None,
    )
}

/// Only the distance of the two stamps is portable: each host counts them by a clock of its own.
fn observe(renderer: &mut Renderer, info: &OutputCallbackInfo) {
    let stamp = info.timestamp();
    let delay = stamp.playback.duration_since(stamp.callback);
    let next_frame = renderer.mixer.rendered_frames() as f64;
    renderer.observe(Observation {
        mono_ns: renderer.mono_ns(),
        frame: next_frame - delay.as_secs_f64() * 48e3,
        error_ns: 0,
    });
}

/// Counts an error of the backend. Runs on the audio thread, and some failures come by the hundred thousand: so it
/// only counts. A single backend error right after the start is harmless (a sign bug in ALSA's pulse plugin); a card
/// that went dumb without saying so is found by the watchdog.
fn note(health: &Health, kind: ErrorKind) {
    match kind {
        ErrorKind::DeviceNotAvailable
        | ErrorKind::StreamInvalidated
        | ErrorKind::HostUnavailable => health.is_lost.store(true, Ordering::Relaxed),
        ErrorKind::Xrun => {
            health.device_underruns.fetch_add(1, Ordering::Relaxed);
        }
        _ => {
            health.backend_errors.fetch_add(1, Ordering::Relaxed);
        }
    }
}

impl Output for Card {
    fn close(self: Box<Self>) {
        // Blocks for as long as the driver hangs.
        drop(self.stream);
    }
}
