#!/usr/bin/env python3
"""Checks evidence of Loa without Loa: python3 verify_evidence.py EVIDENCE.zip [CHECKPOINT ...]

Says what was checked and exits 0, or says what is wrong and exits 1. Each CHECKPOINT was kept elsewhere, and must be
part of the same ledger: the name of a file, SEQ:SEAL from a report, or the text of a QR code (LOA1:...). Needs Python
3.8 and the command openssl (3.0 or newer). The form is told in ledger-format.md.
"""
import base64
import hashlib
import json
import os
import pathlib
import re
import subprocess
import sys
import tempfile
import zipfile

SPKI = bytes.fromhex("302a300506032b6570032100")  # what stands before a public key in its file


def sha256(data):
    return hashlib.sha256(data).digest()


def need(holds, what):
    if not holds:
        raise ValueError(what)


def unbase64(text):
    data = base64.b64decode(text, validate=True)
    need(base64.b64encode(data).decode() == text, "not the spelling of base64")
    return data


def signed(public, text, signature):
    with tempfile.TemporaryDirectory() as folder:
        files = [pathlib.Path(folder, name) for name in ("key", "text", "signature")]
        for file, data in zip(files, (SPKI + public, text.encode(), signature)):
            file.write_bytes(data)
        return subprocess.run(
            ["openssl", "pkeyutl", "-verify", "-pubin", "-keyform", "DER", "-inkey", files[0], "-rawin", "-in", files[1],
             "-sigfile", files[2]], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL).returncode == 0


def key_of(text, name):
    """Returns id and public key of a verifier key NAME+ID+KEY."""
    found = re.fullmatch(r"([^+\s]+)\+([0-9a-f]{8})\+([A-Za-z0-9+/]+=*)", text)
    data = unbase64(found[3]) if found else b""
    need(len(data) == 33 and data[0] == 1 and found[1] == name
         and sha256(f"{name}\n".encode() + data)[:4].hex() == found[2], "names no key of this ledger")
    return bytes.fromhex(found[2]), data[1:]


def note_text(name, seq, seal):
    return f"{name}\n{seq}\n{base64.b64encode(seal).decode()}\n"


def checkpoint_of(text):
    """Returns name, number, seal and signatures [(key id, signature)] of a checkpoint; name None for a bare head."""
    bare = re.fullmatch(r"(\d+):([0-9a-f]{64})", text)
    if bare:
        return None, int(bare[1]), bytes.fromhex(bare[2]), []
    line = re.fullmatch(r"loa1:([a-z0-9/-]+):(\d+):([0-9a-f]{64}):([0-9a-f]{8})([0-9a-f]{128})", "".join(text.split()).lower())
    if line:
        return f"loa/{line[1]}", int(line[2]), bytes.fromhex(line[3]), [tuple(map(bytes.fromhex, line.groups()[3:]))]
    text = text.lstrip("\ufeff").replace("\r\n", "\n")
    body, _, below = text.rpartition("\n\n")
    lines = body.split("\n")
    need(len(lines) == 3 and lines[1].isdigit() and below.endswith("\n"), "no checkpoint")
    found = lines[0], int(lines[1]), unbase64(lines[2]), []
    need(note_text(*found[:3]) == body + "\n", "no checkpoint")
    for line in below.splitlines():
        signature = re.fullmatch("\u2014 (\\S+) (\\S+)", line)
        need(signature, "no checkpoint")
        if signature[1] == lines[0]:
            blob = unbase64(signature[2])
            found[3].append((blob[:4], blob[4:]))
    return found


def keys_of(lines, hashes, name):
    """Follows the keys through their entries; returns their numbers and the keys {id: [public key]}."""
    numbers, keys, current = set(), {}, None
    for line in lines:
        entry = json.loads(line)
        need(0 < entry["seq"] <= len(hashes) and hashes[entry["seq"] - 1] == sha256(line), "keys.jsonl is not of this ledger")
        need(entry["kind"] in ("key_made", "key_rotated"), "keys.jsonl holds another entry")
        need(not numbers or entry["seq"] > max(numbers), "keys.jsonl is out of order")
        identity, public = key_of(entry["key"], name)
        if entry["kind"] == "key_made":
            need(current is None, f"entry {entry['seq']}: there was a key already")
        else:
            need(entry["old"] == current, f"entry {entry['seq']}: another key signs")
            rotation = f"loa key rotation v1\n{current}\n{entry['key']}\n"
            if entry["signature"] is None:
                print(f"note: entry {entry['seq']}: the old key did not vouch for the new one")
            else:
                need(signed(key_of(current, name)[1], rotation, unbase64(entry["signature"])),
                     f"entry {entry['seq']}: the signature is not the old key's")
        current = entry["key"]
        numbers.add(entry["seq"])
        keys.setdefault(identity, []).append(public)
    return numbers, keys


def hold(what, found, name, seals, keys):
    """Checks that a checkpoint is of this ledger."""
    of, seq, seal, signatures = found
    need(of in (None, name), f"{what}: of another ledger, {of}")
    need(seq < len(seals), f"{what}: entry {seq} is not in this evidence")
    need(seals[seq] == seal, f"{what}: entry {seq} has another seal; the ledger or the checkpoint was changed")
    own = [(public, signature) for identity, signature in signatures for public in keys.get(identity, [])]
    need(of is None or any(signed(public, note_text(of, seq, seal), signature) for public, signature in own),
         f"{what}: the signature is not that of a key of this ledger")


def digests(data):
    need(len(data) % 32 == 0, "a file of digests is torn")
    return [data[at:at + 32] for at in range(0, len(data), 32)]


def lines_of(data, what):
    need(not data or data.endswith(b"\n"), f"{what} is torn")
    return data.split(b"\n")[:-1]


def check_entries(lines, first, key_numbers, read, names):
    audio = set()
    for seq, line in enumerate(lines, first):
        entry = json.loads(line)
        need(json.dumps(entry, ensure_ascii=False, separators=(",", ":")).encode() == line, f"entry {seq}: another spelling")
        need(entry["seq"] == seq, f"entry {seq}: the bytes say {entry['seq']}")
        need(not entry["kind"].startswith("key_") or seq in key_numbers, f"entry {seq}: a key that keys.jsonl hides")
        if entry["kind"] == "plan_adopted":
            plan = f"plans/{entry['digest']}.json"
            need(plan in names and sha256(read(plan)).hex() == entry["digest"], f"entry {seq}: its plan is missing or changed")
        if entry["kind"] == "ordered":
            path = entry["audio"].replace("\\", "\\\\").replace("\n", "\\n")
            audio.add(f"{chr(92) if path != entry['audio'] else ''}{entry['sha256']}  audio/{path}")
    need(audio == {line.decode() for line in lines_of(read("audio.sha256"), "audio.sha256")},
         "audio.sha256 is not what the entries say")


def verify(path, expected):
    with zipfile.ZipFile(path) as archive:
        names, read = archive.namelist(), archive.read
        need(len(names) == len(set(names)), "a file is there twice")
        origin = read("origin.txt")
        named = re.fullmatch(r"loa ledger v1\n([a-z0-9-]+)\n(air|rehearsal)\n", origin.decode())
        need(named, "origin.txt is no origin line")
        name = f"loa/{named[1]}/{named[2]}"
        entries = lines_of(read("entries.jsonl"), "entries.jsonl")
        before = digests(read("before.sha256.bin"))
        hashes = before + [sha256(line) for line in entries] + digests(read("after.sha256.bin"))
        seals = [sha256(origin)]
        for digest in hashes:
            seals.append(sha256(seals[-1] + digest))
        numbers, keys = keys_of(lines_of(read("keys.jsonl"), "keys.jsonl"), hashes, name)
        checkpoints = [file for file in names if file.startswith("checkpoints/")]
        found = {file: checkpoint_of(read(file).decode()) for file in checkpoints}
        for file, checkpoint in found.items():
            hold(file, checkpoint, name, seals, keys)
        need(any(checkpoint[1] == len(hashes) for checkpoint in found.values()),
             f"no checkpoint covers all {len(hashes)} entries: something behind the last one was taken away")
        check_entries(entries, len(before) + 1, numbers, read, names)
        for text in expected:
            text = pathlib.Path(text).read_text() if os.path.exists(text) else text
            hold(text.split("\n")[0], checkpoint_of(text), name, seals, keys)
    print(f"good: {named[1]} ({named[2]}), entries {len(before) + 1} to {len(before) + len(entries)} of {len(hashes)}, "
          f"{len(checkpoints)} checkpoints, {len(expected)} kept elsewhere")
    print(f"head {len(hashes)}:{seals[-1].hex()}")


def main():
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    try:
        verify(sys.argv[1], sys.argv[2:])
    except (ValueError, KeyError, TypeError, AttributeError, OSError, zipfile.BadZipFile) as error:
        print(f"bad: {error}")
        sys.exit(1)


main()
