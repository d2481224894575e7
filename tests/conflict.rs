//! Where nothing is possible: the set that is named cannot hold together, and without any one of its members the others can.
//!
//! Each answer is checked on the program and the rosters written as text again, with only the named parts in force, by an enumeration of all
//! assignments.

#[path = "support/dice.rs"]
mod dice;
#[path = "conflict/draw.rs"]
mod draw;
#[path = "conflict/drawn.rs"]
mod drawn;
#[path = "support/enumerate.rs"]
#[expect(dead_code, reason = "only what is possible at all is asked for")]
mod enumerate;
#[path = "support/judge.rs"]
#[expect(dead_code, reason = "levels do not matter")]
mod judge;

use std::collections::BTreeMap;

use dice::Dice;
use draw::programme;
use drawn::{Drawn, Force, Shape, Text};
use pairwright::conflict::{Change, Conflict, Member, find_conflict};
use pairwright::diagnostic::{Sink, render};
use pairwright::formulate::{Formulated, formulate};
use pairwright::keys::Document;
use pairwright::problem::Problem;
use pairwright::program::{Words, read_program};
use pairwright::progress::Silent;
use pairwright::roster::{Files, Roster, read_pairs, read_roster};
use pairwright::scoring::{Scoring, bind};
use pairwright::solve::SolveOptions;
use pairwright::table::{Options, Table};
use pairwright::units::Amount;

/// Hands a programme made ready to a test; `None` where a must-pair breaks a rule.
#[track_caller]
fn ready<T>(text: &Text, test: impl Fn(&Scoring<'_>, &Roster, &Formulated, &Words) -> T) -> Option<T> {
    let mut sink = Sink::default();
    let program = read_program(Document::new("program.toml", text.program.as_str()), &mut sink);
    let program = program.unwrap_or_else(|| panic!("{}\n{}", render(&sink, false), text.program));
    let table = |name: &str, text: &str, sink: &mut Sink| {
        Table::read(name, text.into(), &Options::default(), sink).expect("a table")
    };
    let mentors = table("mentors.csv", &text.mentors, &mut sink);
    let mentees = table("mentees.csv", &text.mentees, &mut sink);
    let files = Files { mentors: &[mentors], mentees: &[mentees], ..Files::default() };
    let mut roster = read_roster(files, &program.reading, &mut sink);
    if !text.must.is_empty() {
        let must = table("must.csv", &format!("mentor,mentee\n{}", text.must), &mut sink);
        roster.must = read_pairs(must, &roster, true, &mut sink);
    }
    let scoring = bind(&program, &roster, &mut sink);
    let formulated = formulate(&scoring, &roster, 0, &Silent, &mut sink);
    let errors = sink.errors();
    let told = render(&sink, false);
    assert_eq!(told.matches("error[must::breaks-rule]").count(), errors, "{told}\n{text:#?}");
    (errors == 0).then(|| test(&scoring, &roster, &formulated.expect("a small roster"), &program.words))
}

/// Whether any assignment keeps all limits.
fn is_possible(problem: &Problem) -> bool {
    let found = enumerate::best(problem);
    if let Some(found) = &found {
        assert_eq!(judge::fault(problem, found), None, "the enumeration is wrong");
    }
    found.is_some()
}

/// Whether any assignment keeps what is in force. A must-pair that breaks a rule can be kept by none.
#[track_caller]
fn is_possible_as_text(drawn: &Drawn, force: &Force<'_>) -> bool {
    ready(&drawn.text(force), |_, _, formulated, _| is_possible(&formulated.problem)).unwrap_or(false)
}

/// Adds must-pairs of allowed pairs.
fn add_must_pairs(dice: &mut Dice, drawn: &mut Drawn) {
    let most = dice.roll(4);
    let allowed = ready(&drawn.text(&Force::All), |_, _, formulated, _| -> Vec<(usize, usize)> {
        let of = |index: usize| formulated.problem.pairs.allowed(index).map(move |(mentor, _)| (mentor, index));
        let pairs = (0..formulated.problem.mentees.len()).flat_map(of);
        pairs.map(|(mentor, mentee)| (formulated.mentor_at[mentor], formulated.mentee_at[mentee])).collect()
    });
    let allowed = allowed.expect("there are no must-pairs yet");
    for _ in 0..most {
        if allowed.is_empty() {
            break;
        }
        let pair = dice.one_of(&allowed);
        if !drawn.must.contains(&pair) {
            drawn.must.push(pair);
        }
    }
}

/// The conflict of a programme; `None` where something is possible.
fn conflict(text: &Text) -> Option<Conflict> {
    ready(text, |scoring, roster, formulated, words| {
        let is_infeasible = !is_possible(&formulated.problem);
        let find = || find_conflict(scoring, roster, formulated, words, &SolveOptions::default());
        is_infeasible.then(|| find().expect("memory for a few pairs"))
    })
    .expect("the must-pairs are allowed")
}

/// The amount one step from a change towards what does not do; `None` where there is no such step before the part as it stands.
fn one_step_short(change: Change) -> Option<Amount> {
    let hundredths = |part: u32, whole: u32| u64::from(part) * 10_000 / u64::from(whole);
    let share =
        |step: u64| u32::try_from(step).ok().filter(|&step| step <= 10_000).map(|step| Amount::share(step, 10_000));
    match change {
        Change::AtLeast(Amount::Rows(rows)) => rows.checked_sub(1).map(Amount::Rows),
        Change::AtMost(Amount::Rows(rows)) => Some(Amount::Rows(rows + 1)),
        Change::AtLeast(Amount::Share { part, whole }) => hundredths(part, whole).checked_sub(1).and_then(share),
        Change::AtMost(Amount::Share { part, whole }) => share(hundredths(part, whole) + 1),
    }
}

/// The programme with the rows of its files in the opposite order.
fn upside_down(text: &Text) -> Text {
    let turned = |rows: &str| rows.lines().rev().map(|row| format!("{row}\n")).collect::<String>();
    let roster = |roster: &str| {
        let (header, rows) = roster.split_once('\n').expect("a header");
        format!("{header}\n{}", turned(rows))
    };
    Text {
        program: text.program.clone(),
        mentors: roster(&text.mentors),
        mentees: roster(&text.mentees),
        must: turned(&text.must),
    }
}

/// What is told of each part.
fn words(conflict: &Conflict) -> Vec<(String, Option<String>, Option<bool>)> {
    let told = |member: &Member| (member.words.clone(), member.needs.clone(), member.is_enough);
    conflict.members.iter().map(told).collect()
}

#[track_caller]
fn check(drawn: &Drawn, conflict: &Conflict) {
    let told: Vec<&str> = conflict.members.iter().map(|member| member.words.as_str()).collect();
    let at = || format!("{told:#?}\n{:#?}", drawn.text(&Force::All));
    assert!(conflict.is_minimal, "every question was decided: {}", at());
    assert!(!conflict.members.is_empty(), "nothing is named: {}", at());
    let all: Vec<&Member> = conflict.members.iter().collect();
    let only = |members: Vec<_>, instead| is_possible_as_text(drawn, &Force::Only { members, instead });
    let all_but = |member, instead| is_possible_as_text(drawn, &Force::AllBut { member, instead });
    assert!(!only(all.clone(), None), "the set can hold together: {}", at());
    for member in &conflict.members {
        let others: Vec<&Member> = all.iter().copied().filter(|other| other.part != member.part).collect();
        assert!(only(others.clone(), None), "{} can be spared: {}", member.words, at());
        let is_enough = all_but(member, member.change.map(Change::amount));
        assert_eq!(
            member.is_enough,
            Some(is_enough),
            "{}: of everything else it is said wrongly: {}",
            member.words,
            at()
        );
        let Some(change) = member.change else { continue };
        let amount = change.amount();
        assert!(
            only(others.clone(), Some((member.part, amount))),
            "{}: {change:?} is not enough: {}",
            member.words,
            at()
        );
        if let Some(short) = one_step_short(change) {
            assert!(!only(others, Some((member.part, short))), "{}: {short:?} does too: {}", member.words, at());
        }
    }
}

/// Checks so many programmes of these shapes of which nothing is possible, and counts the kinds of parts that are named.
fn check_shapes(times: usize, shapes: &[Shape]) -> BTreeMap<&'static str, usize> {
    let mut kinds = BTreeMap::new();
    let mut checked = 0;
    for seed in 0.. {
        assert!(seed < 60 * times as u64, "{shapes:?}: only {checked} of so many are impossible");
        if checked == times {
            break;
        }
        let mut dice = Dice::new(seed);
        let mut drawn = programme(&mut dice, shapes);
        add_must_pairs(&mut dice, &mut drawn);
        let text = drawn.text(&Force::All);
        if let Some(found) = conflict(&text) {
            check(&drawn, &found);
            let again = conflict(&upside_down(&text)).expect("the same programme");
            assert_eq!(words(&found), words(&again), "the order of rows has a part in it: {text:#?}");
            checked += 1;
            found.members.iter().for_each(|member| *kinds.entry(member.part.kind()).or_default() += 1);
        }
    }
    kinds
}

#[track_caller]
fn assert_named(named: &BTreeMap<&'static str, usize>, kinds: &[&str]) {
    for kind in kinds {
        assert!(named.get(kind).is_some_and(|&times| times > 0), "{kind} is never named: {named:?}");
    }
}

#[test]
fn must_pairs_and_places() {
    let named = check_shapes(40, &[]);
    assert_named(&named, &["must-pair", "capacity", "mentors-wanted"]);
}

#[test]
fn quotas() {
    let named = check_shapes(40, &[Shape::Quotas]);
    assert_named(&named, &["must-pair", "quota", "capacity", "mentors-wanted"]);
}

#[test]
fn quotas_and_rules() {
    let named = check_shapes(40, &[Shape::Quotas, Shape::Rules]);
    assert_named(&named, &["quota", "rule", "minimum-score"]);
}

#[test]
fn minima() {
    let named = check_shapes(40, &[Shape::Minimum]);
    assert_named(&named, &["must-pair", "minimum", "capacity"]);
}

#[test]
fn minima_and_quotas_or_rules() {
    assert_named(&check_shapes(25, &[Shape::Minimum, Shape::Quotas]), &["minimum", "quota"]);
    assert_named(&check_shapes(25, &[Shape::Minimum, Shape::Rules]), &["minimum", "rule"]);
}

#[test]
fn demands() {
    let named = check_shapes(40, &[Shape::Demands]);
    assert_named(&named, &["must-pair", "capacity", "mentors-wanted"]);
    assert_named(&check_shapes(25, &[Shape::Demands, Shape::Quotas]), &["quota"]);
    assert_named(&check_shapes(25, &[Shape::Demands, Shape::Rules]), &["must-pair"]);
}

#[test]
fn teams() {
    let named = check_shapes(40, &[Shape::Teams]);
    assert_named(&named, &["must-pair", "all-or-nothing", "team-rule", "team-avoids", "capacity"]);
    for other in [Shape::Quotas, Shape::Rules, Shape::Demands, Shape::Minimum] {
        check_shapes(15, &[Shape::Teams, other]);
    }
}

#[test]
fn meetings() {
    let named = check_shapes(40, &[Shape::Meetings]);
    assert_named(&named, &["must-pair", "rooms", "slots"]);
    for other in [Shape::Quotas, Shape::Rules, Shape::Demands, Shape::Minimum, Shape::Teams] {
        check_shapes(15, &[Shape::Meetings, other]);
    }
}

#[test]
fn meetings_together() {
    let named = check_shapes(40, &[Shape::Meetings, Shape::OneMeeting]);
    assert_named(&named, &["must-pair", "rooms", "slots"]);
    for other in [Shape::Quotas, Shape::Rules, Shape::Demands, Shape::Minimum, Shape::Teams] {
        check_shapes(15, &[Shape::Meetings, Shape::OneMeeting, other]);
    }
}

#[test]
fn groups() {
    let named = check_shapes(60, &[Shape::Groups]);
    assert_named(&named, &["must-pair", "least-members", "most-members", "group-rule", "group-avoids", "slots"]);
    for other in [Shape::Quotas, Shape::Rules, Shape::Minimum] {
        check_shapes(15, &[Shape::Groups, other]);
    }
}
