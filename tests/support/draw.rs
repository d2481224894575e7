//! Small random problems of every shape, with many ties, and now and then one that nothing satisfies.

use std::collections::BTreeSet;

use pairwright::problem::{
    Amount, DemandedPlace, Demands, MenteePlaces, MentorPlaces, Pair, PairMarks, PairTable, Per, Problem, Quota, Sense,
    SideMarks, TeamCount, Teams,
};
use pairwright::units::{Level, Points};

use super::dice::Dice;
use super::enumerate::choices;

/// Something beyond one pair at a time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    Minimum,
    /// Demands, without or with a bound on the number of different mentors.
    Demands {
        bounded: bool,
    },
    /// Team rules, of one kind or of up to three at once.
    Teams(Option<TeamRule>),
    /// Quotas, of one kind or of up to three at once.
    Quotas(Option<QuotaKind>),
}

/// A kind of team rule.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TeamRule {
    AtLeast,
    AtMost,
    /// No two alike, all alike, or two who avoid each other.
    Apart,
    AllOrNothing,
}

impl TeamRule {
    pub const ALL: [TeamRule; 4] = [TeamRule::AtLeast, TeamRule::AtMost, TeamRule::Apart, TeamRule::AllOrNothing];
}

/// A kind of quota, or of two together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum QuotaKind {
    One {
        sense: Sense,
        is_share: bool,
        per: Per,
    },
    /// All that count for one count for the other.
    Nested,
    /// Some count for both.
    Overlapping,
}

impl QuotaKind {
    pub fn all() -> Vec<QuotaKind> {
        let mut kinds = vec![QuotaKind::Nested, QuotaKind::Overlapping];
        for sense in [Sense::AtLeast, Sense::AtMost] {
            for is_share in [false, true] {
                kinds.extend([Per::Result, Per::Mentor].map(|per| QuotaKind::One { sense, is_share, per }));
            }
        }
        kinds
    }
}

/// The most choices that an enumeration of a drawn problem has.
const MOST_CHOICES: usize = 10_000;

/// Every order of levels that a program may have: coverage first or left out, and `worst`, `fair` and `balance` not the first
/// but after coverage, continuity or total.
pub fn level_orders() -> Vec<Vec<Level>> {
    let mut orders: Vec<Vec<Level>> = vec![Vec::new()];
    let mut from = 0;
    while from < orders.len() {
        let order = orders[from].clone();
        for level in Level::ALL.into_iter().filter(|level| !order.contains(level) && may_follow(&order, *level)) {
            orders.push(order.iter().copied().chain([level]).collect());
        }
        from += 1;
    }
    orders.remove(0);
    orders
}

fn may_follow(order: &[Level], level: Level) -> bool {
    let opens = |level: Level| matches!(level, Level::Coverage | Level::Continuity | Level::Total);
    match level {
        Level::Coverage => order.is_empty(),
        Level::Continuity | Level::Total => true,
        Level::Worst | Level::Fair | Level::Balance => order.iter().copied().any(opens),
    }
}

/// Draws a problem of these shapes; the same for the same dice.
pub fn problem(dice: &mut Dice, shapes: &[Shape], levels: &[Level]) -> Problem {
    loop {
        let mut problem = plain(dice, shapes, levels);
        // Demands first: they say how many places a mentee wants.
        for shape in shapes {
            if let Shape::Demands { bounded } = *shape {
                add_demands(&mut problem, dice, bounded);
            }
        }
        for shape in shapes {
            match *shape {
                Shape::Minimum => add_minima(&mut problem, dice),
                Shape::Teams(rule) => add_teams(&mut problem, dice, rule),
                Shape::Quotas(kind) => add_quotas(&mut problem, dice, kind),
                Shape::Demands { .. } => {}
            }
        }
        if choices(&problem) <= MOST_CHOICES {
            return problem;
        }
    }
}

// ---- Plain ----

fn plain(dice: &mut Dice, shapes: &[Shape], levels: &[Level]) -> Problem {
    let mentors = dice.one_of(&[1, 2, 3, 4, 4, 4]);
    let mentees = dice.one_of(&[1, 2, 3, 4, 4, 5]);
    let has_teams = shapes.iter().any(|shape| matches!(shape, Shape::Teams(_)));
    let wants: &[u32] = if has_teams { &[1, 2, 2, 3] } else { &[0, 1, 1, 2, 2, 3] };
    let pairs = pairs(dice, mentors, mentees);
    let allowed = allowed(&pairs, mentees);
    Problem {
        mentors: (0..mentors)
            .map(|_| MentorPlaces { capacity: dice.one_of(&[0, 1, 1, 2, 2, 3, 4]), minimum: 0 })
            .collect(),
        mentees: (0..mentees)
            .map(|_| MenteePlaces { wanted: dice.one_of(wants), tier: dice.one_of(&[1, 2, 10, 10]) })
            .collect(),
        pairs,
        demands: None,
        teams: None,
        meetings: None,
        groups: None,
        quotas: Vec::new(),
        previous: some_of(dice, &allowed, 30),
        must: if dice.chance(20) { some_of(dice, &allowed, 10) } else { Vec::new() },
        levels: levels.to_vec(),
        stable: None,
    }
}

/// Points in a style: few that tie, the edges of bands, or any.
fn points(dice: &mut Dice, style: u32) -> Points {
    let points = match style {
        0 => dice.roll(3),
        1 => dice.roll(5) * 2_500,
        2 => dice.one_of(&[0, 99, 100, 199, 200, 9_999, 10_000]),
        3 => dice.roll(4) * 70 + 5_000,
        _ => dice.roll(10_001),
    };
    Points::new(u16::try_from(points).expect("up to 10000")).expect("up to 10000")
}

fn pairs(dice: &mut Dice, mentors: usize, mentees: usize) -> PairTable {
    let mut pairs = PairTable::forbidding_all(mentors, mentees).expect("a small table");
    let (style, allowed) = (dice.roll(5), dice.one_of(&[60, 80, 100]));
    for mentee in 0..mentees {
        for mentor in 0..mentors {
            let points = points(dice, style);
            pairs.set(Pair { mentee, mentor }, dice.chance(allowed).then_some(points));
        }
    }
    pairs
}

fn allowed(pairs: &PairTable, mentees: usize) -> Vec<Pair> {
    (0..mentees).flat_map(|mentee| pairs.allowed(mentee).map(move |(mentor, _)| Pair { mentee, mentor })).collect()
}

fn some_of(dice: &mut Dice, pairs: &[Pair], chance: u32) -> Vec<Pair> {
    pairs.iter().copied().filter(|_| dice.chance(chance)).collect()
}

// ---- Minimum ----

fn add_minima(problem: &mut Problem, dice: &mut Dice) {
    for mentor in &mut problem.mentors {
        mentor.capacity = dice.one_of(&[1, 2, 3, 3, 4, 5]);
        mentor.minimum = dice.one_of(&[0, 1, 2, 2, 3, 4]);
    }
}

// ---- Demands ----

fn add_demands(problem: &mut Problem, dice: &mut Dice, bounded: bool) {
    let tags = 4;
    let style = dice.roll(5);
    let offers: Vec<Vec<bool>> = problem.mentors.iter().map(|_| (0..tags).map(|_| dice.chance(60)).collect()).collect();
    let mut demands = Demands { places: Vec::new(), most_mentors: Vec::new() };
    for (mentee, places) in problem.mentees.iter_mut().enumerate() {
        let demanded: Vec<usize> = (0..tags).filter(|_| dice.chance(50)).take(3).collect();
        let mentors: Vec<usize> = problem.pairs.allowed(mentee).map(|(mentor, _)| mentor).collect();
        let mut place = |tag: usize| {
            let offering = mentors.iter().copied().filter(|&mentor| offers[mentor][tag]);
            DemandedPlace { offers: offering.map(|mentor| (mentor, points(dice, style))).collect() }
        };
        demands.places.push(demanded.iter().map(|&tag| place(tag)).collect());
        demands.most_mentors.push(if bounded && dice.chance(80) { Some(dice.one_of(&[1, 1, 2])) } else { None });
        places.wanted = u32::try_from(demanded.len()).expect("few tags");
    }
    problem.demands = Some(demands);
}

// ---- Teams ----

fn add_teams(problem: &mut Problem, dice: &mut Dice, rule: Option<TeamRule>) {
    let mentors = problem.mentors.len();
    let mut teams = Teams { all_or_nothing: false, counts: Vec::new(), apart: SideMarks::none(mentors) };
    let rules: Vec<TeamRule> = match rule {
        Some(rule) => vec![rule],
        None => (0..1 + dice.roll(3)).map(|_| dice.one_of(&TeamRule::ALL)).collect(),
    };
    for rule in rules {
        match rule {
            TeamRule::AtLeast => teams.counts.push(team_count(dice, mentors, Sense::AtLeast, &[1, 1, 1, 2])),
            TeamRule::AtMost => teams.counts.push(team_count(dice, mentors, Sense::AtMost, &[0, 1, 1, 2])),
            TeamRule::Apart => set_apart(dice, mentors, &mut teams.apart),
            TeamRule::AllOrNothing => teams.all_or_nothing = true,
        }
    }
    problem.teams = Some(teams);
}

fn team_count(dice: &mut Dice, mentors: usize, sense: Sense, numbers: &[u32]) -> TeamCount {
    TeamCount { sense, number: dice.one_of(numbers), counts: (0..mentors).map(|_| dice.chance(50)).collect() }
}

/// Sets mentors apart who are alike, who are not, or any; a kind of 0 is a blank, alone or passed over.
fn set_apart(dice: &mut Dice, mentors: usize, apart: &mut SideMarks) {
    let kinds: Vec<u32> = (0..mentors).map(|_| dice.roll(4)).collect();
    let (way, blank_alone) = (dice.roll(3), dice.chance(50));
    for one in 0..mentors {
        for other in 0..one {
            let has_blank = kinds[one] == 0 || kinds[other] == 0;
            let is_apart = match way {
                0 | 1 if has_blank => blank_alone,
                0 => kinds[one] == kinds[other],
                1 => kinds[one] != kinds[other],
                _ => dice.chance(40),
            };
            if is_apart {
                apart.add(one, other);
            }
        }
    }
}

// ---- Quotas ----

fn add_quotas(problem: &mut Problem, dice: &mut Dice, kind: Option<QuotaKind>) {
    let all = QuotaKind::all();
    let kinds = match kind {
        Some(kind) => vec![kind],
        None => (0..1 + dice.roll(2)).map(|_| dice.one_of(&all)).collect(),
    };
    for kind in kinds {
        let outer = marked(dice, problem);
        match kind {
            QuotaKind::One { sense, is_share, per } => {
                problem.quotas.push(quota(dice, problem, &outer, sense, is_share, per));
            }
            QuotaKind::Nested => {
                let chance = dice.one_of(&[40, 70]);
                let inner: BTreeSet<Pair> = outer.iter().copied().filter(|_| dice.chance(chance)).collect();
                for pairs in [outer, inner] {
                    problem.quotas.push(any_quota(dice, problem, &pairs));
                }
            }
            QuotaKind::Overlapping => {
                for pairs in [outer, marked(dice, problem)] {
                    problem.quotas.push(any_quota(dice, problem, &pairs));
                }
            }
        }
    }
}

/// Pairs that count: those of some mentors, of some mentees, of both of one kind, or any.
fn marked(dice: &mut Dice, problem: &Problem) -> BTreeSet<Pair> {
    let mut kinds = |people: usize| -> Vec<u32> { (0..people).map(|_| dice.roll(2)).collect() };
    let (mentors, mentees) = (kinds(problem.mentors.len()), kinds(problem.mentees.len()));
    let way = dice.roll(5);
    let all = (0..mentees.len()).flat_map(|mentee| (0..mentors.len()).map(move |mentor| Pair { mentee, mentor }));
    let counts = |pair: &Pair| match way {
        0 => mentors[pair.mentor] == 1,
        1 => mentees[pair.mentee] == 1,
        2 => mentors[pair.mentor] != mentees[pair.mentee],
        _ => dice.chance(50),
    };
    all.filter(counts).collect()
}

fn any_quota(dice: &mut Dice, problem: &Problem, pairs: &BTreeSet<Pair>) -> Quota {
    let sense = dice.one_of(&[Sense::AtLeast, Sense::AtMost]);
    let (is_share, per) = (dice.chance(50), dice.one_of(&[Per::Result, Per::Mentor]));
    quota(dice, problem, pairs, sense, is_share, per)
}

fn quota(dice: &mut Dice, problem: &Problem, pairs: &BTreeSet<Pair>, sense: Sense, is_share: bool, per: Per) -> Quota {
    let mut counts = PairMarks::none(problem.mentors.len(), problem.mentees.len());
    pairs.iter().for_each(|&pair| counts.add(pair));
    let amount = if is_share {
        let (part, whole) = dice.one_of(&[(1, 2), (1, 3), (3, 10), (2, 3), (1, 4), (1, 1), (0, 1)]);
        Amount::Share { part, whole }
    } else {
        Amount::Rows(dice.one_of(&[0, 1, 1, 2, 2, 3]))
    };
    Quota { counts, sense, amount, per }
}
