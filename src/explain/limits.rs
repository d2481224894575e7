//! The limits of a program beyond places, in words.

use crate::scoring::Scoring;

/// Names what a pairing must keep beside rules and places, as far as there is any: `must-pairs`, `quotas`, `minimum caseloads`,
/// `team rules`, `slots`, `rooms`, `group rules`.
pub(super) fn limits_in_words(scoring: &Scoring<'_>) -> Vec<&'static str> {
    let minima = (0..scoring.mentors()).any(|mentor| scoring.minimum(mentor) > 1);
    let there = [
        (!scoring.must().is_empty(), "must-pairs"),
        (!scoring.quotas().is_empty(), "quotas"),
        (minima, "minimum caseloads"),
        (scoring.team().is_some(), "team rules"),
        (scoring.slots().is_some(), "slots"),
        (scoring.meetings().is_some_and(|meetings| meetings.rooms.iter().any(Option::is_some)), "rooms"),
        (scoring.groups().is_some(), "group rules"),
    ];
    there.into_iter().filter_map(|(is_there, words)| is_there.then_some(words)).collect()
}
