//! Programmes with a place for every subject or topic: tutoring and entrepreneurs.

use std::collections::{BTreeMap, BTreeSet};

use crate::programme::{Programme, runs_of, word};

/// Asserts that every row is for something that the mentee needs and the mentor offers, each once, and that nothing is forgotten.
#[track_caller]
fn each_need_has_one_who_offers_it_or_a_reason(run: &Programme, needs: &str, offers: &str) {
    let mut filled: BTreeMap<&str, BTreeSet<String>> = BTreeMap::new();
    for pair in run.pairs() {
        let subject = word(pair.row, "for").to_lowercase();
        assert!(pair.mentor.tags(offers).contains(&subject), "{}: {}", run.name, pair.row);
        assert!(pair.mentee.tags(needs).contains(&subject), "{}: {}", run.name, pair.row);
        assert!(filled.entry(pair.mentee.id()).or_default().insert(subject), "{}: twice {}", run.name, pair.row);
    }
    for row in run.result["unmatched"].as_array().expect("a list") {
        let subject = word(row, "for").to_lowercase();
        assert!(filled.entry(word(row, "mentee")).or_default().insert(subject), "{}: {row}", run.name);
        assert!(!word(row, "why").is_empty());
    }
    for mentee in run.mentees.values() {
        let all = filled.get(mentee.id()).cloned().unwrap_or_default();
        assert_eq!(all, mentee.tags(needs), "{}: {}", run.name, mentee.id());
    }
}

#[test]
fn every_tutored_subject_has_a_tutor_strong_in_it_who_is_not_younger() {
    for run in runs_of("tutoring") {
        each_need_has_one_who_offers_it_or_a_reason(&run, "subject_needs", "subject_strengths");
        run.every_pair("not younger", |tutor, tutee| tutor.grade() >= tutee.grade());
        run.every_pair("a period in common", |tutor, tutee| {
            let blank = tutor.tags("availability").is_empty() || tutee.tags("availability").is_empty();
            blank || tutor.shares("availability", tutee, "availability")
        });
    }
}

#[test]
fn a_subject_without_a_tutor_has_nobody_free_who_offers_it() {
    let mut looked_at = 0;
    for run in runs_of("tutoring") {
        let loads = run.mentees_of();
        for row in
            run.result["unmatched"].as_array().expect("a list").iter().filter(|row| row["reason"] == "no-place-left")
        {
            let subject = word(row, "for").to_lowercase();
            let tutee = &run.mentees[word(row, "mentee")];
            looked_at += 1;
            for tutor in run.mentors.values().filter(|tutor| tutor.tags("subject_strengths").contains(&subject)) {
                let capacity = tutor.text("capacity").parse().unwrap_or(3);
                let has_place = loads.get(tutor.id()).map_or(0, Vec::len) < capacity;
                let may = tutor.is("trained", "yes")
                    && !tutor.is("active", "no")
                    && tutor.grade() >= tutee.grade()
                    && tutor.shares("availability", tutee, "availability")
                    && !tutor.alike("household", tutee)
                    && !tutor.tags("avoids").contains(&tutee.id().to_lowercase())
                    && !tutee.tags("avoids").contains(&tutor.id().to_lowercase())
                    && (tutor.tags("mode").is_empty()
                        || tutee.tags("mode").is_empty()
                        || tutor.shares("mode", tutee, "mode"));
                assert!(!(has_place && may), "{} could help {} with {subject}", tutor.id(), tutee.id());
            }
        }
    }
    assert!(looked_at > 0, "some subjects are short of tutors");
}

#[test]
fn every_topic_has_a_founder_who_advises_on_it_and_a_student_two_founders_at_most() {
    for run in runs_of("entrepreneur") {
        each_need_has_one_who_offers_it_or_a_reason(&run, "topics_wanted", "topics");
        for (student, founders) in run.mentors_of() {
            let different: BTreeSet<&str> = founders.iter().map(|founder| founder.id()).collect();
            assert!(different.len() <= 2, "{student}: {different:?}");
        }
    }
}
