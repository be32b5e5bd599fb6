//! The door for commands to the running daemon: a Unix socket in the data folder, one JSON line asked, one answered.
//! Nothing listens on a network here. What the commands do is the conductor's.

use std::io;
use std::os::fd::AsRawFd as _;
use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use serde::{Deserialize, Serialize};
use tokio::io::{AsyncBufReadExt as _, AsyncReadExt as _, AsyncWriteExt as _, BufReader};
use tokio::net::{UnixListener, UnixStream};
use tokio::sync::{Semaphore, mpsc, oneshot};

use super::status::Status;
use crate::airing::ByHand;
use crate::airing::by_hand::{BY_MAX, TEXT_MAX, UnfitWords, words};
use crate::ids::CueId;

/// The longest answer that is read, in bytes.
const LINE_BYTES_MAX: u64 = 1_000_000;
const SOCKET: &str = "loa.sock";
/// The longest request that is read, in bytes: what is asked ends up in the ledger.
const REQUEST_BYTES_MAX: u64 = 4_096;
/// How many callers are served at once; more wait, so that they can't use up the files that the player needs.
const CALLERS_MAX: usize = 16;
/// How long a caller is served.
const PATIENCE: Duration = Duration::from_secs(10);

/// What can be asked of the daemon.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(tag = "do", rename_all = "kebab-case", deny_unknown_fields)]
pub enum Request {
    /// Tell how things are.
    Status,
    /// Stop what is on air.
    Stop {
        /// Who says so.
        by: String,
    },
    /// The clock is right.
    ConfirmClock {
        /// Who says so.
        by: String,
    },
    /// Sign the head.
    Checkpoint {
        /// Whether a report or an export is to carry it.
        report: bool,
    },
    /// Record what a person says.
    Say(Word),
    /// Make a new key for signing.
    NewKey {
        /// Who says so.
        by: String,
    },
}

/// What a person has to say for the record, by name. Whether it fits what is on record is for whoever asks.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(tag = "what", rename_all = "kebab-case", deny_unknown_fields)]
pub enum Word {
    /// See [`ByHand::Confirmed`].
    Confirm {
        /// The cue's id.
        cue: String,
        /// Whether it was heard.
        heard: bool,
        /// Who says so.
        by: String,
        /// What there is to add.
        note: Option<String>,
    },
    /// See [`ByHand::Corrected`].
    Correct {
        /// The number of the entry.
        entry: u64,
        /// The id of the cue that it is about, where it is about one.
        cue: Option<String>,
        /// Who says so.
        by: String,
        /// What is right.
        text: String,
    },
}

impl Word {
    /// Returns the fact to record.
    ///
    /// # Errors
    /// Where a name or a text is empty, too long, or holds what can't be printed.
    pub fn fact(self) -> Result<ByHand, UnfitWords> {
        Ok(match self {
            Self::Confirm {
                cue,
                heard,
                by,
                note,
            } => ByHand::Confirmed {
                cue: CueId::new(words(&cue, TEXT_MAX)?),
                heard,
                by: words(&by, BY_MAX)?,
                note: note.map(|note| words(&note, TEXT_MAX)).transpose()?,
            },
            Self::Correct {
                entry,
                cue,
                by,
                text,
            } => ByHand::Corrected {
                entry,
                cue: match cue {
                    Some(cue) => Some(CueId::new(words(&cue, TEXT_MAX)?)),
                    None => None,
                },
                by: words(&by, BY_MAX)?,
                text: words(&text, TEXT_MAX)?,
            },
        })
    }
}

/// What the daemon answers.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[serde(tag = "is", rename_all = "kebab-case")]
pub enum Reply {
    /// How things are.
    Status(Box<Status>),
    /// It is done.
    Done,
    /// There was nothing to do: nothing is on air.
    NothingOnAir,
    /// A checkpoint was made.
    Checkpoint {
        /// The signed note.
        note: String,
    },
    /// What a person said is an entry.
    Said {
        /// The entry's number.
        seq: u64,
    },
    /// Nothing can be recorded now.
    NotRecorded {
        /// Why.
        why: String,
    },
    /// Another key signs from now on.
    Key {
        /// Its verifier key.
        key: String,
    },
    /// Nothing can be signed now.
    NotSigned {
        /// Why.
        why: String,
    },
    /// The request could not be read.
    Unreadable {
        /// Why.
        why: String,
    },
}

/// A request on its way to the conductor, with the way back.
pub type Asked = (Request, oneshot::Sender<Reply>);

/// Why a daemon could not be asked.
#[derive(Debug, thiserror::Error)]
pub enum ControlError {
    /// No daemon listens in this folder.
    #[error("no loa runs on {folder}")]
    NobodyThere {
        /// The data folder.
        folder: PathBuf,
    },
    /// The socket can't be made or used.
    #[error("use the socket in {folder}")]
    Socket {
        /// The data folder.
        folder: PathBuf,
        /// What the system said.
        #[source]
        source: io::Error,
    },
    /// The daemon answered something that can't be read.
    #[error("read the daemon's answer")]
    Answer(#[source] serde_json::Error),
}

/// Opens the door in a data folder and serves it until the returned task is dropped. The folder must be locked, since
/// an old socket is taken for left over.
pub fn serve(
    data: &Path,
    conductor: mpsc::Sender<Asked>,
) -> Result<tokio::task::JoinHandle<()>, ControlError> {
    let failed = |source| ControlError::Socket {
        folder: data.to_owned(),
        source,
    };
    match std::fs::remove_file(data.join(SOCKET)) {
        Ok(()) => {}
        Err(error) if error.kind() == io::ErrorKind::NotFound => {}
        Err(error) => return Err(failed(error)),
    }
    let open = |path: &Path| {
        let listener = UnixListener::bind(path)?;
        // Whoever can stop the station is its owner, whatever the umask says.
        std::fs::set_permissions(path, std::fs::Permissions::from_mode(0o600))?;
        Ok(listener)
    };
    let listener = at_folder(data, open).map_err(failed)?;
    Ok(tokio::spawn(async move {
        let seats = Arc::new(Semaphore::new(CALLERS_MAX));
        loop {
            let seat = seats.clone().acquire_owned().await;
            let seat = seat.expect("the seats should never be closed");
            match listener.accept().await {
                Ok((stream, _)) => {
                    let answered =
                        tokio::time::timeout(PATIENCE, answer(stream, conductor.clone()));
                    drop(tokio::spawn(async move {
                        if answered.await.is_err() {
                            tracing::warn!("a caller on the control socket took too long");
                        }
                        drop(seat);
                    }));
                }
                Err(error) => {
                    tracing::warn!(%error, "the control socket refused a caller");
                    // What keeps a caller out keeps the next one out too: no busy loop.
                    tokio::time::sleep(Duration::from_secs(1)).await;
                }
            }
        }
    }))
}

/// Asks the daemon of a data folder.
pub async fn ask(data: &Path, request: &Request) -> Result<Reply, ControlError> {
    let stream = at_folder(data, |path| std::os::unix::net::UnixStream::connect(path));
    let stream = stream.map_err(|source| match source.kind() {
        io::ErrorKind::NotFound | io::ErrorKind::ConnectionRefused => ControlError::NobodyThere {
            folder: data.to_owned(),
        },
        _ => ControlError::Socket {
            folder: data.to_owned(),
            source,
        },
    })?;
    let talk = async {
        stream.set_nonblocking(true)?;
        let mut stream = UnixStream::from_std(stream)?;
        let mut line = serde_json::to_vec(request)?;
        line.push(b'\n');
        stream.write_all(&line).await?;
        let mut answer = Vec::new();
        stream.take(LINE_BYTES_MAX).read_to_end(&mut answer).await?;
        Ok(answer)
    };
    let answer = talk.await.map_err(|source| ControlError::Socket {
        folder: data.to_owned(),
        source,
    })?;
    serde_json::from_slice(&answer).map_err(ControlError::Answer)
}

async fn answer(stream: UnixStream, conductor: mpsc::Sender<Asked>) {
    let (reading, mut writing) = stream.into_split();
    let mut line = String::new();
    let read = BufReader::new(reading.take(REQUEST_BYTES_MAX))
        .read_line(&mut line)
        .await;
    let reply = match read.map(|_| serde_json::from_str::<Request>(&line)) {
        Ok(Ok(request)) => {
            let (way_back, reply) = oneshot::channel();
            if conductor.send((request, way_back)).await.is_err() {
                return;
            }
            let Ok(reply) = reply.await else { return };
            reply
        }
        Ok(Err(error)) => Reply::Unreadable {
            why: error.to_string(),
        },
        Err(error) => Reply::Unreadable {
            why: error.to_string(),
        },
    };
    let text =
        serde_json::to_vec(&reply).expect("a reply should have no key that JSON can't write");
    if let Err(error) = writing.write_all(&text).await {
        tracing::debug!(%error, "a caller went away before the answer");
    }
}

/// Calls `with` with a short path of the socket: a socket's path holds 107 bytes, a station folder's may be longer.
fn at_folder<T>(data: &Path, with: impl FnOnce(&Path) -> io::Result<T>) -> io::Result<T> {
    let folder = std::fs::File::open(data)?;
    with(&PathBuf::from(format!(
        "/proc/self/fd/{}/{SOCKET}",
        folder.as_raw_fd()
    )))
}
