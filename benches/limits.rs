//! Solving with limits: quotas, teams, minimum caseloads and demands, on invented problems.
//!
//! `cargo bench --bench limits` prints a table of seconds, the status, and the gap where there is one; with `-- NAME` only the problems
//! whose name contains NAME, with `-- --limit SECONDS` a time limit, and with `-- --whole` the whole problem by the backend alone beside it,
//! which is the peer. In a build with `--features highs`, `-- --backend highs` takes that in place of microlp.

#![expect(clippy::print_stdout, reason = "a bench tells its figures")]

use std::time::{Duration, Instant};

use pairwright::problem::{
    Amount, DemandedPlace, Demands, Level, LevelValue, MenteePlaces, MentorPlaces, Outcome, Pair, PairMarks, PairTable,
    Per, Problem, Quota, Sense, SideMarks, TeamCount, Teams,
};
use pairwright::progress::Silent;
use pairwright::solve::{Backend, Engine, SolveOptions, solve};
use pairwright::units::Points;
use rand::{Rng, SeedableRng};
use rand_chacha::ChaCha8Rng;

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).filter(|argument| argument != "--bench").collect();
    let has = |flag: &str| arguments.iter().any(|argument| argument == flag);
    let after =
        |flag: &str| arguments.iter().position(|argument| argument == flag).and_then(|at| arguments.get(at + 1));
    let limit = after("--limit").map(|text| Duration::from_secs_f64(text.parse().expect("seconds")));
    let backend = backend(after("--backend"));
    let of_options = [after("--limit"), after("--backend")];
    let name = arguments.iter().find(|argument| !argument.starts_with("--") && !of_options.contains(&Some(argument)));
    println!("{:<44} {:>8} {:>10}  value (bound)", "problem", "seconds", "status");
    for (title, make) in PROBLEMS {
        if name.is_some_and(|name| !title.contains(name.as_str())) {
            continue;
        }
        for seed in 1..=3 {
            let problem = make(seed);
            run(&format!("{title}, seed {seed}"), &problem, Engine::Flow, SolveOptions { backend, time: limit });
            if has("--whole") {
                run("  the backend alone", &problem, Engine::Milp, SolveOptions { backend, time: limit });
            }
        }
    }
}

fn run(title: &str, problem: &Problem, engine: Engine, options: SolveOptions) {
    let start = Instant::now();
    match solve(problem, engine, &options, &Silent) {
        Ok(outcome) => {
            println!("{title:<44} {:>8.2} {}", start.elapsed().as_secs_f64(), told(&outcome));
        }
        Err(error) => println!("{title:<44} {:>8.2} {error}", start.elapsed().as_secs_f64()),
    }
}

fn backend(name: Option<&String>) -> Backend {
    match name.map(String::as_str) {
        None | Some("microlp") => Backend::Microlp,
        #[cfg(feature = "highs")]
        Some("highs") => Backend::Highs,
        Some(name) => panic!("this build has no backend {name}"),
    }
}

fn told(outcome: &Outcome) -> String {
    let levels = outcome.levels.iter().map(|level| match &level.bound {
        None => short(&level.value),
        Some(bound) => format!("{} ({})", short(&level.value), short(bound)),
    });
    format!("{:>10?}  {}", outcome.ending, levels.collect::<Vec<_>>().join(", "))
}

/// Counts that are many: how many of them are not 0.
fn short(value: &LevelValue) -> String {
    match value {
        LevelValue::Number(number) => number.to_string(),
        LevelValue::NoPairs => "none".to_owned(),
        LevelValue::Counts(counts) if counts.len() <= 6 => format!("{counts:?}"),
        LevelValue::Counts(counts) => {
            format!("[{} of {} bands]", counts.iter().filter(|n| **n > 0).count(), counts.len())
        }
    }
}

type Make = fn(u64) -> Problem;

const PROBLEMS: [(&str, Make); 17] = [
    ("quotas 1000 x 1000 x 30", |seed| with_quotas(seed, 1000, 30, 1)),
    ("quotas 1000 x 1000 dense", |seed| with_quotas(seed, 1000, 1000, 1)),
    ("quotas 1000 x 1000 x 30, steps of 500", |seed| with_quotas(seed, 1000, 30, 500)),
    ("quotas 1000 x 500 x 30, two mentors each", |seed| with_several(with_quotas(seed, 500, 30, 1))),
    ("teams 40 x 30", |seed| with_teams(seed, 40, 30, 2)),
    ("teams 100 x 70", |seed| with_teams(seed, 100, 70, 2)),
    ("teams of three 40 x 40", |seed| with_teams(seed, 40, 40, 3)),
    ("minimum caseload 300 x 200", |seed| with_minimum(seed, 1)),
    ("minimum caseload 300 x 200, two mentors each", |seed| with_minimum(seed, 2)),
    ("scarce: quotas 1000 x 700 x 30", |seed| short_of_mentors(with_quotas(seed, 1000, 30, 1), 300)),
    ("scarce: teams 100 x 40", |seed| with_teams(seed, 100, 40, 2)),
    ("scarce: minimum caseload 300 x 80", |seed| short_of_mentors(with_minimum(seed, 1), 120)),
    ("tutoring 200 x 150, three tags, two tutors", |seed| with_demands(seed, 4)),
    ("scarce: tutoring 200 x 150, three tags", |seed| with_demands(seed, 2)),
    ("plain 1000 x 1000 dense, five levels", |seed| plain(seed, 1000)),
    ("plain 1000 x 1000 dense, fair", |seed| fair(plain(seed, 1000))),
    ("worst, continuity, balance, total; quotas 300", |seed| with_levels(with_quotas(seed, 300, 30, 1), seed)),
];

/// A pair in `of` is allowed so often that each mentee has about so many candidates; points by shared interests and some luck.
fn pairs(dice: &mut ChaCha8Rng, mentors: usize, mentees: usize, candidates: usize, step: u16) -> PairTable {
    let mut pairs = PairTable::forbidding_all(mentors, mentees).expect("a table that memory holds");
    for mentee in 0..mentees {
        for _ in 0..if candidates >= mentors { 0 } else { candidates } {
            let mentor = below(dice, mentors);
            set(&mut pairs, Pair { mentee, mentor }, dice, step);
        }
        if candidates >= mentors {
            (0..mentors).for_each(|mentor| set(&mut pairs, Pair { mentee, mentor }, dice, step));
        }
    }
    pairs
}

fn set(pairs: &mut PairTable, pair: Pair, dice: &mut ChaCha8Rng, step: u16) {
    let points =
        u16::try_from((below(dice, 10_001) + below(dice, 10_001)) / 2).expect("a mean of points") / step * step;
    pairs.set(pair, Points::new(points));
}

fn below(dice: &mut ChaCha8Rng, end: usize) -> usize {
    usize::try_from(dice.next_u64() % end as u64).expect("smaller than the end")
}

fn problem(capacity: u32, minimum: u32, mentors: usize, wanted: u32, mentees: usize, pairs: PairTable) -> Problem {
    Problem {
        mentors: vec![MentorPlaces { capacity, minimum }; mentors],
        mentees: vec![MenteePlaces { wanted, tier: 10 }; mentees],
        pairs,
        demands: None,
        teams: None,
        meetings: None,
        groups: None,
        quotas: Vec::new(),
        previous: Vec::new(),
        must: Vec::new(),
        levels: vec![Level::Coverage, Level::Total],
        stable: None,
    }
}

/// Three quotas that overlap and bind: most pairs across sites, few pairs of one kind, many of another.
fn with_quotas(seed: u64, size: usize, candidates: usize, step: u16) -> Problem {
    let mut dice = ChaCha8Rng::seed_from_u64(seed);
    let table = pairs(&mut dice, size, size, candidates, step);
    let mut traits = || -> Vec<[usize; 3]> {
        (0..size).map(|_| [below(&mut dice, 3), below(&mut dice, 10), below(&mut dice, 4)]).collect()
    };
    let (mentors, mentees) = (traits(), traits());
    let quota = |counts: &dyn Fn([usize; 3], [usize; 3]) -> bool, sense, amount| {
        let mut marks = PairMarks::none(size, size);
        for (mentee, &traits) in mentees.iter().enumerate() {
            for mentor in (0..size).filter(|&mentor| counts(mentors[mentor], traits)) {
                marks.add(Pair { mentee, mentor });
            }
        }
        Quota { counts: marks, sense, amount, per: Per::Result }
    };
    let mut problem = problem(1, 0, size, 1, size, table);
    let share = |percent: u32| u32::try_from(size).expect("a small number") * percent / 100;
    problem.quotas = vec![
        quota(&|mentor, mentee| mentor[0] != mentee[0], Sense::AtLeast, Amount::Share { part: 4, whole: 5 }),
        quota(&|mentor, mentee| mentor[1] + mentee[1] < 9, Sense::AtMost, Amount::Rows(share(33))),
        quota(&|mentor, mentee| mentor[2] == mentee[2], Sense::AtLeast, Amount::Rows(share(40))),
    ];
    problem
}

fn with_several(mut problem: Problem) -> Problem {
    problem.mentees.iter_mut().for_each(|mentee| mentee.wanted = 2);
    problem.mentors.iter_mut().for_each(|mentor| mentor.capacity = 3);
    problem
}

/// Teams of mediators: one experienced at least, no two of one gender group, some who avoid each other; all or none.
fn with_teams(seed: u64, cases: usize, mediators: usize, size: u32) -> Problem {
    let mut dice = ChaCha8Rng::seed_from_u64(seed);
    let table = pairs(&mut dice, mediators, cases, mediators * 2 / 3, 1);
    let mut apart = SideMarks::none(mediators);
    let groups: Vec<usize> = (0..mediators).map(|_| below(&mut dice, size as usize + 1)).collect();
    for one in 0..mediators {
        for other in 0..one {
            if groups[one] == groups[other] || below(&mut dice, 15) == 0 {
                apart.add(one, other);
            }
        }
    }
    let experienced: Vec<bool> = (0..mediators).map(|_| below(&mut dice, 10) < 4).collect();
    let count = TeamCount { sense: Sense::AtLeast, number: 1, counts: experienced };
    let mut problem = problem(4, 0, mediators, size, cases, table);
    problem.teams = Some(Teams { all_or_nothing: true, counts: vec![count], apart });
    problem
}

/// Mentors with nobody, or two or three.
fn with_minimum(seed: u64, wanted: u32) -> Problem {
    let mut dice = ChaCha8Rng::seed_from_u64(seed);
    let table = pairs(&mut dice, 200, 300, 30, 1);
    problem(if wanted > 1 { 4 } else { 3 }, 2, 200, wanted, 300, table)
}

/// The first so many mentors offer nothing.
fn short_of_mentors(mut problem: Problem, without: usize) -> Problem {
    problem.mentors.iter_mut().take(without).for_each(|mentor| mentor.capacity = 0);
    problem
}

/// Mentees who want help with three of ten subjects, from two tutors at most; tutors are strong in three.
fn with_demands(seed: u64, capacity: u32) -> Problem {
    let mut dice = ChaCha8Rng::seed_from_u64(seed);
    let (mentors, mentees) = (150, 200);
    let table = pairs(&mut dice, mentors, mentees, 60, 1);
    let mut subjects = |count: usize| -> Vec<Vec<usize>> { (0..count).map(|_| rand_subjects(&mut dice)).collect() };
    let (strong, weak) = (subjects(mentors), subjects(mentees));
    let mut problem = problem(capacity, 0, mentors, 3, mentees, table);
    let place = |mentee: usize, subject: usize| DemandedPlace {
        offers: problem.pairs.allowed(mentee).filter(|(mentor, _)| strong[*mentor].contains(&subject)).collect(),
    };
    let places = (0..mentees).map(|mentee| weak[mentee].iter().map(|&subject| place(mentee, subject)).collect());
    problem.demands = Some(Demands { places: places.collect(), most_mentors: vec![Some(2); mentees] });
    problem
}

fn rand_subjects(dice: &mut ChaCha8Rng) -> Vec<usize> {
    let first = below(dice, 10);
    let second = (first + 1 + below(dice, 4)) % 10;
    let third = (second + 1 + below(dice, 4)) % 10;
    vec![first, second, third]
}

fn with_levels(mut problem: Problem, seed: u64) -> Problem {
    let mut dice = ChaCha8Rng::seed_from_u64(seed + 100);
    problem.levels = vec![Level::Coverage, Level::Worst, Level::Continuity, Level::Balance, Level::Total];
    problem.mentors.iter_mut().for_each(|mentor| mentor.capacity = 2);
    for mentee in 0..problem.mentees.len() {
        let allowed: Vec<usize> = problem.pairs.allowed(mentee).map(|(mentor, _)| mentor).collect();
        if !allowed.is_empty() && below(&mut dice, 2) == 0 {
            problem.previous.push(Pair { mentee, mentor: allowed[below(&mut dice, allowed.len())] });
        }
    }
    problem
}

fn plain(seed: u64, size: usize) -> Problem {
    let mut dice = ChaCha8Rng::seed_from_u64(seed);
    let table = pairs(&mut dice, size, size, size, 1);
    with_levels(problem(2, 0, size, 1, size, table), seed)
}

fn fair(mut problem: Problem) -> Problem {
    problem.levels = vec![Level::Coverage, Level::Fair, Level::Total];
    problem
}
