#!/usr/bin/env python3
"""Checks a ledger of Loa without Loa: python3 verify_ledger.py LEDGER.db [SEQ:SEAL]

Prints the head and exits 0, or prints the first bad entry and exits 1. A file that can't be read as a ledger at all, and
a command line that can't be understood, are told on stderr with exit status 2. SEQ:SEAL is a head that was written down
elsewhere, such as on a printed report. The form is told in docs/ledger-format.md. Nothing is written. Signatures are
checked by the command openssl (3.0 or newer).
"""
import base64
import hashlib
import json
import os
import pathlib
import re
import sqlite3
import subprocess
import sys
import tempfile
from collections import OrderedDict
from datetime import datetime, timedelta

# Fields of each kind in order; s text, i whole number, n whole number from 0, b true or false, l list of texts,
# ? may be null.
COMMON = "v:n seq:n at:s at_ms:i mono_ms:i boot:s clock:s clock_error_us:?i kind:s "
KINDS = {
    "daemon_started": "version:s rehearsal:b off_since_ms:?i off_cause:?s",
    "daemon_stopped": "", "alive": "", "clock_trust_changed": "",
    "plan_adopted": "day:s digest:s cues:n",
    "schedule_refused": "errors:n first:s",
    "ordered": "cue:s programme:s segment:s title:s audio:s sha256:s topic:?s producer:?s zones:l scheduled_ms:i "
               "start_ms:i from_frame:n total_frames:n made_up:b",
    "started": "cue:s at_us:i late_us:i from_frame:n output:s",
    "progress": "cue:s to_frame:n",
    "closed": "cue:s outcome:s reason:?s scheduled_ms:i segment:?s title:s played_frames:n total_frames:n at_least:b",
    "clock_stepped": "by_ms:i", "clock_confirmed": "by:s",
    "output_lost": "output:s why:s", "output_opened": "output:s", "underrun": "output:s count:n",
    "stopped_by_operator": "by:s occurrence:s",
    "record_gap": "since_ms:i held:n lost:n why:s",
    "key_made": "key:s", "key_rotated": "old:s key:s by:?s signature:?s",
    "checkpoint_made": "size:n seal:s key:s signature:s why:s",
    "confirmed": "cue:s heard:b by:s note:?s", "corrected": "entry:n cue:?s by:s text:s",
    "restored": "size:n seal:s made_ms:i by:s",
    "capture_opened": "input:s", "capture_lost": "why:s",
    "capture_kept": "name:s from_ms:i until_ms:i samples:n rate_hz:n sha256:s", "capture_removed": "name:s",
    "aircheck": "cue:s at_us:i from_frame:n to_frame:n input:?s verdict:s doubt:?s score_milli:n offset_us:?i "
                "start_error_us:?i level_mdbfs:?i usual_mdbfs:?i found_milli:n missing_milli:n from_ms:i until_ms:i files:l",
    "silence_began": "degree:s cue:?s", "silence_ended": "",
    "foreign_began": "from_ms:i", "foreign_ended": "from_ms:i until_ms:i peak_mdbfs:i",
}
CLOSINGS_KEPT, HEADS_KEPT = 65536, 1024
SPKI = bytes.fromhex("302a300506032b6570032100")  # what stands before a public key in its file


def sha256(data):
    return hashlib.sha256(data).digest()


def fits(value, form):
    if form.startswith("?"):
        return value is None or fits(value, form[1:])
    if form == "l":
        return type(value) is list and all(type(item) is str for item in value)
    return type(value) is {"s": str, "i": int, "n": int, "b": bool}[form] and (form != "n" or value >= 0)


def civil(ms):
    moment = datetime(1970, 1, 1) + timedelta(milliseconds=ms + 7 * 3_600_000)
    return moment if 1900 <= moment.year <= 2200 else None


def is_day(text):
    try:
        return len(text) == 10 and 1900 <= datetime.strptime(text, "%Y-%m-%d").year <= 2200
    except ValueError:
        return False


def read(data):
    """Returns the fields of an entry's bytes, or raises ValueError with what is wrong."""
    entry = json.loads(data.decode())
    if type(entry) is not dict or entry.get("v") != 1:
        raise ValueError("not an entry of version 1")
    if entry.get("kind") not in KINDS:
        raise ValueError(f"unknown kind {entry.get('kind')!r}")
    fields = dict(field.split(":") for field in (COMMON + KINDS[entry["kind"]]).split())
    if list(entry) != list(fields):
        raise ValueError("fields are missing, too many or out of order")
    for name, form in fields.items():
        if not fits(entry[name], form):
            raise ValueError(f"field {name} is of another type")
    if json.dumps(entry, ensure_ascii=False, separators=(",", ":")).encode() != data:
        raise ValueError("not the spelling that is sealed")
    moment = civil(entry["at_ms"])
    if moment:
        part = f".{moment.microsecond // 1000:03}" if moment.microsecond else ""
        if entry["at"] != f"{moment:%Y-%m-%dT%H:%M:%S}{part}+07:00":
            raise ValueError("at differs from at_ms")
    return entry


def columns(entry):
    cue, moment = entry.get("cue"), civil(entry["at_ms"])
    day = f"{moment:%Y-%m-%d}" if moment else None
    if entry["kind"] == "plan_adopted":
        day = entry["day"]
    elif cue and is_day(cue[:10]):
        day = cue[:10]
    return {"at_ms": entry["at_ms"], "kind": entry["kind"], "cue": cue, "day": day,
            "segment": entry.get("segment"), "outcome": entry.get("outcome")}


def unbase64(text):
    data = base64.b64decode(text, validate=True)
    if base64.b64encode(data).decode() != text:
        raise ValueError("not the spelling of base64")
    return data


def key_of(text, name):
    """Returns (id, public key) of a verifier key NAME+ID+KEY, or raises ValueError."""
    found = re.fullmatch(r"([^+\s]+)\+([0-9a-f]{8})\+([A-Za-z0-9+/]+=*)", text)
    data = unbase64(found[3]) if found else b""
    if len(data) != 33 or data[0] != 1 or found[1] != name or sha256(f"{name}\n".encode() + data)[:4].hex() != found[2]:
        raise ValueError("names no key of this ledger")
    return found[2], data[1:]


def signed(public, text, signature):
    with tempfile.TemporaryDirectory() as folder:
        files = [pathlib.Path(folder, name) for name in ("key", "text", "signature")]
        for file, data in zip(files, (SPKI + public, text.encode(), unbase64(signature))):
            file.write_bytes(data)
        return subprocess.run(
            ["openssl", "pkeyutl", "-verify", "-pubin", "-keyform", "DER", "-inkey", files[0], "-rawin", "-in", files[1],
             "-sigfile", files[2]], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL).returncode == 0


def take_key(entry, name, key, heads):
    """Returns the verifier key that signs after an entry about keys or checkpoints, or raises ValueError."""
    if not name:
        raise ValueError("names no key of this ledger")
    if entry["kind"] == "key_made":
        key_of(entry["key"], name)
        if key:
            raise ValueError("there was a key already")
        return entry["key"]
    if entry["kind"] == "key_rotated":
        (_, old), _ = key_of(entry["old"], name), key_of(entry["key"], name)
        if entry["old"] != key:
            raise ValueError("another key signs")
        text = f"loa key rotation v1\n{key}\n{entry['key']}\n"
        if entry["signature"] is not None and not signed(old, text, entry["signature"]):
            raise ValueError("the signature is not that key's")
        return entry["key"]
    if not key or entry["key"] != key_of(key, name)[0]:
        raise ValueError("another key signs")
    if heads.get(entry["size"]) != entry["seal"]:
        raise ValueError("no entry before has that number and seal")
    text = f"{name}\n{entry['size']}\n{base64.b64encode(bytes.fromhex(entry['seal'])).decode()}\n"
    if not signed(key_of(key, name)[1], text, entry["signature"]):
        raise ValueError("the signature is not that key's")
    return key


def verify(db, expected):
    """Returns (seq, seal) of the head, or raises ValueError (seq, what)."""
    (origin,) = db.execute("SELECT line FROM origin").fetchone() or refuse("the ledger has no origin line")
    seal, last, boot, mono, closed = sha256(origin.encode()), 0, None, 0, OrderedDict()
    named = re.fullmatch(r"loa ledger v1\n([a-z0-9-]+)\n(air|rehearsal)\n", origin)
    keys, key, heads = named and f"loa/{named[1]}/{named[2]}", None, OrderedDict({0: seal.hex()})
    if expected and expected[0] == 0 and expected[1] != seal:
        raise ValueError(0, "another origin than expected")
    for row in db.execute("SELECT seq, bytes, seal, at_ms, kind, cue, day, segment, outcome FROM entries ORDER BY seq"):
        seq, data = last + 1, row[1]
        if row[0] != seq:
            raise ValueError(*((seq, f"missing; the next is {row[0]}") if row[0] > seq else (max(row[0], 0), "twice")))
        seal = sha256(seal + sha256(data))
        if row[2] != seal:
            raise ValueError(seq, "the seal does not fit the bytes and the seal before")
        try:
            entry = read(data)
        except ValueError as error:
            raise ValueError(seq, f"the bytes can't be read: {error}") from None
        if entry["seq"] != seq:
            raise ValueError(seq, f"the bytes say entry {entry['seq']}")
        for (name, value), found in zip(columns(entry).items(), row[3:]):
            if value != found and not (name == "day" and value is None):
                raise ValueError(seq, f"column {name} differs from the bytes")
        if entry["boot"] == boot and entry["mono_ms"] < mono:
            raise ValueError(seq, "the monotonic clock goes back within one boot")
        boot, mono = entry["boot"], entry["mono_ms"]
        if entry["kind"] == "closed":
            if entry["cue"] in closed:
                raise ValueError(seq, f"closes {entry['cue']} a second time")
            closed[entry["cue"]] = True
            if len(closed) > CLOSINGS_KEPT:
                closed.popitem(last=False)
        if entry["kind"] == "restored" and (entry["size"], entry["seal"]) != (last, heads[last]):
            raise ValueError(seq, "the backup that it names ends with another entry")
        if entry["kind"] == "plan_adopted":
            plan = db.execute("SELECT bytes FROM plans WHERE digest = ?", [bytes.fromhex(entry["digest"])]).fetchone()
            if not plan or sha256(plan[0]).hex() != entry["digest"]:
                raise ValueError(seq, f"plan {entry['digest']} is missing or not what its digest says")
        if entry["kind"] in ("key_made", "key_rotated", "checkpoint_made"):
            try:
                key = take_key(entry, keys, key, heads)
            except ValueError as error:
                raise ValueError(seq, f"its key or checkpoint: {error}") from None
        heads[seq] = seal.hex()
        heads.pop(seq - HEADS_KEPT, None) if seq > HEADS_KEPT else None
        if expected and expected[0] == seq and expected[1] != seal:
            raise ValueError(seq, "the seal is not the expected one")
        last = seq
    if expected and expected[0] > last:
        raise ValueError(last + 1, "expected, but the ledger ends before it")
    return last, seal


def refuse(why):
    print(why, file=sys.stderr)
    sys.exit(2)


def main():
    head = re.fullmatch("([0-9]+):([0-9A-Fa-f]{64})", sys.argv[2]) if len(sys.argv) == 3 else None
    if len(sys.argv) not in (2, 3) or (len(sys.argv) == 3 and not head):
        refuse(__doc__.rstrip())
    path, expected = pathlib.Path(sys.argv[1]), head and (int(head[1]), bytes.fromhex(head[2]))
    # A ledger on a write-protected medium has no journal, and none can be made.
    fixed = not os.path.exists(f"{path}-wal") and not os.access(path.resolve().parent, os.W_OK)
    try:
        db = sqlite3.connect(path.resolve().as_uri() + ("?mode=ro&immutable=1" if fixed else "?mode=ro"), uri=True)
        seq, seal = verify(db, expected)
    except sqlite3.Error as error:
        refuse(f"{path} can't be read as a ledger: {error}")
    except ValueError as error:
        print(f"bad entry {error.args[0]}: {error.args[1]}")
        sys.exit(1)
    print(f"head {seq}:{seal.hex()}")


main()
