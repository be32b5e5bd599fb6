//! The edit list of an MP4 file: which part of the decoded audio is meant to be heard. Decoding is `decode`'s; the
//! demultiplexer in use ignores edit lists, and AAC would start some 20 ms late without them.

use std::io::{self, Read, Seek, SeekFrom};

/// The part of a track that is meant to be heard, in the track's own time scale.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Edit {
    /// Units to leave out at the start: what the encoder put before the audio (its priming).
    pub skip: u64,
    /// Units that are meant to be heard after that; `None` where the list leaves it open.
    pub length: Option<u64>,
    /// How much `length` may be off, because it is counted in the coarser units of the whole file.
    pub length_error: u64,
    /// Units a second.
    pub timescale: u32,
}

/// How deep and how many boxes are looked at; real files stay far below, a hostile one must not spin.
const MAX_BOXES: usize = 10_000;

#[derive(Clone, Copy)]
struct Atom {
    kind: [u8; 4],
    body: u64,
    end: u64,
}

/// Reads the edit of the first audio track. `None` where the file is no MP4, has no edit list, or one with several
/// edits, which no audio encoder writes. Leaves the file at its start.
///
/// Source of the layout: ISO/IEC 14496-12, boxes `moov/mvhd`, `trak/mdia/mdhd`, `trak/edts/elst`.
pub fn read_edit(file: &mut (impl Read + Seek)) -> io::Result<Option<Edit>> {
    let end = file.seek(SeekFrom::End(0))?;
    let edit = if is_mp4(file, end)? {
        find_edit(file, end)
    } else {
        Ok(None)
    };
    file.seek(SeekFrom::Start(0))?;
    match edit {
        // A damaged box list is for the demultiplexer to complain about.
        Err(error) if error.kind() == io::ErrorKind::UnexpectedEof => Ok(None),
        other => other,
    }
}

fn is_mp4(file: &mut (impl Read + Seek), end: u64) -> io::Result<bool> {
    if end < 8 {
        return Ok(false);
    }
    let mut head = [0; 8];
    file.seek(SeekFrom::Start(0))?;
    file.read_exact(&mut head)?;
    Ok(&head[4..] == b"ftyp")
}

fn find_edit(file: &mut (impl Read + Seek), end: u64) -> io::Result<Option<Edit>> {
    let Some(moov) = child(file, 0, end, *b"moov")? else {
        return Ok(None);
    };
    let Some(mvhd) = child(file, moov.body, moov.end, *b"mvhd")? else {
        return Ok(None);
    };
    let movie_scale = header_timescale(file, mvhd)?;
    for trak in children(file, moov.body, moov.end)? {
        if trak.kind != *b"trak" {
            continue;
        }
        let Some(mdia) = child(file, trak.body, trak.end, *b"mdia")? else {
            continue;
        };
        if !is_sound(file, mdia)? {
            continue;
        }
        let Some(mdhd) = child(file, mdia.body, mdia.end, *b"mdhd")? else {
            return Ok(None);
        };
        let timescale = header_timescale(file, mdhd)?;
        let Some(edts) = child(file, trak.body, trak.end, *b"edts")? else {
            return Ok(None);
        };
        let Some(elst) = child(file, edts.body, edts.end, *b"elst")? else {
            return Ok(None);
        };
        return edit_of(file, elst, movie_scale, timescale);
    }
    Ok(None)
}

fn edit_of(
    file: &mut (impl Read + Seek),
    elst: Atom,
    movie_scale: u32,
    timescale: u32,
) -> io::Result<Option<Edit>> {
    file.seek(SeekFrom::Start(elst.body))?;
    let long = read_u32(file)? >> 24 == 1;
    let count = read_u32(file)?;
    let mut found = None;
    for _ in 0..count.min(16) {
        let (duration, media_time) = if long {
            (read_u64(file)?, read_u64(file)?.cast_signed())
        } else {
            let duration = u64::from(read_u32(file)?);
            (duration, i64::from(read_u32(file)?.cast_signed()))
        };
        read_u32(file)?; // the rate, always 1
        // An empty edit (-1) only moves the track against a picture.
        let Ok(skip) = u64::try_from(media_time) else {
            continue;
        };
        if found.is_some() {
            return Ok(None);
        }
        let length = (duration > 0 && movie_scale > 0)
            .then(|| duration.saturating_mul(u64::from(timescale)) / u64::from(movie_scale));
        found = Some(Edit {
            skip,
            length,
            length_error: u64::from(timescale).div_ceil(u64::from(movie_scale.max(1))),
            timescale,
        });
    }
    Ok(found)
}

fn is_sound(file: &mut (impl Read + Seek), mdia: Atom) -> io::Result<bool> {
    let Some(hdlr) = child(file, mdia.body, mdia.end, *b"hdlr")? else {
        return Ok(false);
    };
    let mut kind = [0; 4];
    file.seek(SeekFrom::Start(hdlr.body + 8))?;
    file.read_exact(&mut kind)?;
    Ok(&kind == b"soun")
}

/// Reads the time scale out of `mvhd` or `mdhd`, which begin alike.
fn header_timescale(file: &mut (impl Read + Seek), atom: Atom) -> io::Result<u32> {
    file.seek(SeekFrom::Start(atom.body))?;
    let long = read_u32(file)? >> 24 == 1;
    file.seek(SeekFrom::Start(atom.body + if long { 20 } else { 12 }))?;
    read_u32(file)
}

fn child(
    file: &mut (impl Read + Seek),
    start: u64,
    end: u64,
    kind: [u8; 4],
) -> io::Result<Option<Atom>> {
    Ok(children(file, start, end)?
        .into_iter()
        .find(|atom| atom.kind == kind))
}

fn children(file: &mut (impl Read + Seek), start: u64, end: u64) -> io::Result<Vec<Atom>> {
    let mut atoms = Vec::new();
    let mut at = start;
    while at + 8 <= end && atoms.len() < MAX_BOXES {
        file.seek(SeekFrom::Start(at))?;
        let size = u64::from(read_u32(file)?);
        let mut kind = [0; 4];
        file.read_exact(&mut kind)?;
        let (size, head) = match size {
            0 => (end - at, 8),
            1 => (read_u64(file)?, 16),
            size => (size, 8),
        };
        if size < head || at.saturating_add(size) > end {
            break;
        }
        atoms.push(Atom {
            kind,
            body: at + head,
            end: at + size,
        });
        at += size;
    }
    Ok(atoms)
}

fn read_u32(file: &mut impl Read) -> io::Result<u32> {
    let mut bytes = [0; 4];
    file.read_exact(&mut bytes)?;
    Ok(u32::from_be_bytes(bytes))
}

fn read_u64(file: &mut impl Read) -> io::Result<u64> {
    let mut bytes = [0; 8];
    file.read_exact(&mut bytes)?;
    Ok(u64::from_be_bytes(bytes))
}

#[cfg(test)]
mod tests {
    use std::io::Cursor;

    use super::*;

    fn atom(kind: &[u8; 4], body: &[u8]) -> Vec<u8> {
        let size = u32::try_from(body.len() + 8).unwrap();
        [&size.to_be_bytes()[..], kind, body].concat()
    }

    fn words(words: &[u32]) -> Vec<u8> {
        words.iter().flat_map(|word| word.to_be_bytes()).collect()
    }

    fn file(edits: &[[u32; 3]]) -> Vec<u8> {
        let mut elst = words(&[0, u32::try_from(edits.len()).unwrap()]);
        elst.extend(edits.iter().flat_map(|edit| words(edit)));
        let mdia = [
            atom(b"mdhd", &words(&[0, 0, 0, 44_100, 0, 0])),
            atom(b"hdlr", &[&[0; 8][..], b"soun", &[0; 12]].concat()),
        ]
        .concat();
        let trak = [atom(b"mdia", &mdia), atom(b"edts", &atom(b"elst", &elst))].concat();
        let moov = [
            atom(b"mvhd", &words(&[0, 0, 0, 1_000, 0])),
            atom(b"trak", &trak),
        ]
        .concat();
        [atom(b"ftyp", b"M4A \0\0\0\0"), atom(b"moov", &moov)].concat()
    }

    fn check(bytes: Vec<u8>, expected: Option<(u64, Option<u64>)>) {
        let found = read_edit(&mut Cursor::new(bytes)).unwrap();
        assert_eq!(
            found,
            expected.map(|(skip, length)| Edit {
                skip,
                length,
                length_error: 45,
                timescale: 44_100
            })
        );
    }

    #[test]
    fn the_one_edit_of_an_audio_file_is_read() {
        check(
            file(&[[1_000, 1_024, 0x1_0000]]),
            Some((1_024, Some(44_100))),
        );
        check(file(&[[0, 2_112, 0x1_0000]]), Some((2_112, None)));
        check(
            file(&[[10, u32::MAX, 0x1_0000], [500, 1_024, 0x1_0000]]),
            Some((1_024, Some(22_050))),
        );
    }

    #[test]
    fn what_has_no_single_edit_has_none() {
        check(file(&[]), None);
        check(file(&[[10, 0, 0x1_0000], [10, 900, 0x1_0000]]), None);
        check(Vec::new(), None);
        check(b"RIFF....WAVE".to_vec(), None);
        let mut cut = file(&[[1_000, 1_024, 0x1_0000]]);
        cut.truncate(cut.len() - 6);
        check(cut, None);
    }
}
