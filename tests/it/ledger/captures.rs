//! Entries about captures, read by both verifiers.

use loa::aircheck::{Doubt, Verdict};
use loa::airing::captured::{Captured, ComparedFile, Degree, Judged, KeptFile};

use super::*;

/// A fact of every kind about captures.
fn captured() -> Vec<Fact> {
    let file = ComparedFile {
        name: "1796597130000.flac".to_owned(),
        sha256: digest_of(b"capture"),
    };
    let judged = |verdict, files: Vec<ComparedFile>| Judged {
        cue: cue(1).as_str().into(),
        at_us: MORNING.0 * 1_000 + 412,
        from_frame: 0,
        to_frame: 96_000,
        input: files.first().map(|_| "pulse:đường thu".to_owned()),
        verdict,
        score_milli: 12_500,
        offset_us: files.first().map(|_| -1_300),
        start_error_us: files.first().map(|_| -888),
        level_mdbfs: Some(-21_450),
        usual_mdbfs: None,
        found_milli: 950,
        missing_milli: 0,
        from: MORNING,
        until: MORNING + 12_000,
        files,
    };
    let doubt = Verdict::Unverifiable(Doubt::NeverHeard);
    let facts = [
        Captured::Opened {
            input: "pulse:đường thu".to_owned(),
        },
        Captured::Kept(KeptFile {
            name: file.name.clone(),
            from: MORNING,
            until: MORNING + 300_000,
            samples: 4_800_000,
            rate_hz: 16_000,
            sha256: file.sha256,
        }),
        Captured::Judged(judged(Verdict::Heard, vec![file.clone()])),
        Captured::Judged(judged(Verdict::NotHeard, vec![file.clone(), file.clone()])),
        Captured::Judged(judged(doubt, vec![])),
        Captured::SilenceBegan {
            degree: Degree::Silent,
            cue: Some(cue(1).as_str().into()),
        },
        Captured::SilenceBegan {
            degree: Degree::Faint,
            cue: None,
        },
        Captured::SilenceEnded,
        Captured::ForeignBegan { from: MORNING },
        Captured::ForeignEnded {
            from: MORNING,
            until: MORNING + 9_000,
            peak_mdbfs: -18_200,
        },
        Captured::Removed { name: file.name },
        Captured::Lost {
            why: "the server is gone".to_owned(),
        },
    ];
    facts.into_iter().map(Fact::Captured).collect()
}

#[tokio::test]
async fn what_a_capture_heard_is_read_by_both_verifiers() {
    let folder = tempfile::tempdir().expect("a folder should be made");
    let path = folder.path().join("ledger.db");
    let store = open(&path).await;
    let writer = store.writer().expect("it should be open for writing");
    for (second, fact) in (0..).zip(captured()) {
        let appended = writer.append(stamp(second), fact).await;
        assert!(matches!(appended, Appended::Durable(_)), "{appended:?}");
    }
    let newest = store.reader().newest_verdicts().await;
    let newest: Vec<u64> = newest
        .expect("verdicts should be read")
        .iter()
        .map(|entry| entry.head.seq)
        .collect();
    assert_eq!(newest, [5, 4, 3]);
    let kept = store.reader().newest_kept().await;
    let kept = kept.expect("kept files should be read");
    assert_eq!(kept.map(|entry| entry.head.seq), Some(2));
    let head = writer.clone().close().await.head;
    check_verdict(&path, Some(head), None).await;
    // A verdict that was turned round.
    let sql = "UPDATE entries SET bytes = CAST(replace(CAST(bytes AS TEXT), 'khong_nghe_thay', \
               'co_nghe_thay') AS BLOB) WHERE seq = 4";
    attack(&path, sql).await;
    check_verdict(&path, None, Some(4)).await;
}
