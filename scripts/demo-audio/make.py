#!/usr/bin/env python3
"""Makes everything under audio/ from manifest.toml, the texts beside it and music.py; the same input, the same bytes.

    scripts/demo-audio/make.py [NAME ...]     all pieces, or those whose path holds one of the names

The voice is espeak-ng's northern Vietnamese one; sox trims and joins what it says, ffmpeg sets the level and encodes.
"""

import hashlib
import json
import re
import shutil
import subprocess
import sys
import tempfile
import tomllib
from pathlib import Path

sys.dont_write_bytecode = True
import music  # noqa: E402

HERE = Path(__file__).resolve().parent
AUDIO = HERE.parent.parent / "audio"
TARGET_LUFS = -18.0
PEAK_DBFS = -1.5
PARAGRAPH_GAP_S = 0.75
# Bytes must not depend on the day or the machine: no tags, no encoder versions, no random stream numbers.
REPEATABLE = ["-map_metadata", "-1", "-fflags", "+bitexact", "-flags:a", "+bitexact", "-threads", "1"]
# Without -D sox adds noise that is another one each time.
SOX = ["sox", "-R", "-D"]
ENCODERS = {
    ".mp3": lambda kbit: ["-c:a", "libmp3lame", "-b:a", f"{kbit}k"],
    ".m4a": lambda kbit: ["-c:a", "aac", "-profile:a", "aac_low", "-b:a", f"{kbit}k", "-movflags", "+faststart"],
    ".ogg": lambda kbit: ["-c:a", "libvorbis", "-b:a", f"{kbit}k"],
    ".flac": lambda _: ["-c:a", "flac", "-sample_fmt", "s16", "-compression_level", "8"],
    ".wav": lambda _: ["-c:a", "pcm_s16le"],
}


def main():
    missing = [tool for tool in ("espeak-ng", "sox", "ffmpeg") if shutil.which(tool) is None]
    if missing:
        sys.exit(f"missing {' '.join(missing)}: apt-get install espeak-ng sox ffmpeg")
    manifest = tomllib.loads((HERE / "manifest.toml").read_text(encoding="utf-8"))
    wanted = sys.argv[1:]
    total = 0
    with tempfile.TemporaryDirectory() as scratch:
        for piece in manifest["piece"]:
            target = AUDIO / piece["file"]
            if not wanted or any(name in piece["file"] for name in wanted):
                make(manifest, piece, target, Path(scratch))
            total += target.stat().st_size if target.exists() else 0
    print(f"{total / 1e6:.2f} MB in all")


def make(manifest, piece, target, scratch):
    """Makes one piece and its sidecar."""
    raw = scratch / "raw.wav"
    if "tune" in piece and "text" in piece:
        tune, voice = scratch / "tune.wav", scratch / "voice.wav"
        music.TUNES[piece["tune"]](tune)
        speak(manifest, piece, voice, scratch)
        mix(tune, voice, piece, raw)
    elif "tune" in piece:
        music.TUNES[piece["tune"]](raw)
    else:
        speak(manifest, piece, raw, scratch)
    target.parent.mkdir(parents=True, exist_ok=True)
    encode(raw, piece, target)
    decoded = subprocess.run(["ffmpeg", "-v", "error", "-i", target, "-f", "null", "-"], capture_output=True, text=True)
    if decoded.returncode or decoded.stderr:
        sys.exit(f"{target} does not decode: {decoded.stderr}")
    write_sidecar(manifest, piece, target)
    report(piece, target)


def speak(manifest, piece, out, scratch):
    """Speaks a text, paragraph by paragraph, with a breath between paragraphs."""
    text = (HERE / "texts" / f"{piece['text']}.txt").read_text(encoding="utf-8").strip()
    for written, spoken in manifest["say"].items():
        text = text.replace(written, spoken)
    parts = []
    for number, paragraph in enumerate(re.split(r"\n\s*\n", text)):
        said, trimmed = scratch / "said.wav", scratch / f"part{number}.wav"
        run("espeak-ng", "-v", "vi", "-s", piece.get("speed", 132), "-p", piece.get("pitch", 45), "-a", 60,
            "-w", said, "--", " ".join(paragraph.split()))
        # Cut the voice's own silence, so that the first word is at the start and gaps are ours.
        run(*SOX, said, trimmed, "silence", 1, 0.02, "0.3%", "reverse", "silence", 1, 0.02, "0.3%", "reverse",
            "pad", 0.05, PARAGRAPH_GAP_S)
        parts.append(trimmed)
    run(*SOX, *parts, out, "highpass", 90, "equalizer", 3000, "1q", 2,
        "compand", "0.01,0.2", "6:-60,-60,-30,-20,0,-9", 0, -90, 0.05)


def mix(tune, voice, piece, out):
    """Lays the voice over the tune from `voice_at`, and holds the tune down under it."""
    at_ms, under = round(piece["voice_at"] * 1000), piece.get("under", 0.3)
    length_s = float(run("soxi", "-D", voice).strip())
    duck = f"volume='if(between(t,{piece['voice_at']},{piece['voice_at'] + length_s}),{under},1)':eval=frame"
    graph = (f"[0:a]aresample=48000,aformat=channel_layouts=stereo,{duck}[t];"
             f"[1:a]aresample=48000,aformat=channel_layouts=stereo,adelay={at_ms}:all=1[v];"
             "[t][v]amix=inputs=2:normalize=0:duration=longest")
    if "length_s" in piece:
        graph += f",atrim=end={piece['length_s']},afade=t=out:st={piece['length_s'] - 1}:d=1"
    run("ffmpeg", "-v", "error", "-y", "-i", tune, "-i", voice, "-filter_complex", graph, "-c:a", "pcm_f32le", out)


def encode(raw, piece, target):
    """Brings `raw` to the target loudness, no peak above the ceiling, and encodes it as the name's ending says."""
    shape = ["-ac", str(piece["channels"]), "-ar", str(piece["rate"])]
    shaped = raw.with_name("shaped.wav")
    run("ffmpeg", "-v", "error", "-y", "-i", raw, *shape, "-c:a", "pcm_f32le", shaped)
    loudness, peak = measure(shaped)
    if "tune" in piece:  # a limiter would look ahead, and take the edge off the first sample
        level = f"volume={min(TARGET_LUFS - loudness, PEAK_DBFS - peak):.2f}dB"
    else:  # speech has high crests (holding them costs 1.2 dB); the room above the limiter is for what the encoder adds
        level = f"volume={TARGET_LUFS + 1.2 - loudness:.2f}dB,alimiter=limit=0.6:attack=2:release=60:level=false"
    run("ffmpeg", "-v", "error", "-y", "-i", shaped, "-af", level, *shape,
        *ENCODERS[target.suffix](piece.get("kbit")), *REPEATABLE, target)


def measure(path):
    """Returns integrated loudness (LUFS; mono as it is heard, from both loudspeakers) and true peak (dBFS)."""
    meter = ["-af", "ebur128=peak=true:dualmono=true", "-f", "null", "-"]
    done = subprocess.run(["ffmpeg", "-hide_banner", "-nostats", "-i", path, *meter],
                          capture_output=True, text=True, check=True).stderr
    summary = done[done.rindex("Summary:"):]
    return (float(re.search(r"I:\s+(-?[\d.]+) LUFS", summary)[1]),
            float(re.search(r"Peak:\s+(-?[\d.]+|-inf) dBFS", summary)[1]))


def write_sidecar(manifest, piece, target):
    """Writes NAME.toml: what the manifest says of the piece, and the approval of these very bytes."""
    facts = piece["segment"]
    person = manifest["people"][facts["responsible"]] if "responsible" in facts else None
    lines = []
    for key in ("title", "genre", "column", "topics", "activity", "producer", "responsible", "document",
                "received", "valid_from", "valid_until"):
        if key == "responsible" and person:
            lines.append(f"responsible = {{ name = {quoted(person['name'])}, title = {quoted(person['title'])} }}")
        elif key == "producer" and key in facts:
            lines.append(f"producer = {quoted(manifest['producers'][facts[key]])}")
        elif key in facts:
            lines.append(f"{key} = {facts[key] if key.startswith(('received', 'valid')) else quoted(facts[key])}")
    if "text" in piece:
        lines.append("synthetic = true  # giọng đọc tổng hợp")
    if facts.get("approved", True):
        approver = manifest["people"]["approver"]
        digest = hashlib.sha256(target.read_bytes()).hexdigest()
        lines += ["", "[approval]", f"by = {quoted(approver['name'] + ', ' + approver['title'])}",
                  f"on = {facts['approved_on']}", f'sha256 = "{digest}"']
    if "withdrawn" in facts:
        gone = facts["withdrawn"]
        lines += ["", "[withdrawn]", f"on = {gone['on']}", f"why = {quoted(gone['why'])}"]
    target.with_suffix(".toml").write_text("\n".join(lines) + "\n", encoding="utf-8")


def quoted(value):
    """Writes a string or a list of strings as TOML."""
    return json.dumps(value, ensure_ascii=False)


def report(piece, target):
    """Prints a line for the maker: length against the wanted one, size and level."""
    length_s = float(run("ffprobe", "-v", "error", "-show_entries", "format=duration", "-of", "csv=p=0", target))
    loudness, peak = measure(target)
    wanted = piece.get("about_s")
    off = f"{100 * (length_s / wanted - 1):+.0f} % of {wanted} s" if wanted else ""
    print(f"{piece['file']}: {length_s:.1f} s {off}, {target.stat().st_size / 1000:.0f} kB, "
          f"{loudness:.1f} LUFS, peak {peak:.1f} dBFS", flush=True)


def run(*command):
    """Runs a tool and returns what it printed; a tool that fails, or that clipped, ends the run."""
    done = subprocess.run([str(word) for word in command], capture_output=True, text=True)
    if done.returncode or "clipped" in done.stderr:
        sys.exit(f"{' '.join(map(str, command))}: {done.stderr}")
    return done.stdout


if __name__ == "__main__":
    main()
