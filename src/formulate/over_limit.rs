//! Must-pairs that no assignment holds for a limit of one person: places, a minimum caseload, demanded tags, slots, a team, a group.

use crate::diagnostic::{Diagnostic, Severity, Sink};
use crate::roster::Roster;
use crate::scoring::Scoring;
use crate::text::{count, printable};
use crate::units::Side;

/// Reports every must-pair that cannot be made for a limit of one person, and the people whose must-pairs are more than their places,
/// at the pair that is one too many.
pub fn report_must_pairs_over_limits(scoring: &Scoring<'_>, roster: &Roster, sink: &mut Sink) {
    let mut held = Side::BOTH.map(|side| vec![Vec::new(); roster.side(side).len()]);
    for (number, (mentor, mentee)) in roster.must.iter().enumerate() {
        let mut report = |fault: Fault| fault.report(number, roster, sink);
        if let Some(message) = cannot_be_made(scoring, roster, mentor, mentee) {
            report(Fault { code: "must::cannot-be-made", message, here: "cannot be made", remedy: CHANGE });
        }
        for (side, person, other) in [(Side::Mentee, mentee, mentor), (Side::Mentor, mentor, mentee)] {
            for &earlier in &held[side.index()][person] {
                if let Some(message) = apart(scoring, roster, (side, person), earlier, other) {
                    report(Fault {
                        code: "must::apart",
                        message,
                        here: "together with an earlier one",
                        remedy: CHANGE,
                    });
                }
            }
        }
        for (side, person, other) in [(Side::Mentor, mentor, mentee), (Side::Mentee, mentee, mentor)] {
            let held = &mut held[side.index()][person];
            held.push(other);
            let Limit { most, of_what, remedy } = limit_of(scoring, side, person);
            if held.len() as u64 == most + 1 {
                let who = format!("{} `{}`", side.name(), id(roster, side, person));
                let message = format!("more must-pairs for the {who} than the {of_what}");
                report(Fault { code: "must::over-limit", message, here: "one too many", remedy });
            }
        }
    }
}

fn id(roster: &Roster, side: Side, person: usize) -> String {
    printable(roster.side(side).id(person))
}

/// Why a pair cannot be made whatever else is.
fn cannot_be_made(scoring: &Scoring<'_>, roster: &Roster, mentor: usize, mentee: usize) -> Option<String> {
    let (one, other) = (id(roster, Side::Mentor, mentor), id(roster, Side::Mentee, mentee));
    let (minimum, capacity) = (scoring.minimum(mentor), scoring.capacity(mentor));
    if minimum > 1 && minimum > capacity {
        return Some(format!(
            "the must-pair `{one}` with `{other}` cannot be made: the minimum caseload of `{one}` is {minimum}, above the \
             capacity of {capacity}"
        ));
    }
    if let Some(slots) = scoring.slots() {
        let mut common = slots.common(mentor, mentee).peekable();
        if common.peek().is_none() {
            return Some(format!(
                "the must-pair `{one}` with `{other}` cannot be made: the two have no slot in common"
            ));
        }
        let rooms = scoring.meetings().map(|meetings| &meetings.rooms);
        if rooms.is_some_and(|rooms| common.all(|slot| rooms[slot as usize] == Some(0))) {
            return Some(format!(
                "the must-pair `{one}` with `{other}` cannot be made: there is no room in any slot that both have"
            ));
        }
    }
    let demands = scoring.demands()?;
    let tags = demands.tags(mentee).len();
    let offers_none = !(0..tags).any(|tag| demands.offers(mentor, mentee, tag));
    (tags > 0 && offers_none).then(|| {
        format!("the must-pair `{one}` with `{other}` cannot be made: `{one}` offers none of the tags that `{other}` demands")
    })
}

/// Why somebody cannot be paired with both of two people: they would be on one team, or in one group, and never are.
fn apart(
    scoring: &Scoring<'_>,
    roster: &Roster,
    (side, person): (Side, usize),
    earlier: usize,
    other: usize,
) -> Option<String> {
    let team = || scoring.team().is_some_and(|team| side == Side::Mentee && team.apart(earlier, other));
    // A mentee is in one group, and a mentor with places for no more leads one.
    let is_one_group = side == Side::Mentee || scoring.capacity(person) == 1;
    let group = || is_one_group && scoring.groups().is_some_and(|groups| groups.apart(side.other(), earlier, other));
    let never = if team() {
        "on one team"
    } else if group() {
        "in one group"
    } else {
        return None;
    };
    let id_of_other = |person: usize| id(roster, side.other(), person);
    let (one, two, both) = (id_of_other(earlier), id_of_other(other), id(roster, side, person));
    Some(format!("`{one}` and `{two}` must both be with `{both}`, and are never {never}"))
}

/// How many partners a person can have.
struct Limit {
    most: u64,
    /// What it is the number of.
    of_what: String,
    /// What would make it larger.
    remedy: &'static str,
}

fn limit_of(scoring: &Scoring<'_>, side: Side, person: usize) -> Limit {
    let limit = places_of(scoring, side, person);
    // All mentors of a mentee may meet it at one time.
    let is_each_apart = side == Side::Mentor || !scoring.meets_together();
    let meetings = scoring.meetings().filter(|_| is_each_apart);
    let slots = meetings.map(|meetings| meetings.slots.of(side, person).len() as u64);
    // Who has no slot at all is told of with each pair.
    match slots.filter(|&slots| slots > 0 && slots < limit.most) {
        Some(most) => {
            let remedy = "write more slots into the person's cell";
            Limit { most, of_what: format!("{} to meet in", count(most, "slot")), remedy }
        }
        None => limit,
    }
}

fn places_of(scoring: &Scoring<'_>, side: Side, person: usize) -> Limit {
    let in_roster = |most: u32, of_what: String| Limit { most: most.into(), of_what, remedy: RAISE };
    let wanted = |most: u32| in_roster(most, format!("{} wanted", count(most, "mentor")));
    match (side, scoring.demands(), scoring.groups()) {
        (Side::Mentor, _, None) => {
            let capacity = scoring.capacity(person);
            in_roster(capacity, format!("{} offered", count(capacity, "place")))
        }
        (Side::Mentor, _, Some(groups)) => {
            let capacity = scoring.capacity(person);
            let most = u64::from(capacity) * u64::from(groups.most);
            let of_what = format!("{} of {}", count(most, "member"), count(capacity, "group"));
            Limit { most, of_what, remedy: "raise the capacity in the roster, or `size` in `[groups]`" }
        }
        (Side::Mentee, _, Some(groups)) if scoring.wanted(person) > 0 => Limit {
            most: groups.leaders.into(),
            of_what: format!("{} of a group", count(groups.leaders, "leader")),
            remedy: "raise `leaders` in `[groups]`",
        },
        (Side::Mentee, None, _) => wanted(scoring.wanted(person)),
        (Side::Mentee, Some(demands), _) => {
            let tags = scoring.wanted(person);
            match demands.most_mentors(person).filter(|&most| most <= tags) {
                Some(most) => wanted(most),
                None => in_roster(tags, format!("{} demanded", count(tags, "tag"))),
            }
        }
    }
}

const RAISE: &str = "raise the number in the roster";
const CHANGE: &str = "change what stands against it";

/// A must-pair that no assignment holds.
struct Fault {
    code: &'static str,
    message: String,
    here: &'static str,
    remedy: &'static str,
}

impl Fault {
    fn report(self, number: usize, roster: &Roster, sink: &mut Sink) {
        sink.push_in(self.code, Severity::Error, "of the must-pairs", || {
            let pairs = if self.code == "must::over-limit" { "pairs" } else { "the pair" };
            let help = format!("delete {pairs} from the file, or {}", self.remedy);
            let error = Diagnostic::error(self.code, self.message).help(help);
            match roster.must.place(number) {
                Some(place) => error.at(place, self.here),
                None => error,
            }
        });
    }
}
