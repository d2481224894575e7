//! What holds in every programme.

use std::collections::BTreeSet;

use crate::programme::{NAMES, Person, Programme, runs_of, word};

/// Words that programmes refer to an adult.
const ADULT_ONLY: [&str; 9] =
    ["self-harm", "self harm", "suicidal", "suicide", "abuse", "neglect", "eating disorder", "substance use", "crisis"];

#[test]
fn every_result_is_proved_and_pairs_most_people() {
    for name in NAMES {
        for run in runs_of(name) {
            assert_eq!(run.result["solve"]["status"], "optimal", "{name}");
            let placed: BTreeSet<&str> = run.pairs().iter().map(|pair| pair.mentee.id()).collect();
            assert!(placed.len() * 10 >= run.mentees.len() * 6, "{name}: {} of {}", placed.len(), run.mentees.len());
        }
    }
}

#[test]
fn nobody_is_paired_who_takes_no_part_or_is_kept_apart() {
    for name in NAMES {
        for run in runs_of(name) {
            run.every_pair("both take part", |mentor, mentee| !mentor.is("active", "no") && !mentee.is("active", "no"));
            run.every_pair("neither avoids the other", |mentor, mentee| {
                !mentor.tags("avoids").contains(&mentee.id().to_lowercase())
                    && !mentee.tags("avoids").contains(&mentor.id().to_lowercase())
            });
            run.every_pair("no brothers and sisters", |mentor, mentee| !mentor.alike("household", mentee));
            run.every_pair("who mentors is trained", |mentor, _| mentor.says_yes_if_asked("trained"));
            run.every_pair("families consent", |mentor, mentee| {
                mentee.says_yes_if_asked("consent") && !mentor.is("consent", "no")
            });
            let caseloads = run.mentees_of();
            for (mentor, mentees) in caseloads.iter().filter(|_| run.result["groups"].is_null()) {
                let capacity = run.mentors[*mentor].text("capacity");
                assert!(
                    capacity.is_empty() || mentees.len() <= capacity.parse().expect("a number"),
                    "{name}: {mentor}"
                );
            }
        }
    }
}

/// The words of `concerns` that are not for student mediators.
const NOT_FOR_MEDIATORS: [&str; 7] =
    ["violence", "threat", "weapon", "abuse", "sexual harassment", "self-harm", "crisis"];

/// Whether a mentee of a programme has a need that is for an adult alone.
fn needs_an_adult(name: &str, mentee: &Person) -> bool {
    let has = |field: &str, words: &[&str]| words.iter().any(|word| mentee.tags(field).contains(*word));
    match name {
        "mediation" => has("concerns", &NOT_FOR_MEDIATORS),
        "support-group" => has("support_needs", &ADULT_ONLY) || has("topics", &ADULT_ONLY),
        _ => has("support_needs", &ADULT_ONLY),
    }
}

#[test]
fn nobody_with_an_adult_only_need_is_with_a_peer_and_each_is_on_the_referral_list() {
    // An event has no needs.
    for name in NAMES.into_iter().filter(|name| *name != "ambassador") {
        let mut referred_in_all = 0;
        for run in runs_of(name) {
            run.every_pair("no need for an adult alone", |_, mentee| !needs_an_adult(name, mentee));
            let referred = run.mentees.values().filter(|mentee| needs_an_adult(name, mentee));
            let referred: BTreeSet<String> = referred.map(|mentee| mentee.id().to_owned()).collect();
            referred_in_all += referred.len();
            assert_eq!(referral_list(&run), referred, "{name}");
        }
        assert!(referred_in_all > 0, "{name}: somebody has such a need");
    }
}

/// Who is on the referral list of a result.
fn referral_list(run: &Programme) -> BTreeSet<String> {
    let rows = run.result["referral"].as_array().map_or(&[][..], Vec::as_slice);
    rows.iter().map(|row| word(row, "mentee").to_owned()).collect()
}
