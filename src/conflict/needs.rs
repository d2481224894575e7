//! How far a part would have to give way for the others of a conflict to hold.

use std::collections::BTreeSet;

use super::part::Part;
use super::search::Search;
use crate::problem::{Amount, GroupRule, Problem, Sense};
use crate::scoring::{BoundQuota, Scoring};
use crate::units::{Points, Side};

/// What would do in place of a part.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Change {
    /// This amount or more.
    AtLeast(Amount),
    /// This amount or less.
    AtMost(Amount),
}

impl Change {
    /// The amount that would do.
    #[must_use]
    pub const fn amount(self) -> Amount {
        match self {
            Change::AtLeast(amount) | Change::AtMost(amount) => amount,
        }
    }
}

/// Hundredths of a per cent that make the whole: the steps in which shares are searched.
const HUNDREDTHS: u32 = 10_000;

/// A number that a part has, or may have in place of that.
struct Scale {
    /// What the part limits: a limit from above gives way upwards.
    sense: Sense,
    /// The number that is too much, or too little.
    from: u32,
    /// The number with which the part asks for nothing.
    to: u32,
    /// Whether numbers are hundredths of a per cent.
    is_share: bool,
}

/// The amount nearest to that of the part with which the others of a conflict can hold; `None` where the part has no amount, or it is not
/// known whether any does.
pub(super) fn change_of(
    part: Part,
    conflict: &BTreeSet<Part>,
    search: &mut Search<'_, '_>,
    scoring: &Scoring<'_>,
) -> Option<Change> {
    let scale = scale_of(part, search, scoring)?;
    let amount = |number: u32| match scale.is_share {
        true => Amount::share(number, HUNDREDTHS),
        false => Amount::Rows(number),
    };
    let mut does = |number: u32| search.is_possible_with(conflict, part, Some(amount(number))) == Some(true);
    let (mut too_far, mut enough) = (scale.from, scale.to);
    if !does(enough) {
        return None;
    }
    while too_far.abs_diff(enough) > 1 {
        let middle = too_far.midpoint(enough);
        if does(middle) { enough = middle } else { too_far = middle }
    }
    Some(match scale.sense {
        Sense::AtLeast => Change::AtMost(amount(enough)),
        Sense::AtMost => Change::AtLeast(amount(enough)),
    })
}

fn scale_of(part: Part, search: &Search<'_, '_>, scoring: &Scoring<'_>) -> Option<Scale> {
    let (loosest, problem) = (search.loosest, search.loosest.problem());
    let scale = |sense, from, to| Some(Scale { sense, from, to, is_share: false });
    match part {
        Part::Quota(number) => of_quota(&scoring.quotas()[number], problem),
        Part::LeastMembers => scale(Sense::AtLeast, problem.groups.as_ref()?.least, 1),
        Part::MostMembers => scale(Sense::AtMost, problem.groups.as_ref()?.most, many(problem.mentees.len())),
        Part::GroupRule(number) => match &problem.groups.as_ref()?.rules[number] {
            GroupRule::Count { sense, number, .. } => {
                of_count(*sense, *number, many(problem.mentees.len() + problem.mentors.len()))
            }
            GroupRule::Alike { .. } => None,
        },
        Part::TeamRule(number) => {
            let (sense, number, _) = scoring.team()?.rules[number].count_of(Side::Mentor)?;
            of_count(sense, number, many(problem.mentors.len()))
        }
        Part::Rooms(slot) => scale(
            Sense::AtMost,
            *problem.meetings.as_ref()?.rooms.get(slot as usize)?.as_ref()?,
            many(problem.mentors.len()),
        ),
        Part::Minimum(mentor) => scale(Sense::AtLeast, scoring.minimum(mentor), 0),
        Part::MinimumScore => scale(Sense::AtLeast, scoring.minimum_score().get().into(), Points::ZERO.get().into()),
        Part::Capacity(mentor) => scale(Sense::AtMost, scoring.capacity(mentor), loosest.most_of_a_mentor()),
        Part::Wanted(mentee) => {
            let most = scoring.demands().map_or(Some(scoring.wanted(mentee)), |demands| demands.most_mentors(mentee));
            scale(Sense::AtMost, most?, loosest.most_of_a_mentee())
        }
        _ => None,
    }
    // A limit that is as loose as it can be is no limit.
    .filter(|scale| match scale.sense {
        Sense::AtLeast => scale.from > scale.to,
        Sense::AtMost => scale.from < scale.to,
    })
}

fn of_quota(quota: &BoundQuota<'_>, problem: &Problem) -> Option<Scale> {
    let (sense, is_share) = (quota.sense, matches!(quota.amount, Amount::Share { .. }));
    let from = match quota.amount {
        Amount::Rows(rows) => rows,
        Amount::Share { part, whole } => {
            let hundredths = u64::from(part) * u64::from(HUNDREDTHS);
            // A share between two steps: from the one that asks for more.
            let step = match sense {
                Sense::AtLeast => hundredths.div_ceil(whole.into()),
                Sense::AtMost => hundredths / u64::from(whole),
            };
            u32::try_from(step).ok()?
        }
    };
    let to = match (sense, is_share) {
        (Sense::AtLeast, _) => 0,
        (Sense::AtMost, true) => HUNDREDTHS,
        (Sense::AtMost, false) => match &problem.demands {
            Some(demands) => many(demands.places.iter().map(Vec::len).sum()),
            None => many(problem.mentees.len().saturating_mul(problem.mentors.len())),
        },
    };
    Some(Scale { sense, from, to, is_share })
}

fn of_count(sense: Sense, number: u32, everybody: u32) -> Option<Scale> {
    let to = match sense {
        Sense::AtLeast => 0,
        Sense::AtMost => everybody,
    };
    Some(Scale { sense, from: number, to, is_share: false })
}

fn many(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}
