//! Programmes whose mentors are adults: career, community service, entrepreneurs, STEM, environment, arts.

use crate::programme::{TERM_END, runs_of, word};

const OF_ADULTS: [&str; 6] = ["career", "community-service", "entrepreneur", "stem", "environment", "arts"];

#[test]
fn no_adult_without_a_clearance_to_the_end_of_term_meets_a_student() {
    for name in OF_ADULTS {
        let mut turned_away = 0;
        for run in runs_of(name) {
            run.every_pair("cleared to the end of term", |mentor, _| mentor.text("cleared_until") >= TERM_END);
            turned_away += run.mentors.values().filter(|mentor| mentor.text("cleared_until") < TERM_END).count();
        }
        assert!(turned_away > 0, "{name}: the rosters have adults without clearance");
    }
}

#[test]
fn no_student_meets_an_adult_without_the_consent_of_the_family() {
    for name in OF_ADULTS {
        for run in runs_of(name) {
            run.every_pair("the family consents", |_, mentee| mentee.is("consent", "yes"));
        }
    }
}

#[test]
fn every_meeting_is_in_a_supervised_slot_that_both_named() {
    for name in OF_ADULTS {
        for run in runs_of(name) {
            run.everybody_is_where_they_can_be();
        }
    }
}

#[test]
fn no_adult_has_two_meetings_at_once_and_no_more_meet_than_there_are_studios() {
    for name in OF_ADULTS.into_iter().filter(|name| *name != "environment") {
        for run in runs_of(name) {
            let pairs = run.pairs();
            let mut taken: Vec<(&str, &str)> =
                pairs.iter().map(|pair| (pair.mentor.id(), word(pair.row, "slot"))).collect();
            taken.sort_unstable();
            assert!(taken.windows(2).all(|two| two[0] != two[1]), "{name}");
            if name == "arts" {
                for pair in &pairs {
                    let slot = word(pair.row, "slot");
                    assert!(pairs.iter().filter(|other| word(other.row, "slot") == slot).count() <= 6, "{slot}");
                }
            }
        }
    }
}

#[test]
fn two_who_meet_share_what_the_programme_is_about() {
    for (name, field) in [
        ("career", "careers"),
        ("community-service", "causes"),
        ("stem", "science_fields"),
        ("environment", "initiatives"),
        ("arts", "disciplines"),
    ] {
        for run in runs_of(name) {
            run.every_pair(field, |mentor, mentee| mentor.shares(field, mentee, field));
        }
    }
}

#[test]
fn scientists_without_the_safety_course_are_with_nobody_and_wished_role_models_come() {
    for run in runs_of("stem") {
        run.every_pair("safety", |mentor, _| mentor.is("safety_trained", "yes"));
        run.every_pair("role model", |mentor, mentee| {
            let wish = mentee.tags("gender_wish");
            wish.is_empty() || wish.contains(&mentor.text("gender").to_lowercase())
        });
    }
}
