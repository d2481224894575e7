//! Programmes in which several mentors stand together: mediation and ambassadors.

use crate::programme::{Person, Programme, runs_of, word};

/// Asserts that all mentors of a mentee meet it at one time, and that no mentor is at two places in a slot.
#[track_caller]
fn teams_meet_at_one_time(run: &Programme) {
    run.everybody_is_where_they_can_be();
    let pairs = run.pairs();
    for one in &pairs {
        for other in &pairs {
            let same_slot = word(one.row, "slot") == word(other.row, "slot");
            if one.mentee.id() == other.mentee.id() {
                assert!(same_slot, "{}: {} and {}", run.name, one.row, other.row);
            } else if one.mentor.id() == other.mentor.id() {
                assert!(!same_slot, "{}: {} and {}", run.name, one.row, other.row);
            }
        }
    }
}

/// Whether no two of a team have the same filled cell.
fn all_differ(team: &[&Person], field: &str) -> bool {
    team.iter().enumerate().all(|(at, one)| team[..at].iter().all(|other| !one.alike(field, other)))
}

/// Whether no two of a team avoid each other.
fn nobody_avoids_another(team: &[&Person]) -> bool {
    team.iter().all(|one| team.iter().all(|other| !one.tags("avoids").contains(&other.id().to_lowercase())))
}

#[test]
fn no_mediator_is_a_party_or_knows_one_and_no_party_calls_one_a_friend() {
    let mut too_close = 0;
    for run in runs_of("mediation") {
        let close = |mentor: &Person, case: &Person| {
            let id = mentor.id().to_lowercase();
            let (parties, friends) = (case.tags("parties"), case.tags("friends"));
            parties.contains(&id) || friends.contains(&id) || mentor.shares("knows", case, "parties")
        };
        run.every_pair("neutral to all parties", |mentor, case| {
            !case.tags("parties").is_empty() && !close(mentor, case)
        });
        for case in run.mentees.values() {
            too_close += run.mentors.values().filter(|mentor| close(mentor, case)).count();
        }
    }
    assert!(too_close > 0, "the rosters have mediators who know a party");
}

#[test]
fn a_case_has_two_mediators_one_of_them_experienced_of_two_genders_or_it_waits() {
    for run in runs_of("mediation") {
        teams_meet_at_one_time(&run);
        for (case, team) in run.mentors_of() {
            assert_eq!(team.len(), 2, "{case}");
            assert!(team.iter().any(|mediator| mediator.is("experienced", "yes")), "{case}");
            assert!(all_differ(&team, "gender") && all_differ(&team, "household"), "{case}");
            assert!(nobody_avoids_another(&team), "{case}");
            assert!(team.iter().all(|mediator| mediator.text("training_hours").parse::<f64>().expect("hours") >= 12.0));
        }
        for (mediator, cases) in run.mentees_of() {
            let capacity = run.mentors[mediator].text("capacity").parse().unwrap_or(1);
            assert!(cases.len() <= capacity, "{mediator}");
        }
    }
}

#[test]
fn an_event_has_two_ambassadors_at_least_one_of_whom_speaks_or_hosts_from_different_backgrounds() {
    for run in runs_of("ambassador") {
        teams_meet_at_one_time(&run);
        for (event, team) in run.mentors_of() {
            assert!(team.len() >= 2, "{event}");
            let wanted = run.mentees[event].text("mentors_wanted");
            assert!(team.len() <= if wanted.is_empty() { 3 } else { wanted.parse().expect("a number") }, "{event}");
            let welcomes = |person: &&Person| {
                ["public speaking", "hosting"].iter().any(|skill| person.tags("skills").contains(*skill))
            };
            assert!(team.iter().any(welcomes), "{event}");
            assert!(all_differ(&team, "background") && all_differ(&team, "household"), "{event}");
            assert!(nobody_avoids_another(&team), "{event}");
        }
    }
}
