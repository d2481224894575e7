//! Pairs that are computed from measures are those that criteria and rules give, whatever the program and the people are.

#[path = "support/dice.rs"]
mod dice;
#[path = "support/everyday.rs"]
mod everyday;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use dice::Dice;
use everyday::{CRITERIA, Draw, LABELS, RULES, Run, drawn, pairs, people, with};
use pairwright::diagnostic::Sink;
use pairwright::formulate::{computed_pairs, formulate};
use pairwright::kernel::{Measure, Measures};
use pairwright::problem::{Members, Pair, Pairs};
use pairwright::progress::Silent;
use pairwright::scoring::Scoring;
use pairwright::units::Side;

/// A roster for which both sides' views are computed too.
const DRAW: Draw<'_> = Draw { least: 2, spread: 13, objective: "method = \"stable\"\nproposing = \"mentee\"" };

/// Of each rule as it is written, whether it forbade any pair and allowed any.
type Seen = BTreeMap<String, BTreeSet<bool>>;

/// The line that a part of a program is written in, below its name and a line of settings; of a built-in rule its name.
fn line_of(program: &str, name: &str) -> String {
    let rest = program.split(&format!("name = \"{name}\"\n")).nth(1);
    rest.and_then(|rest| rest.lines().nth(1)).unwrap_or(name).to_owned()
}

fn everybody([mentors, mentees]: [usize; 2]) -> impl Iterator<Item = (usize, usize)> {
    (0..mentors).flat_map(move |mentor| (0..mentees).map(move |mentee| (mentor, mentee)))
}

/// Measures are asked of every pair, and told which rules it breaks.
fn check_measures(program: &str, scoring: &Scoring<'_>, measures: &Measures, seen: &mut Seen) {
    let rules: Vec<Vec<Measure>> = scoring.rule_measures().collect();
    let lines: Vec<String> = scoring.rule_names().iter().map(|name| line_of(program, name)).collect();
    for (mentor, mentee) in everybody([scoring.mentors(), scoring.mentees()]) {
        let mut broken = vec![false; lines.len()];
        let points = scoring.judge(mentor, mentee, |rule| broken[rule] = true).map(|points| points.get());
        assert_eq!(measures.points(mentor, mentee), points, "{mentor} {mentee}\n{program}");
        let own = points.unwrap_or(5_000);
        for least in [0, own, own.saturating_add(1), 10_000] {
            let from = scoring.judge_from(mentor, mentee, least).map(|points| points.get());
            assert_eq!(from, points.filter(|&points| points >= least), "{mentor} {mentee} {least}\n{program}");
        }
        for ((rule, &broken), line) in rules.iter().zip(&broken).zip(&lines) {
            let forbids = rule.iter().any(|measure| measure.value(mentor, mentee) == 0);
            assert_eq!(forbids, broken, "{mentor} {mentee} {line}\n{program}");
            seen.entry(line.clone()).or_default().insert(forbids);
        }
    }
}

/// Computed pairs and views of them are asked of every pair of a problem.
fn check_pairs(program: &str, scoring: &Scoring<'_>, at: [&[usize]; 2], pairs: &Pairs, views: &[Pairs; 2]) {
    for (mentor, mentee) in everybody(at.map(<[usize]>::len)) {
        let people = (at[0][mentor], at[1][mentee]);
        let takes_part = scoring.is_eligible(Side::Mentor, people.0) && scoring.is_eligible(Side::Mentee, people.1);
        let points = scoring.judge(people.0, people.1, |_| ()).filter(|_| takes_part);
        let pair = Pair { mentor, mentee };
        assert_eq!(pairs.points(pair), points, "{people:?}\n{program}");
        for side in Side::BOTH {
            let view = points.map(|_| scoring.view_points(side, people.0, people.1));
            assert_eq!(views[side.index()].points(pair), view, "{side:?} {people:?}\n{program}");
        }
    }
}

#[test]
fn computed_pairs_are_those_that_criteria_and_rules_give() {
    let (mut seen, mut rated) = (Seen::new(), BTreeSet::<&str>::new());
    let (mut classes_of_several, mut several_parts, mut parts_of_lists) = (0, 0, 0);
    for seed in 0..450 {
        let run = drawn(seed, DRAW);
        rated.extend(CRITERIA.into_iter().filter(|criterion| run.program.contains(*criterion)));
        with(&run, |scoring, _, at| {
            let measures = Arc::new(scoring.measures());
            check_measures(&run.program, scoring, &measures, &mut seen);
            let (pairs, views) = computed_pairs(scoring, at[0], at[1], &measures);
            let (pairs, views) = (Pairs::Computed(pairs), views.map(Pairs::Computed));
            check_pairs(&run.program, scoring, at, &pairs, &views);
            let parts = pairs.parts();
            several_parts += usize::from(parts.len() > 1);
            for part in parts {
                let members = [part.mentees.expect("computed"), part.mentors.expect("computed")];
                assert_eq!([part.source.rows(), part.source.columns()], members.map(Members::classes));
                let firsts = members.map(|of| (0..of.classes()).map(|class| of.of(class)[0]).collect::<Vec<u32>>());
                assert!(firsts.iter().all(|firsts| firsts.is_sorted()), "classes stand by their first members");
                let several = members.iter().any(|of| (0..of.classes()).any(|class| of.of(class).len() > 1));
                classes_of_several += usize::from(several);
                parts_of_lists += usize::from(!several && run.program.contains("listed"));
            }
        });
    }
    let numbers = [classes_of_several, several_parts, parts_of_lists];
    assert!(numbers[0] > 15 && numbers[1] > 12 && numbers[2] > 5, "{numbers:?}");
    assert!(CRITERIA.iter().all(|criterion| rated.contains(*criterion)));
    for rule in RULES.iter().filter(|rule| !rule.contains("_has")).chain(&["self", "avoids", "never", "rated-never"]) {
        assert_eq!(seen[*rule], BTreeSet::from([false, true]), "{rule} allowed pairs and forbade some");
    }
}

/// More pairs than are stored: what is counted of them without looking at each is what they come to one by one.
#[test]
fn computed_pairs_are_counted_as_if_one_by_one() {
    let mut dice = Dice::new(1);
    let number = [1010, 1000];
    let rules = ["same = { field = \"site\" }", "gap = { field = \"grade\", min = 0 }", "wish = { by = \"both\" }"];
    let rules =
        rules.iter().zip(0..).map(|(rule, at)| format!("[[rules]]\nname = \"R{at}\"\nif_blank = \"allow\"\n{rule}\n"));
    let run = Run {
        program: format!(
            "[[criteria]]\nname = \"C\"\ncovers = {{ need = \"interests\", offer = \"languages\" }}\nblank = 0.5\n{}\
             [objective]\nminimum_score = 20\n",
            rules.collect::<String>()
        ),
        mentors: people("M", "E", number[0], number[1], LABELS, &mut dice),
        mentees: people("E", "M", number[1], number[0], LABELS, &mut dice),
        previous: pairs([1, 1], 0, &[], &mut dice),
        never: pairs([40, 40], 50, &[], &mut dice),
        ratings: pairs([1, 1], 0, &["1"], &mut dice),
        must: pairs([1, 1], 0, &[], &mut dice),
    };
    with(&run, |scoring, roster, at| {
        let formulated = formulate(scoring, roster, 0, &Silent, &mut Sink::default()).expect("no table");
        let mut forbidden = vec![0; scoring.rule_names().len()];
        let mut allowed = 0;
        for (mentor, mentee) in everybody(at.map(<[usize]>::len)) {
            if scoring.is_eligible(Side::Mentor, mentor) && scoring.is_eligible(Side::Mentee, mentee) {
                allowed += u64::from(scoring.judge(mentor, mentee, |rule| forbidden[rule] += 1).is_some());
            }
        }
        assert!(matches!(formulated.problem.pairs, Pairs::Computed(_)));
        assert_eq!(formulated.allowed, Some(allowed));
        assert_eq!(formulated.forbidden, forbidden.iter().map(|&number| Some(number)).collect::<Vec<Option<u64>>>());
        assert!(allowed > 1000 && forbidden.iter().all(|&number| number > 100), "{allowed} {forbidden:?}");
    });
}

/// People who differ in more values than are told beforehand.
#[test]
fn of_very_many_different_values_measures_are_the_same() {
    let number = 1100;
    let person = |prefix: &str, person: usize| {
        let (hour, minute) = (8 + person % 7, 5 * (person % 11));
        let times = format!("Mon {hour:02}:{minute:02}-{:02}:{minute:02};Tue 9:00-10:{:02}", hour + 1, person / 77);
        format!("{prefix}{person},home {},{}.{:03},{times}\n", person % 1050, person % 7, person)
    };
    let people = |prefix: &str| {
        let rows: String = (0..number).map(|at| person(prefix, at)).collect();
        format!("id,household,level,availability\n{rows}")
    };
    let nothing = || "mentor,mentee\n".to_owned();
    let run = Run {
        program: "[fields]\nlevel = \"number\"\nhousehold = \"choice\"\n\
            [[criteria]]\nname = \"A\"\nnear = { field = \"level\", range = 3 }\n\
            [[criteria]]\nname = \"B\"\nsame = { field = \"household\" }\n\
            [[criteria]]\nname = \"C\"\ncommon = { field = \"availability\", minutes = 100 }\n\
            [[rules]]\nname = \"D\"\ndiffer = { field = \"household\" }\n"
            .to_owned(),
        mentors: people("M"),
        mentees: people("E"),
        previous: nothing(),
        never: nothing(),
        ratings: "mentor,mentee,rating\n".to_owned(),
        must: nothing(),
    };
    with(&run, |scoring, _, _| {
        let measures = scoring.measures();
        let is_asked = |(_, measure): &(u64, Measure)| matches!(measure, Measure::Asked(_));
        let is_shared = |(_, measure): &(u64, Measure)| matches!(measure, Measure::Shared(_));
        assert!(is_asked(&measures.criteria[0]) && measures.criteria[1..].iter().all(is_shared));
        let (mut forbidden, mut dice) = (0, Dice::new(7));
        for at in 0..20_000 {
            let mentor = dice.index(number);
            let mentee = if at % 8 == 0 { mentor } else { dice.index(number) };
            let points = scoring.judge(mentor, mentee, |_| ()).map(|points| points.get());
            assert_eq!(measures.points(mentor, mentee), points, "{mentor} {mentee}");
            forbidden += usize::from(points.is_none());
        }
        assert!(forbidden > 2500);
    });
}
