//! Must-pairs that no assignment holds for a limit of one person: places, a minimum caseload, demanded tags, a team.

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
            report(Fault { code: "must::cannot-be-made", message, here: "cannot be made" });
        }
        for earlier in &held[Side::Mentee.index()][mentee] {
            if scoring.team().is_some_and(|team| team.apart(*earlier, mentor)) {
                let message = format!(
                    "`{}` and `{}` must both be with `{}`, and are never on one team",
                    id(roster, Side::Mentor, *earlier),
                    id(roster, Side::Mentor, mentor),
                    id(roster, Side::Mentee, mentee),
                );
                report(Fault { code: "must::apart", message, here: "together with an earlier one" });
            }
        }
        for (side, person, other) in [(Side::Mentor, mentor, mentee), (Side::Mentee, mentee, mentor)] {
            let held = &mut held[side.index()][person];
            held.push(other);
            let (limit, of_what) = limit_of(scoring, side, person);
            if u32::try_from(held.len()).is_ok_and(|held| Some(held) == limit.checked_add(1)) {
                let who = format!("{} `{}`", side.name(), id(roster, side, person));
                let message = format!("more must-pairs for the {who} than the {of_what}");
                report(Fault { code: "must::over-limit", message, here: "one too many" });
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
    let demands = scoring.demands()?;
    let tags = demands.tags(mentee).len();
    let offers_none = !(0..tags).any(|tag| demands.offers(mentor, mentee, tag));
    (tags > 0 && offers_none).then(|| {
        format!("the must-pair `{one}` with `{other}` cannot be made: `{one}` offers none of the tags that `{other}` demands")
    })
}

/// The most partners of a person, and in words of what they are the number.
fn limit_of(scoring: &Scoring<'_>, side: Side, person: usize) -> (u32, String) {
    match (side, scoring.demands()) {
        (Side::Mentor, _) => {
            let capacity = scoring.capacity(person);
            (capacity, format!("{} offered", count(capacity, "place")))
        }
        (Side::Mentee, None) => mentors_wanted(scoring.wanted(person)),
        (Side::Mentee, Some(demands)) => {
            let tags = scoring.wanted(person);
            match demands.most_mentors(person).filter(|&most| most <= tags) {
                Some(most) => mentors_wanted(most),
                None => (tags, format!("{} demanded", count(tags, "tag"))),
            }
        }
    }
}

fn mentors_wanted(number: u32) -> (u32, String) {
    (number, format!("{} wanted", count(number, "mentor")))
}

/// A must-pair that no assignment holds.
struct Fault {
    code: &'static str,
    message: String,
    here: &'static str,
}

impl Fault {
    fn report(self, number: usize, roster: &Roster, sink: &mut Sink) {
        sink.push_in(self.code, Severity::Error, "of the must-pairs", || {
            let help = match self.code {
                "must::over-limit" => "delete pairs from the file, or raise the number in the roster",
                _ => "delete the pair from the file, or change what stands against it",
            };
            let error = Diagnostic::error(self.code, self.message).help(help);
            match roster.must.place(number) {
                Some(place) => error.at(place, self.here),
                None => error,
            }
        });
    }
}
