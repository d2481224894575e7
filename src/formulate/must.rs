//! Must-pairs: one that breaks a rule is reported, and so are those that exceed a limit of one person.

use crate::diagnostic::{Diagnostic, Severity, Sink};
use crate::problem::Pair;
use crate::roster::Roster;
use crate::rules::REFERRAL;
use crate::scoring::{MINIMUM_SCORE, Scoring};
use crate::text::listed;
use crate::units::Side;

/// The must-pairs by the problem's indices; those that break a rule are reported and left out.
pub(super) fn must_pairs(
    scoring: &Scoring<'_>,
    roster: &Roster,
    mentor_index: &[usize],
    mentee_index: &[usize],
    sink: &mut Sink,
) -> Vec<Pair> {
    let rule_names = scoring.rule_names();
    let mut must = Vec::new();
    for (number, (mentor, mentee)) in roster.must.iter().enumerate() {
        let mut broken: Vec<&str> = scoring.not_eligible_because(Side::Mentor, mentor).collect();
        broken.extend(scoring.not_eligible_because(Side::Mentee, mentee));
        broken.extend(scoring.broken_rules(mentor, mentee).into_iter().map(|rule| rule_names[rule]));
        broken.dedup();
        if broken.is_empty() {
            must.push(Pair { mentee: mentee_index[mentee], mentor: mentor_index[mentor] });
            continue;
        }
        let quoted: Vec<String> = broken.iter().map(|rule| format!("\"{rule}\"")).collect();
        let (one, other) = (roster.mentors.id(mentor), roster.mentees.id(mentee));
        let message = format!("the must-pair `{one}` with `{other}` breaks {}", listed(&quoted));
        sink.push_in("must::breaks-rule", Severity::Error, "of the must-pairs", || {
            let error = Diagnostic::error("must::breaks-rule", message)
                .help(format!("delete the pair from the file, or {}", remedy(broken[0])));
            match roster.must.place(number) {
                Some(place) => error.at(place, "must be made, and is forbidden"),
                None => error,
            }
        });
    }
    must.sort_unstable();
    must
}

/// What else would make a must-pair possible that breaks a rule.
fn remedy(rule: &str) -> &'static str {
    match rule {
        "self" => "pair the person with somebody else",
        "active" => "write `yes` under `active` in the roster",
        "avoids" => "take the id out of `avoids` in the roster",
        "never" => "delete it from the file of pairs that are never made",
        "rated-never" => "change the rating `never` in the ratings file",
        REFERRAL => "pair the person with an adult, as `adults` of `[referral]` says who is one",
        MINIMUM_SCORE => "lower `minimum_score` in the program file",
        _ => "change the rule in the program file",
    }
}
