"""The station's music, computed note by note: pentatonic tunes on plucked strings, bells and a flute.

Nothing is sampled and nothing is random between runs, so the same script gives the same bytes.
"""

import array
import math
import random
import wave
from pathlib import Path

RATE_HZ = 48_000
# D pentatonic (D E F# A B) from D3 up; a tune names its notes by their place in this list.
SCALE_HZ = [146.83 * 2 ** ((octave * 12 + step) / 12) for octave in range(4) for step in (0, 2, 4, 7, 9)]


class Track:
    """A stereo recording that notes are added to."""

    def __init__(self, length_s):
        self.frames = round(length_s * RATE_HZ)
        self.sides = [array.array("d", bytes(8 * self.frames)) for _ in range(2)]

    def add(self, note, at_s, gain, pan=0.5):
        """Mixes `note` in at `at_s`; `pan` is 0 for left and 1 for right."""
        start = round(at_s * RATE_HZ)
        count = max(0, min(len(note), self.frames - start))
        for side, weight in zip(self.sides, (math.sqrt(1 - pan) * gain, math.sqrt(pan) * gain)):
            for i in range(count):
                side[start + i] += note[i] * weight

    def echo(self, delay_s, feedback):
        """Adds a room: each side answers with what the other had `delay_s` before."""
        left, right = self.sides
        delay = round(delay_s * RATE_HZ)
        for i in range(delay, self.frames):
            left[i] += right[i - delay] * feedback
            right[i] += left[i - delay] * feedback * 0.9

    def write(self, path: Path, fade_s):
        """Writes 16-bit WAV, the loudest sample at -3 dBFS, the last `fade_s` faded out."""
        fade = round(fade_s * RATE_HZ)
        for side in self.sides:
            for i in range(fade):
                side[self.frames - fade + i] *= ((fade - i) / fade) ** 2
        top = max(max(map(abs, side)) for side in self.sides)
        scale = 32767 * 10 ** (-3 / 20) / top
        samples = array.array("h", bytes(4 * self.frames))
        for channel, side in enumerate(self.sides):
            samples[channel::2] = array.array("h", (round(value * scale) for value in side))
        with wave.open(str(path), "wb") as out:
            out.setparams((2, 2, RATE_HZ, 0, "NONE", ""))
            out.writeframes(samples.tobytes())


def pluck(hz, length_s, cache={}):
    """A plucked string (Karplus and Strong), a little like a đàn tranh."""
    key = (hz, length_s)
    if key not in cache:
        period = RATE_HZ / hz
        size = int(period)
        noise = random.Random(round(hz * 1000))
        line = [noise.uniform(-1, 1) for _ in range(size)]
        # A softer pick for low strings: smooth the burst once per octave below the top one.
        for _ in range(max(1, 4 - int(math.log2(hz / 146)))):
            line = [(line[i - 1] + line[i]) / 2 for i in range(size)]
        middle = sum(line) / size  # a burst off the middle would leave a thump in the loudspeaker
        line = [value - middle for value in line]
        decay = 0.5 ** (1 / (hz * 0.9))
        out, i = [], 0
        for _ in range(int(length_s * RATE_HZ)):
            now, after = line[i], line[(i + 1) % size]
            out.append(now)
            line[i] = decay * (0.55 * now + 0.45 * after)
            i = (i + 1) % size
        cache[key] = faded(out)
    return cache[key]


def bell(hz, length_s, cache={}):
    """A small bell; every partial starts at its crest, so that the first sample is already loud."""
    key = (hz, length_s)
    if key not in cache:
        partials = ((1.0, 0.6, 1.1), (2.0, 0.22, 0.8), (2.99, 0.12, 0.5), (5.1, 0.06, 0.22))
        out = [0.0] * int(length_s * RATE_HZ)
        for ratio, level, half_s in partials:
            turn = 2 * math.pi * hz * ratio / RATE_HZ
            fall = 0.5 ** (1 / (half_s * RATE_HZ * 0.5))
            for i in range(len(out)):
                out[i] += level * math.cos(turn * i)
                level *= fall
        cache[key] = faded(out)
    return cache[key]


def flute(hz, length_s, cache={}):
    """A breathy pipe with a slow vibrato, a little like a sáo."""
    key = (hz, length_s)
    if key not in cache:
        count = int(length_s * RATE_HZ)
        attack, release = 0.07 * RATE_HZ, 0.16 * RATE_HZ
        breath = random.Random(round(hz * 1000) + 1)
        phase, hiss, out = 0.0, 0.0, []
        for i in range(count):
            vibrato = 1 + 0.004 * math.sin(2 * math.pi * 5.1 * i / RATE_HZ) * min(1, i / RATE_HZ)
            phase += 2 * math.pi * hz * vibrato / RATE_HZ
            hiss = 0.9 * hiss + 0.1 * breath.uniform(-1, 1)
            envelope = min(1, i / attack, (count - i) / release)
            tone = math.sin(phase) + 0.25 * math.sin(2 * phase) + 0.08 * math.sin(3 * phase)
            out.append(envelope * (0.7 * tone + 0.15 * hiss))
        cache[key] = out
    return cache[key]


def faded(note):
    """Takes the last hundredth of a second down to nothing, so that a note's end does not click."""
    tail = min(len(note), RATE_HZ // 100)
    for i in range(tail):
        note[-1 - i] *= i / tail
    return note


# Tunes: (place in the scale, beats); None is a rest.
DAWN = [(5, 1), (7, 1), (8, 1), (9, 1), (10, 2), (8, 1), (9, 1), (10, 1), (12, 1), (10, 1), (9, 1), (8, 2), (7, 2)]
FIELD = [(10, 1.5), (9, 0.5), (8, 1), (7, 1), (5, 2), (7, 1), (8, 1), (9, 1.5), (8, 0.5), (7, 1), (5, 1), (7, 4)]
RIVER = [(8, 1), (10, 1), (12, 2), (11, 1), (10, 1), (9, 2), (8, 1), (9, 1), (10, 1), (7, 1), (8, 4)]
HOME = [(5, 1), (7, 1), (8, 2), (9, 1), (8, 1), (7, 2), (5, 1), (4, 1), (3, 1), (4, 1), (5, 4)]


def play(track, tune, start_s, beat_s, voice, gain, pan, ring=1.6):
    """Plays `tune` from `start_s` with `voice`; returns when it ends."""
    at_s = start_s
    for place, beats in tune:
        if place is not None:
            length_s = beats * beat_s * (1.02 if voice is flute else 1) + (0 if voice is flute else ring)
            track.add(voice(SCALE_HZ[place], length_s), at_s, gain, pan)
        at_s += beats * beat_s
    return at_s


def accompany(track, start_s, end_s, beat_s, roots, gain):
    """Plays broken chords on low strings, one root for each four beats."""
    at_s, bar = start_s, 0
    while at_s < end_s - 0.01:
        root = roots[bar % len(roots)]
        for beat, step in enumerate((0, 3, 5, 3)):
            if at_s + beat * beat_s < end_s - 0.01:
                track.add(pluck(SCALE_HZ[root + step], 1.8), at_s + beat * beat_s, gain, 0.3 + 0.1 * beat)
        at_s += 4 * beat_s
        bar += 1


def signature(path):
    """The station's signature tune, 15 s; its first sample is the stroke of the bell."""
    track, beat_s = Track(15), 0.44
    for place, pan in ((10, 0.5), (13, 0.35), (15, 0.65)):
        track.add(bell(SCALE_HZ[place], 3.5), 0, 0.36, pan)
    end_s = play(track, DAWN, 1.76, beat_s, pluck, 0.9, 0.45)
    accompany(track, 1.76, end_s + 1.76, beat_s, (0, 2, 1, 0), 0.5)
    play(track, [(8, 2), (9, 2), (10, 4)], 8.8, beat_s, flute, 0.3, 0.6)
    for place in (5, 10, 13):
        track.add(bell(SCALE_HZ[place], 4), end_s + beat_s, 0.4, 0.5)
    track.echo(0.19, 0.22)
    track.write(path, 2.5)


def column_sting(path):
    """The reform column's tune, 13 s: a bell stroke, a short tune, room for its name at the end."""
    track, beat_s = Track(13), 0.36
    for place, pan in ((12, 0.4), (15, 0.6)):
        track.add(bell(SCALE_HZ[place], 3), 0, 0.6, pan)
    end_s = play(track, RIVER[:8] + [(10, 2), (12, 4)], 0.72, beat_s, pluck, 0.9, 0.5)
    accompany(track, 0.72, 11, beat_s, (0, 2, 1, 2), 0.45)
    track.add(bell(SCALE_HZ[15], 3.5), end_s, 0.35, 0.5)
    track.echo(0.15, 0.2)
    track.write(path, 2.5)


def short_sting(path):
    """The tune of the other columns, 7 s."""
    track, beat_s = Track(7), 0.34
    track.add(bell(SCALE_HZ[10], 3), 0, 0.55, 0.5)
    play(track, [(7, 1), (8, 1), (10, 2), (9, 1), (10, 1), (12, 3)], 0.34, beat_s, pluck, 0.9, 0.5)
    accompany(track, 0.34, 4, beat_s, (0, 2, 0), 0.45)
    track.echo(0.15, 0.2)
    track.write(path, 1.5)


def bridge(path):
    """A bridge between two pieces, 3 s."""
    track = Track(3)
    for i, place in enumerate((10, 12, 13, 15)):
        track.add(bell(SCALE_HZ[place], 2.2), 0.16 * i, 0.5, 0.3 + 0.13 * i)
    track.echo(0.13, 0.2)
    track.write(path, 1)


def bed(path):
    """A quiet ground for announcements, 20 s."""
    track, beat_s = Track(20), 0.62
    accompany(track, 0, 18, beat_s, (0, 2, 1, 0), 0.6)
    play(track, [(5, 4), (7, 4), (8, 4), (7, 4), (5, 8)], 0, beat_s, flute, 0.16, 0.6)
    track.echo(0.21, 0.2)
    track.write(path, 2)


def song(path, parts, beat_s):
    """A whole piece: for each part its tune, its voice and the roots of its chords."""
    length_s = sum(sum(beats for _, beats in tune) for tune, _, _ in parts) * beat_s + 5
    track, at_s = Track(length_s), 0.0
    for tune, voice, roots in parts:
        gain, pan = (0.34, 0.62) if voice is flute else (0.9, 0.42)
        end_s = play(track, tune, at_s, beat_s, voice, gain, pan)
        accompany(track, at_s, end_s, beat_s, roots, 0.5)
        at_s = end_s
    track.add(bell(SCALE_HZ[10], 4.5), at_s, 0.4, 0.5)
    track.add(pluck(SCALE_HZ[5], 4), at_s, 0.8, 0.4)
    track.echo(0.23, 0.2)
    track.write(path, 3.5)


def morning_song(path):
    """For the end of the morning's own programmes, about 1 min 30 s."""
    calm, bright = (0, 2, 1, 0), (2, 0, 1, 2)
    song(path, [(FIELD, pluck, calm), (DAWN, pluck, bright), (RIVER, flute, calm), (FIELD, flute, bright),
                (DAWN, pluck, calm), (RIVER, pluck, bright), (HOME, flute, calm), (HOME, pluck, calm)], 0.62)


def evening_song(path):
    """For the end of the afternoon, about 1 min 45 s."""
    calm, low = (0, 1, 2, 0), (1, 0, 2, 1)
    song(path, [(HOME, flute, calm), (FIELD, pluck, low), (RIVER, pluck, calm), (HOME, flute, calm),
                (FIELD, flute, low), (DAWN, pluck, calm), (RIVER, flute, low), (HOME, pluck, calm)], 0.72)


TUNES = {
    "signature": signature,
    "column-sting": column_sting,
    "short-sting": short_sting,
    "bridge": bridge,
    "bed": bed,
    "morning-song": morning_song,
    "evening-song": evening_song,
}
