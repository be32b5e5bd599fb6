//! What the ledger answers when it is asked: plans, histories, what was heard, filtered entries.

use loa::airing::{CueHistory, Fact, Outcome};
use loa::ledger::digest_of;
use loa::plan::Heard;

use loa::store::{Appended, Filter, Store};
use loa::time::CivilDay;

use crate::ledger::{closed, cue, open, ordered, progress, stamp, started};
use crate::store::{facts, folder, numbered, writer};

#[tokio::test]
async fn a_plan_is_kept_before_the_entry_that_names_it() {
    let (_folder, path) = folder();
    let store = open(&path).await;
    let today = CivilDay::parse("2026-12-07").unwrap();
    let adopted = |day, bytes: &[u8]| Fact::PlanAdopted {
        day,
        digest: digest_of(bytes),
        cues: 1,
    };
    for (day, bytes) in [
        (today, b"a"),
        (today.plus(1), b"b"),
        (today, b"c"),
        (today, b"c"),
    ] {
        writer(&store)
            .put_plan(digest_of(bytes), day, bytes.to_vec())
            .await;
        writer(&store).append(stamp(1), adopted(day, bytes)).await;
    }
    let reader = store.reader();
    for bytes in [b"a", b"b", b"c"] {
        assert_eq!(
            reader.plan(digest_of(bytes)).await.unwrap(),
            Some(bytes.to_vec())
        );
    }
    assert_eq!(reader.plan(digest_of(b"x")).await.unwrap(), None);
    let newest = [(today, digest_of(b"c")), (today.plus(1), digest_of(b"b"))];
    assert_eq!(reader.adopted_plans(today).await.unwrap(), newest);
    assert_eq!(reader.planned_last().await.unwrap(), Some(today));
    let versions = reader.plan_versions(today).await.unwrap();
    let versions: Vec<_> = versions.into_iter().map(|(_, digest)| digest).collect();
    assert_eq!(versions, [digest_of(b"c"), digest_of(b"a")]);
    assert_eq!(reader.plan_versions(today.plus(2)).await.unwrap(), []);
    assert_eq!(
        reader.adopted_plans(today.plus(1)).await.unwrap(),
        newest[1..]
    );
    assert_eq!(reader.adopted_plans(today.plus(2)).await.unwrap(), []);
}

/// A morning with three cues, the last of them still open.
async fn morning(store: &Store) -> Vec<Fact> {
    let facts = vec![
        ordered(&cue(1), "cchc/a"),
        started(&cue(1), 0),
        progress(&cue(1), 48_000),
        closed(&cue(1), "cchc/a", Outcome::Aired),
        closed(&cue(2), "cchc/b", Outcome::Missed),
        ordered(&cue(3), "cchc/a"),
        started(&cue(3), 0),
        progress(&cue(3), 24_000),
        started(&cue(3), 24_000),
        progress(&cue(3), 30_000),
        closed("2026-12-06T17:00:00/toi#1", "cchc/a", Outcome::Partial),
    ];
    for (second, fact) in (0..).zip(facts.clone()) {
        writer(store).append(stamp(second), fact).await;
    }
    facts
}

// T31
#[tokio::test]
async fn the_history_of_a_day_says_how_far_its_cues_have_come() {
    let (_folder, path) = folder();
    let store = open(&path).await;
    morning(&store).await;
    let day = CivilDay::parse("2026-12-07").unwrap();
    let history = |number, closed, (ordered, started), to_frame, played_frames| CueHistory {
        closed,
        ordered,
        started,
        to_frame,
        played_frames,
        ..CueHistory::planned(cue(number).as_str().into())
    };
    assert_eq!(
        store.reader().cue_histories(day).await.unwrap(),
        [
            history(1, true, (true, true), 48_000, 96_000),
            history(2, true, (false, false), 0, 96_000),
            history(3, false, (true, true), 30_000, 30_000),
        ]
    );
    assert_eq!(store.reader().cue_histories(day.plus(1)).await.unwrap(), []);
}

#[tokio::test]
async fn what_was_heard_counts_by_segment_and_only_before_the_instant() {
    let (_folder, path) = folder();
    let store = open(&path).await;
    morning(&store).await;
    let check = async |seconds, expected: Option<(u32, i64)>| {
        let heard = store
            .reader()
            .heard_before(stamp(seconds).at)
            .await
            .unwrap();
        let expected = expected.map(|(times, last)| Heard {
            times,
            last: stamp(last).at,
        });
        assert_eq!(heard.get("cchc/a").copied(), expected, "{seconds}");
        assert!(!heard.contains_key("cchc/b"), "a missed one was not heard");
    };
    check(3, None).await;
    check(4, Some((1, 3))).await;
    check(10, Some((1, 3))).await;
    check(11, Some((2, 10))).await;
}

#[tokio::test]
async fn a_filter_passes_what_it_names_in_order() {
    let (_folder, path) = folder();
    let store = open(&path).await;
    let all = morning(&store).await;
    let check = async |filter: Filter, expected: &[usize]| {
        let expected: Vec<Fact> = expected.iter().map(|&index| all[index].clone()).collect();
        assert_eq!(facts(&store, filter.clone()).await, expected, "{filter:?}");
    };
    let none = Filter::default;
    check(none(), &(0..all.len()).collect::<Vec<_>>()).await;
    check(
        Filter {
            from: Some(stamp(9).at),
            ..none()
        },
        &[9, 10],
    )
    .await;
    check(
        Filter {
            until: Some(stamp(2).at),
            ..none()
        },
        &[0, 1],
    )
    .await;
    check(
        Filter {
            cue: Some(cue(1).into()),
            ..none()
        },
        &[0, 1, 2, 3],
    )
    .await;
    check(
        Filter {
            kinds: vec!["closed", "ordered"],
            ..none()
        },
        &[0, 3, 4, 5, 10],
    )
    .await;
    check(
        Filter {
            day: CivilDay::parse("2026-12-06"),
            ..none()
        },
        &[10],
    )
    .await;
    let both = Filter {
        kinds: vec!["started"],
        cue: Some(cue(3).into()),
        ..none()
    };
    check(both, &[6, 8]).await;
    check(
        Filter {
            from: Some(stamp(99).at),
            ..none()
        },
        &[],
    )
    .await;
}

#[tokio::test]
async fn long_answers_come_in_batches_without_a_seam() {
    let (_folder, path) = folder();
    let store = open(&path).await;
    // Queued at once, so that the writer's batches are tested as well.
    let appends: Vec<_> = (1..=2_500)
        .map(|number| {
            let writer = writer(&store).clone();
            tokio::spawn(async move { writer.append(stamp(number), numbered(number)).await })
        })
        .collect();
    for append in appends {
        assert!(matches!(append.await.unwrap(), Appended::Durable(_)));
    }
    let filter = Filter {
        from: Some(stamp(2).at),
        ..Filter::default()
    };
    let found = facts(&store, filter).await;
    assert_eq!(found, (2..=2_500).map(numbered).collect::<Vec<_>>());
}
