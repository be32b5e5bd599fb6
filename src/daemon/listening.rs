//! How the conductor listens: what it tells the ear, and what it records of it. What is heard, and what that means, is
//! the ear's.

use std::time::Duration;

use tokio::sync::oneshot;

use super::conductor::Conductor;
use super::ear::{Ear, News};

/// How long the end of the daemon waits for the last file of the capture. What is not finished by then is at the next
/// start.
const END_WITHIN: Duration = Duration::from_secs(5);

impl Conductor {
    /// Records what the ear has heard.
    pub(super) async fn ear_said(&mut self, news: News) {
        let now = self.clock.now();
        let fact = self.ear.as_mut().and_then(|ear| ear.take(news, now));
        if let Some(fact) = fact {
            self.record(fact).await;
        }
    }

    /// Tells the ear what should be heard, and has airings judged whose capture is complete.
    pub(super) async fn look_at_ear(&mut self) {
        let now = self.clock.now();
        let on_air = self.director.what_is_on().is_some();
        let Some(ear) = &mut self.ear else {
            return;
        };
        for fact in ear.look(now, on_air) {
            self.record(fact).await;
        }
    }

    /// Ends the capture, and records what it still had to tell.
    pub(super) async fn end_ear(&mut self) {
        if let Some(capture) = self.ear.as_mut().and_then(Ear::end) {
            // A thread of its own: the runtime would wait for a task that hangs on a disk.
            let (tell, ended) = oneshot::channel();
            std::thread::spawn(move || {
                drop(capture);
                if tell.send(()).is_err() {
                    tracing::debug!("the capture ended late");
                }
            });
            if tokio::time::timeout(END_WITHIN, ended).await.is_err() {
                tracing::error!(
                    "the capture does not end; its last file is finished at the next start"
                );
            }
        }
        while let Some(news) = self.ear.as_mut().and_then(Ear::rest) {
            self.ear_said(news).await;
        }
    }
}
