//! The parts of a program and its rosters that may be left out one by one.

use crate::formulate::Formulated;
use crate::problem::Problem;
use crate::roster::Roster;
use crate::rules::{REFERRAL, SELF};
use crate::scoring::{MINIMUM_SCORE, Scoring};
use crate::text::natural_order;
use crate::units::{Points, Side};

/// A part of a program or a roster that limits what is possible. People are given by their index in the roster, everything else by its
/// number in the [`Scoring`].
///
/// The order of the variants is that in which parts are named rather than others: first what a coordinator wrote down for this run, last
/// what people are like.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Part {
    /// A must-pair.
    Must {
        /// The mentor.
        mentor: usize,
        /// The mentee.
        mentee: usize,
    },
    /// A quota.
    Quota(usize),
    /// The fewest members of a group.
    LeastMembers,
    /// The most members of a group.
    MostMembers,
    /// A rule of groups.
    GroupRule(usize),
    /// All places of a mentee or none. While it holds, the number of places does too.
    AllOrNothing,
    /// A rule of teams.
    TeamRule(usize),
    /// The most meetings in a slot.
    Rooms(u32),
    /// The minimum caseload of a mentor.
    Minimum(usize),
    /// The lowest score of a row.
    MinimumScore,
    /// A rule about pairs.
    Rule(usize),
    /// A rule about one person.
    PersonRule(usize),
    /// Two people who avoid each other are never in one group.
    GroupAvoids,
    /// Two mentors who avoid each other are never on one team.
    TeamAvoids,
    /// The capacity of a mentor.
    Capacity(usize),
    /// The places that a mentee wants; with demands the bound on its different mentors.
    Wanted(usize),
    /// The slots of a person.
    Slots(Side, usize),
}

impl Part {
    /// The word for its kind in results.
    #[must_use]
    pub const fn kind(self) -> &'static str {
        match self {
            Part::Must { .. } => "must-pair",
            Part::Quota(_) => "quota",
            Part::LeastMembers => "least-members",
            Part::MostMembers => "most-members",
            Part::GroupRule(_) => "group-rule",
            Part::AllOrNothing => "all-or-nothing",
            Part::TeamRule(_) => "team-rule",
            Part::Rooms(_) => "rooms",
            Part::Minimum(_) => "minimum",
            Part::MinimumScore => "minimum-score",
            Part::Rule(_) | Part::PersonRule(_) => "rule",
            Part::GroupAvoids => "group-avoids",
            Part::TeamAvoids => "team-avoids",
            Part::Capacity(_) => "capacity",
            Part::Wanted(_) => "mentors-wanted",
            Part::Slots(..) => "slots",
        }
    }

    /// Whether it is about particular people.
    #[must_use]
    pub const fn is_personal(self) -> bool {
        matches!(self, Part::Must { .. } | Part::Minimum(_) | Part::Capacity(_) | Part::Wanted(_) | Part::Slots(..))
    }
}

/// Every part that is there, those first that are named rather than others; people by id.
pub(super) fn parts_of(scoring: &Scoring<'_>, roster: &Roster, formulated: &Formulated) -> Vec<Part> {
    let problem = &formulated.problem;
    let by_id = |side: Side| {
        let people = roster.side(side);
        let mut order: Vec<usize> = (0..people.len()).collect();
        order.sort_by(|&one, &other| natural_order(people.id(one), people.id(other)));
        order
    };
    let (mentors, mentees) = (by_id(Side::Mentor), by_id(Side::Mentee));
    let rank = |order: &[usize]| {
        let mut rank = vec![0; order.len()];
        order.iter().enumerate().for_each(|(place, &person)| rank[person] = place);
        rank
    };
    let (mentor_rank, mentee_rank) = (rank(&mentors), rank(&mentees));
    let must = problem.must.iter().map(|pair| (formulated.mentor_at[pair.mentor], formulated.mentee_at[pair.mentee]));
    let mut must: Vec<(usize, usize)> = must.collect();
    must.sort_by_key(|&(mentor, mentee)| (mentee_rank[mentee], mentor_rank[mentor]));
    let mut parts: Vec<Part> = must.into_iter().map(|(mentor, mentee)| Part::Must { mentor, mentee }).collect();
    parts.extend((0..scoring.quotas().len()).map(Part::Quota));
    if let Some(groups) = &problem.groups {
        parts.extend((groups.least > 1).then_some(Part::LeastMembers));
        parts.push(Part::MostMembers);
        parts.extend((0..groups.rules.len()).map(Part::GroupRule));
    }
    if let Some(team) = scoring.team() {
        parts.extend(team.all_or_nothing.then_some(Part::AllOrNothing));
        parts.extend((0..team.rules.len()).map(Part::TeamRule));
    }
    if let Some(meetings) = &problem.meetings {
        parts.extend(
            (0_u32..).zip(&meetings.rooms).filter(|(_, rooms)| rooms.is_some()).map(|(slot, _)| Part::Rooms(slot)),
        );
    }
    parts.extend(mentors.iter().copied().filter(|&mentor| scoring.minimum(mentor) > 1).map(Part::Minimum));
    if more_pairs_help(problem) {
        parts.extend((scoring.minimum_score() > Points::ZERO).then_some(Part::MinimumScore));
        let rules = scoring.rule_names().into_iter().enumerate();
        // That a need for an adult is given to a peer is no way out of anything.
        let kept = [SELF, MINIMUM_SCORE, REFERRAL];
        parts.extend(rules.filter(|(_, name)| !kept.contains(name)).map(|(rule, _)| Part::Rule(rule)));
        let failing = scoring.person_rules().enumerate();
        let failing = failing.filter(|(_, (name, _, failing))| *failing > 0 && *name != REFERRAL);
        parts.extend(failing.map(|(rule, _)| Part::PersonRule(rule)));
    }
    parts.extend(problem.groups.is_some().then_some(Part::GroupAvoids));
    parts.extend(problem.teams.is_some().then_some(Part::TeamAvoids));
    parts.extend(mentors.iter().copied().map(Part::Capacity));
    let limits_mentees = |&mentee: &usize| match (scoring.demands(), &problem.groups) {
        (Some(demands), _) => demands.most_mentors(mentee).is_some(),
        (None, Some(_)) => scoring.wanted(mentee) == 0,
        (None, None) => true,
    };
    parts.extend(mentees.iter().copied().filter(limits_mentees).map(Part::Wanted));
    if scoring.slots().is_some() && may_grow(problem) {
        parts.extend(mentors.into_iter().map(|mentor| Part::Slots(Side::Mentor, mentor)));
        parts.extend(mentees.into_iter().map(|mentee| Part::Slots(Side::Mentee, mentee)));
    }
    parts
}

/// Whether a pair more that is allowed may make possible what was not: where something asks for rows beyond the must-pairs, or a must-pair
/// may be made by another row. Elsewhere the must-pairs alone are as good as any assignment with more rows, and they are allowed. Not where
/// there would be too many pairs.
pub(super) fn more_pairs_help(problem: &Problem) -> bool {
    let has_minima = problem.mentors.iter().any(|mentor| mentor.minimum > 1);
    let has_sets = problem.demands.is_some() || problem.teams.is_some() || problem.groups.is_some();
    (has_sets || has_minima || !problem.quotas.is_empty()) && may_grow(problem)
}

/// The most pairs with which rules are left out: beyond it they are always kept, for each question would take long and much memory.
const MOST_PAIRS: usize = 200_000;

/// The most pairs, counted once for each slot, with which rules and slots are left out: people who can meet at any time are the hardest.
const MOST_MEETINGS: usize = 20_000;

/// Whether every pair may be allowed, and everybody have every slot.
fn may_grow(problem: &Problem) -> bool {
    let of_groups = problem.groups.as_ref().and_then(|groups| groups.slots.as_ref());
    let slots = problem.meetings.as_ref().map(|meetings| &meetings.slots).or(of_groups);
    let pairs = problem.mentors.len().saturating_mul(problem.mentees.len());
    match slots {
        Some(slots) => pairs.saturating_mul(slots.number as usize) <= MOST_MEETINGS,
        None => pairs <= MOST_PAIRS,
    }
}
