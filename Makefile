# What people do with this repository, one word each.

PREFIX  ?= /usr/local
UNITDIR ?= /etc/systemd/system

.PHONY: demo test lint fuzz setup bench-start bench-plan bench-daemon bench-ledger bench-kills bench-forger \
	bench-aircheck install

# Monday morning at this station, through the loudspeakers of this machine: ten seconds of silence, then the
# reform column starts at 05:45:30 sharp. In English: make demo LOA_LANG=en
export LOA_LANG
demo: setup
	cargo build
	cargo run --quiet -- rehearse --at 2026-12-07T05:45:20 --for 125s

test:
	./scripts/setup.sh test
	cargo test

lint: setup
	cargo fmt --check
	cargo clippy --all-targets -- -D warnings
	RUSTDOCFLAGS="-D warnings" cargo doc --no-deps --document-private-items

# Hostile text for every reader of a file, a hundred times as much as `make test` has; LOA_FUZZ_SEED=n begins elsewhere.
fuzz: setup
	LOA_FUZZ=300000 cargo test --test it hostile

setup:
	./scripts/setup.sh

# How late starts are, heard at the output of a private sound server: Loa's, and those of the players that are
# installed. Six minutes; STARTS=n sets the starts of each player, PLAYERS names some of loa, mpv, mpd, paplay and
# liquidsoap. Loa's one start in a hundred, in under six minutes: make bench-start PLAYERS=loa STARTS=200
bench-start:
	./scripts/setup.sh test
	cargo bench --bench start

# How long it takes to read the station, to check it, and to plan a day and a year; and the same for a station of
# 500 programmes and 5,000 segments, which is made the first time.
bench-plan: setup
	cargo bench --bench plan

# How soon the daemon is ready when its ledger holds a million entries, and what it takes of memory and processor.
# Five minutes, and two more the first time for writing the ledger.
bench-daemon:
	./scripts/setup.sh test
	cargo bench --bench daemon

# How many facts a second get to the disk, how long a million entries take to verify, and a day out of ten million.
# A minute; a quarter of an hour and 6 GB the first time, for writing the ledgers.
bench-ledger: setup
	cargo bench --bench ledger

# Ten thousand daemons that are killed at any moment, KILLS=n for another number: nothing that was on the disk may be
# lost, and each planned cue is closed once. Forty minutes.
bench-kills: setup
	cargo bench --bench kills

# Every attack on a ledger of a month that docs/evidence.md names, a thousand variants each, LOA_FORGER=n for another
# number. Under half an hour on a busy machine.
LOA_FORGER ?= 1000
bench-forger: setup
	LOA_FORGER=$(LOA_FORGER) cargo test --test it evidence::forger

# Whether the aircheck hears what was played and nothing else: the table of docs/aircheck.md. A quarter of an hour on
# two cores; AIRCHECK_TRIALS=400 for a first look.
bench-aircheck: setup
	cargo bench --bench aircheck

# The binary, the service and its user; DESTDIR is honoured. The station's own folder is /srv/loa.
install: setup
	cargo build --release
	install -D -m 755 target/release/loa $(DESTDIR)$(PREFIX)/bin/loa
	install -D -m 644 packaging/loa.service $(DESTDIR)$(UNITDIR)/loa.service
	install -D -m 644 packaging/loa.sysusers $(DESTDIR)/usr/lib/sysusers.d/loa.conf
