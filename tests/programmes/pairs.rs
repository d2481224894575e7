//! Programmes of pairs: buddies, PAL, leadership, technology, cultural exchange, cross-age, mixed backgrounds.

use crate::programme::{Person, Programme, runs_of};

/// Whether both wishes for a gender are kept.
fn wishes_are_kept(mentor: &Person, mentee: &Person) -> bool {
    let kept = |one: &Person, other: &Person| {
        let wish = one.tags("gender_wish");
        wish.is_empty() || wish.contains(&other.text("gender").to_lowercase())
    };
    kept(mentor, mentee) && kept(mentee, mentor)
}

/// Whether the two have a part in common, or one of them left the cell blank.
fn shared_or_blank(field: &str, one: &Person, other: &Person) -> bool {
    one.tags(field).is_empty() || other.tags(field).is_empty() || one.shares(field, other, field)
}

fn may_be_buddies(buddy: &Person, newcomer: &Person) -> bool {
    let apart = |one: &Person, other: &Person| one.tags("avoids").contains(&other.id().to_lowercase());
    let distance = buddy.grade().zip(newcomer.grade()).map(|(one, other)| one - other);
    buddy.is("trained", "yes")
        && newcomer.is("consent", "yes")
        && [buddy, newcomer].iter().all(|person| !person.is("active", "no"))
        && distance.is_some_and(|grades| (0..=6).contains(&grades))
        && buddy.shares("languages", newcomer, "languages")
        && (buddy.text("site").is_empty() || newcomer.text("site").is_empty() || buddy.alike("site", newcomer))
        && shared_or_blank("availability", buddy, newcomer)
        && wishes_are_kept(buddy, newcomer)
        && !buddy.alike("household", newcomer)
        && !apart(buddy, newcomer)
        && !apart(newcomer, buddy)
        && newcomer.text("support_needs").is_empty()
}

#[test]
fn a_newcomer_without_english_has_a_buddy_who_speaks_her_language() {
    let mut without_english = 0;
    for run in runs_of("buddy") {
        run.every_pair("a language in common", |buddy, newcomer| buddy.shares("languages", newcomer, "languages"));
        without_english += run.mentors_of().keys().filter(|id| !run.mentees[**id].tags("languages").contains("english")).count();
        run.every_pair("allowed in every way", |buddy, newcomer| {
            may_be_buddies(buddy, newcomer) || !newcomer.text("support_needs").is_empty()
        });
    }
    assert!(without_english > 0, "some speak no English");
}

/// The tier of a student by the columns of the office.
fn tier(person: &Person) -> u8 {
    let own = person.text("priority").parse().unwrap_or(10);
    let at_risk = if person.is("at_risk", "yes") { 1 } else { 10 };
    let waiting = if person.is("waiting", "yes") { 2 } else { 10 };
    own.min(at_risk).min(waiting)
}

#[test]
fn no_newcomer_waits_whose_buddy_could_be_had_from_somebody_less_urgent() {
    for run in runs_of("buddy") {
        let newcomers_of = run.mentees_of();
        for waiting in run.unmatched() {
            for buddy in run.mentors.values().filter(|buddy| may_be_buddies(buddy, waiting)) {
                let has = newcomers_of.get(buddy.id()).map_or(&[][..], Vec::as_slice);
                let capacity = buddy.text("capacity").parse().unwrap_or(1);
                assert!(has.len() >= capacity, "{} is free for {}", buddy.id(), waiting.id());
                assert!(has.iter().all(|other| tier(other) <= tier(waiting)), "{} for {}", buddy.id(), waiting.id());
            }
        }
    }
}

#[test]
fn a_pal_is_above_in_grade_and_trained_in_a_need_that_the_palee_names() {
    for run in runs_of("pal") {
        run.every_pair("a grade above", |pal, palee| pal.grade() > palee.grade() && palee.grade().is_some());
        run.every_pair("trained in a need", |pal, palee| {
            palee.tags("support_needs").is_empty() || pal.shares("support_skills", palee, "support_needs")
        });
        run.every_pair("wishes", wishes_are_kept);
        run.every_pair("a time", |pal, palee| shared_or_blank("availability", pal, palee));
    }
}

#[test]
fn a_coach_has_nobody_or_two_to_four_and_teaches_a_goal_of_each() {
    for run in runs_of("leadership") {
        run.every_pair("a goal", |coach, leader| coach.shares("skills", leader, "goals"));
        for (coach, leaders) in run.mentees_of() {
            assert!((2..=4).contains(&leaders.len()), "{coach}: {}", leaders.len());
        }
    }
}

#[test]
fn a_guide_is_a_step_ahead_in_a_wanted_tool_and_who_has_no_device_is_served_first() {
    let steps = ["beginner", "some", "advanced", "expert"];
    let step = |person: &Person| steps.iter().position(|step| person.is("skill_level", step));
    for run in runs_of("technology") {
        run.every_pair("a tool", |guide, learner| guide.shares("tools", learner, "tools_wanted"));
        run.every_pair("a step ahead", |guide, learner| {
            step(guide).zip(step(learner)).is_none_or(|(one, other)| one > other)
        });
        run.everybody_is_where_they_can_be();
        let first = &run.result["solve"]["levels"][0]["value"][0];
        let placed = run.mentors_of();
        let without = run.mentees.values().filter(|learner| learner.is("home_device", "no") || learner.is("priority", "1"));
        let served = without.filter(|learner| placed.contains_key(learner.id())).count();
        assert_eq!(first.as_u64(), Some(served as u64), "the first class of coverage is of those without a device");
    }
}

#[test]
fn each_of_an_exchange_speaks_what_the_other_wants_to_learn() {
    let mut tandems = 0;
    for run in runs_of("cultural-exchange") {
        run.every_pair("the guest learns", |local, guest| local.shares("languages", guest, "learning_languages"));
        run.every_pair("the local student learns, or asks for nothing", |local, guest| {
            local.tags("learning_languages").is_empty() || guest.shares("languages", local, "learning_languages")
        });
        run.every_pair("from elsewhere", |local, guest| !local.alike("country", guest));
        run.every_pair("wishes", wishes_are_kept);
        tandems += run.pairs().iter().filter(|pair| !pair.mentor.tags("learning_languages").is_empty()).count();
    }
    assert!(tandems > 0);
}

#[test]
fn bigs_are_of_high_school_and_littles_of_elementary_school() {
    for run in runs_of("cross-age") {
        run.every_pair("9 to 12", |big, _| big.grade().is_some_and(|grade| (9..=12).contains(&grade)));
        run.every_pair("preschool to 5", |_, little| little.grade().is_some_and(|grade| grade <= 5));
        run.every_pair("trained", |big, _| big.is("trained", "yes"));
        run.every_pair("consent", |_, little| little.is("consent", "yes"));
    }
}

#[test]
fn six_pairs_in_ten_are_across_backgrounds_and_all_have_a_language_in_common() {
    for run in runs_of("mixed-backgrounds") {
        let pairs = run.pairs();
        let differ = |mentor: &Person, mentee: &Person| {
            !mentor.text("background").is_empty() && !mentee.text("background").is_empty() && !mentor.alike("background", mentee)
        };
        let across = pairs.iter().filter(|pair| differ(pair.mentor, pair.mentee)).count();
        assert!(across * 10 >= pairs.len() * 6, "{across} of {}", pairs.len());
        run.every_pair("a language", |mentor, mentee| mentor.shares("languages", mentee, "languages"));
        assert_eq!(quota(&run), (across as u64, pairs.len() as u64));
    }
}

/// The rows that the result counts for its quota, and all.
fn quota(run: &Programme) -> (u64, u64) {
    let row = &run.result["quotas"][0];
    (row["rows"].as_u64().expect("a number"), row["of"].as_u64().expect("a number"))
}
