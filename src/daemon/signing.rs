//! How the conductor signs, and records what people say: when, and in which order with the entries that tell of it. What a checkpoint is, and where
//! it goes, is `evidence`'s.

use super::conductor::Conductor;
use super::control::{Reply, Word};
use crate::airing::{CheckpointWhy, Fact};
use crate::causes;
use crate::ledger::checkpoint::Checkpoint;
use crate::store::Appended;

impl Conductor {
    /// Sees to the key, to the daily checkpoint once the clock is trusted, and to the folders outside the machine.
    pub(super) async fn look_at_evidence(&mut self) {
        let now = self.clock.now();
        if self.can_sign().is_ok()
            && let Some(evidence) = &mut self.evidence
            && let Some(fact) = evidence.settle(now.mono).await
        {
            let appended = self.record(fact).await;
            if let Some(evidence) = &mut self.evidence {
                evidence.settled(appended);
            }
        }
        let evidence = self.evidence.as_ref();
        let is_due = evidence.is_some_and(|evidence| evidence.is_due(now));
        if is_due && self.director.trust().is_trusted() && self.can_sign().is_ok() {
            self.checkpoint(CheckpointWhy::Daily).await;
        }
        if let Some(evidence) = &mut self.evidence {
            evidence.look_at_folders(now.mono).await;
        }
    }

    /// Makes a checkpoint because somebody asked for it.
    pub(super) async fn checkpoint_asked(&mut self, report: bool) -> Reply {
        if let Err(why) = self.can_sign() {
            return Reply::NotSigned { why };
        }
        let why = match report {
            true => CheckpointWhy::Report,
            false => CheckpointWhy::Asked,
        };
        match self.checkpoint(why).await {
            Some(checkpoint) => Reply::Checkpoint {
                note: checkpoint.note().to_string(),
            },
            None => self.not_signed(),
        }
    }

    /// Records what a person says. While the ledger can't be written nothing is taken: who says it should know that it
    /// stands there.
    pub(super) async fn say(&mut self, word: Word) -> Reply {
        let fact = match word.fact() {
            Ok(by_hand) => Fact::ByHand(by_hand),
            Err(unfit) => {
                return Reply::Unreadable {
                    why: format!("{unfit:?}"),
                };
            }
        };
        match self.can_sign() {
            Err(why) => Reply::NotRecorded { why },
            Ok(()) => match self.record(fact).await {
                Appended::Durable(head) => Reply::Said { seq: head.seq },
                Appended::Held | Appended::Lost => Reply::NotRecorded {
                    why: self.writer.state().last_error.unwrap_or_default(),
                },
            },
        }
    }

    /// Makes a new key, for which the old one vouches.
    pub(super) async fn new_key(&mut self, by: String) -> Reply {
        if let Err(why) = self.can_sign() {
            return Reply::NotSigned { why };
        }
        let rotated = self
            .evidence
            .as_mut()
            .and_then(|evidence| evidence.rotate(by));
        match rotated {
            None => self.not_signed(),
            Some(Err(error)) => Reply::NotSigned {
                why: causes::line(&error),
            },
            Some(Ok(fact)) => {
                let appended = self.record(fact).await;
                let evidence = self.evidence.as_mut();
                match evidence.and_then(|evidence| evidence.has_rotated(appended)) {
                    Some(key) => Reply::Key { key },
                    None => self.not_signed(),
                }
            }
        }
    }

    /// Signs the newest entry on the disk, and records that. A checkpoint whose entry is lost is not handed out.
    async fn checkpoint(&mut self, why: CheckpointWhy) -> Option<Checkpoint> {
        let head = self.writer.state().head;
        let (checkpoint, fact) = self.evidence.as_ref()?.sign(head, why)?;
        let at = self.clock.now().wall;
        if self.record(fact).await == Appended::Lost {
            return None;
        }
        let evidence = self.evidence.as_mut()?;
        evidence.has_made(at, checkpoint.clone());
        tracing::info!(head = %checkpoint.head(), why = why.slug(), "checkpoint");
        Some(checkpoint)
    }

    /// Says why nothing may be signed now, where that is so. While facts are held, the entry about a checkpoint would
    /// come long after its head, which a verification refuses.
    fn can_sign(&self) -> Result<(), String> {
        let state = self.writer.state();
        if state.writable && state.held == 0 {
            return Ok(());
        }
        let why = state.last_error;
        Err(why.unwrap_or_else(|| "the ledger is being written".to_owned()))
    }

    fn not_signed(&self) -> Reply {
        let why = match &self.evidence {
            None => "a rehearsal".to_owned(),
            Some(evidence) => {
                let why = evidence.status().error;
                why.unwrap_or_else(|| "the key is not ready yet".to_owned())
            }
        };
        Reply::NotSigned { why }
    }
}
