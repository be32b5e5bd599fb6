//! The rules by which the bench of late starts places a frame in time: `benches/start/timebase.rs`, which a bench
//! can't test itself.

#[path = "../../benches/start/timebase.rs"]
mod fit;

use fit::{Interval, Misfit, Played, frames_ns, played};

/// An onset in the middle of the answers.
const FRAME: i64 = 96_000;
/// When frame 0 of an even sink is played.
const ORIGIN_NS: i64 = 7_000_000_000;

/// Answers of a sink that is `ppm` fast, one each 10 ms for four seconds. The server looked at its clock so many
/// nanoseconds after the question and before the answer.
fn answers(ppm: i64, after_question_ns: i64, before_answer_ns: i64) -> Vec<Interval> {
    let frames = (0..400).map(|index| index * 480);
    let answer = |frame: i64| {
        let origin_ns = ORIGIN_NS - frames_ns(frame - FRAME) * ppm / 1_000_000;
        Interval {
            frame,
            earliest_ns: origin_ns - after_question_ns,
            latest_ns: origin_ns + before_answer_ns,
        }
    };
    frames.map(answer).collect()
}

fn check(answers: &[Interval], expected: Result<Played, Misfit>) {
    assert_eq!(played(FRAME, answers), expected);
}

/// The truth lies in what is told, and that is not wider than `most_uncertain_ns`.
fn check_holds(answers: &[Interval], most_uncertain_ns: i64) {
    let told = played(FRAME, answers).expect("the answers should agree");
    let off_ns = (told.at_ns - ORIGIN_NS - frames_ns(FRAME)).abs();
    assert!(off_ns <= told.uncertain_ns, "{told:?} is off by {off_ns}");
    assert!(told.uncertain_ns <= most_uncertain_ns, "{told:?}");
}

#[test]
fn what_all_round_trips_leave_possible_holds_the_truth() {
    // However the round trips are split, and whether the sink is even, fast or slow.
    for ppm in [0, 37, 115, -60] {
        for (after, before) in [(50_000, 50_000), (10_000, 150_000), (150_000, 10_000)] {
            // A pace that fits only because the bounds are wide adds to what is possible.
            check_holds(&answers(ppm, after, before), after + before);
        }
    }
}

#[test]
fn one_short_way_to_the_server_and_one_short_way_back_bound_what_long_ones_leave_open() {
    let mut answers = answers(20, 400_000, 400_000);
    let near = answers
        .iter_mut()
        .filter(|answer| answer.frame % 4_800 == 0);
    for (index, answer) in near.enumerate() {
        if index % 2 == 0 {
            answer.earliest_ns += 390_000;
        } else {
            answer.latest_ns -= 390_000;
        }
    }
    check_holds(&answers, 20_000);
}

#[test]
fn an_answer_far_away_changes_nothing() {
    let mut with_one_wrong = answers(0, 50_000, 50_000);
    let expected = played(FRAME, &with_one_wrong);
    with_one_wrong[0].earliest_ns += 9_000_000;
    with_one_wrong[0].latest_ns += 9_000_000;
    check(&with_one_wrong, expected);
}

#[test]
fn answers_that_contradict_each_other_place_nothing() {
    let mut answers = answers(0, 50_000, 50_000);
    // A sink that lost a block in the middle: no even pace explains it.
    for answer in answers.iter_mut().filter(|answer| answer.frame >= FRAME) {
        answer.earliest_ns += 50_000_000;
        answer.latest_ns += 50_000_000;
    }
    let misfit = played(FRAME, &answers).expect_err("they contradict each other");
    assert!(
        matches!(misfit, Misfit::Apart { ns } if ns > 40_000_000),
        "{misfit:?}"
    );
}

#[test]
fn a_frame_with_few_answers_on_one_side_is_not_placed() {
    let mut answers = answers(0, 50_000, 50_000);
    answers.retain(|answer| answer.frame < FRAME + 9 * 480);
    check(
        &answers,
        Err(Misfit::TooFew {
            before: 100,
            after: 9,
        }),
    );
}
