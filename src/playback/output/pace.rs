//! The pace of outputs that have no clock of their own: frames are taken when they are due by the monotonic clock.
//! Where they go is left to `wav` and `null`.

use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::thread::JoinHandle;
use std::time::Duration;

use super::port::{Lost, Output, Renderer};
use crate::playback::clock_map::frames_to_ns;

/// Frames of a block: 50 ms.
const BLOCK_FRAMES: usize = 2_400;
/// How long before it is heard a block is taken.
const LEAD_NS: i64 = 100_000_000;
/// Beyond this the pace is given up and taken up anew, as after a suspended machine.
const GIVE_UP_NS: i64 = 1_000_000_000;

/// A paced output.
pub struct Paced {
    stop: Option<Sender<()>>,
    thread: Option<JoinHandle<()>>,
}

/// Starts to hand blocks to `take` at the pace of the clock. `take` gets `None` at the end; what it returns as an
/// error ends the output.
pub fn start(
    mut renderer: Renderer,
    lost: Lost,
    mut take: impl FnMut(Option<&[f32]>) -> Result<(), String> + Send + 'static,
) -> std::io::Result<Paced> {
    let (stop, stopped) = channel();
    let thread = std::thread::Builder::new()
        .name("loa-sound".to_owned())
        .spawn(move || {
            if let Err(why) = run(&mut renderer, &stopped, &mut take) {
                lost(why);
            }
        })?;
    Ok(Paced {
        stop: Some(stop),
        thread: Some(thread),
    })
}

fn run(
    renderer: &mut Renderer,
    stopped: &Receiver<()>,
    take: &mut impl FnMut(Option<&[f32]>) -> Result<(), String>,
) -> Result<(), String> {
    let mut block = vec![0.0; 2 * BLOCK_FRAMES];
    let mut origin_ns = renderer.mono_ns() + LEAD_NS;
    loop {
        let now_ns = renderer.mono_ns();
        let due_ns = origin_ns + frames_to_ns(renderer.mixer.rendered_frames()) - LEAD_NS;
        if now_ns - due_ns > GIVE_UP_NS {
            origin_ns += now_ns - due_ns;
            renderer.note_underrun();
        }
        renderer.map.set(origin_ns, now_ns);
        let wait_ns = u64::try_from(due_ns - now_ns).unwrap_or(0);
        match stopped.recv_timeout(Duration::from_nanos(wait_ns)) {
            Ok(()) | Err(RecvTimeoutError::Disconnected) => return take(None),
            Err(RecvTimeoutError::Timeout) => {}
        }
        renderer.render(&mut block);
        take(Some(&block))?;
    }
}

impl Output for Paced {
    fn close(mut self: Box<Self>) {
        drop(self.stop.take());
        if let Some(thread) = self.thread.take() {
            // A panic on that thread was reported where it happened.
            drop(thread.join());
        }
    }
}
