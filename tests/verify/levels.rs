//! The values of all six levels, and bounds on them.

use pairwright::problem::{Ending, Level, LevelValue};
use pairwright::verify::Fault;

use crate::given::Given;

// E1 with M1: 10000 points; E2 with M2: 5000; E3 with M2: 0.
const GIVEN: Given = Given {
    program: "
[[criteria]]
name = 'Interests'
overlap = { field = 'interests' }

[objective]
levels = ['coverage', 'worst', 'fair', 'continuity', 'balance', 'total']
",
    mentors: "id,interests,capacity\nM1,a,1\nM2,b,2\n",
    mentees: "id,interests,previous_partners\nE1,a,\nE2,b;c,M2\nE3,d,\n",
    must: "",
    previous: "M1,E1\n",
};
const PAIRS: [(usize, usize); 3] = [(1, 1), (2, 2), (2, 3)];

#[test]
fn each_level_is_counted_again() {
    GIVEN.check(|ready| {
        assert_eq!(ready.verify(&ready.of_pairs(&PAIRS)), Ok(()));
        let right = ready.of_pairs(&PAIRS);
        let numbers: Vec<_> = right.levels.iter().map(|level| (level.level, level.value.clone())).collect();
        assert_eq!(numbers[1], (Level::Worst, LevelValue::Number(0)));
        assert_eq!(
            numbers[3..5],
            [(Level::Continuity, LevelValue::Number(2)), (Level::Balance, LevelValue::Number(5))]
        );
        assert_eq!(numbers[5], (Level::Total, LevelValue::Number(15_000)));
        for (index, (level, value)) in numbers.into_iter().enumerate() {
            let mut wrong = right.clone();
            wrong.levels[index].value = match value {
                LevelValue::Number(number) => LevelValue::Number(number + 1),
                LevelValue::Counts(mut counts) => {
                    counts[0] += 1;
                    LevelValue::Counts(counts)
                }
                LevelValue::NoPairs => panic!("there are pairs"),
            };
            assert_eq!(ready.verify(&wrong), Err(Fault::WrongLevel(level.name())));
        }
    });
}

#[test]
fn a_pair_in_another_band_is_refused() {
    GIVEN.check(|ready| {
        let mut wrong = ready.of_pairs(&PAIRS);
        let LevelValue::Counts(bands) = &mut wrong.levels[2].value else { panic!("bands are counts") };
        assert_eq!((bands[0], bands[50], bands[100]), (1, 1, 1));
        bands.swap(50, 51);
        assert_eq!(ready.verify(&wrong), Err(Fault::WrongLevel("fair")));
    });
}

#[test]
fn a_bound_is_no_worse_than_the_value_and_of_its_kind() {
    GIVEN.check(|ready| {
        let mut stopped = ready.of_pairs(&PAIRS);
        stopped.ending = Ending::TimeLimit;
        let number = |number| LevelValue::Number(number);
        let shifted = |by: usize| {
            let mut bands = vec![0; 101];
            [by, 50, 100].into_iter().for_each(|band| bands[band] += 1);
            LevelValue::Counts(bands)
        };
        for (index, better, worse) in [
            (0, LevelValue::Counts(vec![3]), LevelValue::Counts(vec![2])),
            (1, number(1), LevelValue::Counts(vec![0])),
            (2, shifted(1), LevelValue::Counts(vec![1])),
            (3, number(2), number(1)),
            (4, number(3), number(6)),
            (5, number(15_001), number(14_999)),
        ] {
            let with = |bound: LevelValue| {
                let mut outcome = stopped.clone();
                outcome.levels[index].bound = Some(bound);
                ready.verify(&outcome)
            };
            assert_eq!(with(better), Ok(()), "{index}");
            assert_eq!(with(worse), Err(Fault::WrongBound(stopped.levels[index].level.name())));
        }
    });
}

#[test]
fn without_a_pair_the_lowest_is_nothing() {
    Given { mentors: "id,interests,capacity\nM1,a,0\n", previous: "", mentees: "id,interests\nE1,a\n", ..GIVEN }.check(
        |ready| {
            let mut nobody = ready.outcome(Vec::new());
            assert_eq!(nobody.levels[1].value, LevelValue::NoPairs);
            assert_eq!(ready.verify(&nobody), Ok(()));
            nobody.levels[1].value = LevelValue::Number(10_000);
            assert_eq!(ready.verify(&nobody), Err(Fault::WrongLevel("worst")));
        },
    );
}
