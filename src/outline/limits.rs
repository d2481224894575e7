//! The tables beyond criteria and rules, in words.

use serde::Serialize;

use super::comments;
use crate::program::{GroupsSpec, MeetingsSpec, Program, QuotaSpec, ReferralSpec, TogetherSpec, bound_in_words};
use crate::text::{count, either, listed, number, one, plural};
use crate::units::Words;

/// A table of the program file, or an entry of one.
#[derive(Clone, Debug, Serialize)]
pub struct Limit {
    /// The table: `[meetings]`, `[[team.rules]]`.
    pub table: &'static str,
    /// What it says.
    pub says: String,
    /// What a blank does, where that is not told with the columns alone.
    pub blank: Option<&'static str>,
    /// Whether it is left out where a file lacks its columns.
    pub optional: bool,
    /// Why it is there.
    pub why: Option<String>,
}

/// The tables of a program, those first that say who gets how many.
pub(super) fn limits(program: &Program) -> Vec<Limit> {
    let text = program.document.text();
    let end = text.len();
    let entry = |table: &'static str, at: usize, says: String| Limit {
        table,
        says,
        blank: None,
        optional: false,
        why: comments::reason(text, table, at),
    };
    let words = &program.words;
    let mut limits = vec![entry("[mentors]", end, offered(program))];
    if program.groups.is_none() {
        limits.push(entry("[mentees]", end, wanted(program)));
    }
    limits.extend(program.priority.iter().map(|spec| {
        let (mentee, who) = (one(&words.mentee), spec.mentee.kind.in_words(words));
        let says = format!("{mentee} with {who} is of priority {} at least", spec.tier);
        Limit { optional: spec.optional, ..entry("[[priority]]", spec.mentee.kind_span.start, says) }
    }));
    limits.extend(program.referral.iter().map(|spec| {
        let limit = entry("[referral]", end, referred(spec, words));
        Limit { optional: spec.optional, ..limit }
    }));
    if let Some(demands) = &program.demands {
        let (need, offer) = (&demands.sides.mentee.name, &demands.sides.mentor.name);
        let says = format!(
            "each of {need} of {} is a place of its own: {} with it in {offer} fills it, or it stays empty",
            one(&words.mentee),
            one(&words.mentor)
        );
        limits.push(entry("[demands]", end, says));
    }
    if let Some(team) = &program.team {
        if team.all_or_nothing {
            let says = format!("{} gets as many {} as it wants, or none", one(&words.mentee), plural(&words.mentor));
            limits.push(entry("[team]", end, says));
        }
        limits.extend(team.rules.iter().map(|rule| {
            let whom = format!("the {} of {}", plural(&words.mentor), one(&words.mentee));
            together(rule, &whom, entry("[[team.rules]]", rule.kind.field().span.start, String::new()))
        }));
    }
    if let Some(meetings) = &program.meetings {
        let limit = entry("[meetings]", end, meet(meetings, words));
        limits.push(Limit { optional: meetings.optional, ..limit });
    }
    if let Some(groups) = &program.groups {
        limits.push(entry("[groups]", end, group(groups, words)));
        limits.extend(groups.rules.iter().map(|rule| {
            let whom = format!("the {} of a group", plural(&words.mentee));
            together(rule, &whom, entry("[[groups.rules]]", rule.kind.field().span.start, String::new()))
        }));
    }
    limits.extend(program.quotas.iter().map(|quota| {
        let limit = entry("[[quotas]]", quota.name.span.start, quota_in_words(quota, words));
        Limit { optional: quota.optional, ..limit }
    }));
    limits
}

fn offered(program: &Program) -> String {
    let Words { mentor, mentee } = &program.words;
    let what = match program {
        Program { groups: Some(_), .. } => "group",
        Program { demands: Some(_), .. } => "place",
        _ => mentee,
    };
    let most = count(program.capacity, what);
    let least = match program.minimum {
        0 | 1 => String::new(),
        least => format!(", and nobody or at least {}", number(least)),
    };
    format!("at most {most} for each {mentor}{least}, where the columns say nothing else")
}

fn wanted(program: &Program) -> String {
    let Words { mentor, mentee } = &program.words;
    match (program.mentors_wanted, &program.demands) {
        (None, Some(_)) => format!("as many {} for each {mentee} as its places need", plural(mentor)),
        (wanted, demands) => {
            let at_most = if demands.is_some() { "at most " } else { "" };
            let wanted = count(wanted.unwrap_or(1), mentor);
            format!("{at_most}{wanted} for each {mentee}, where the columns say nothing else")
        }
    }
}

fn referred(referral: &ReferralSpec, words: &Words) -> String {
    let Words { mentor, mentee } = words;
    let fields: Vec<&str> = referral.fields.iter().map(|field| field.name.as_str()).collect();
    let what = match &referral.adults {
        Some(adults) => format!("is with nobody but {} with {}", one(mentor), adults.kind.in_words(words)),
        None => "takes no part, and is for an adult of the school".to_owned(),
    };
    format!("{} with one of these in {} {what}: {}", one(mentee), either(&fields), referral.tags.join(", "))
}

fn together(rule: &TogetherSpec, whom: &str, limit: Limit) -> Limit {
    Limit {
        says: format!("{whom}: {}", rule.kind.in_words(rule.sides)),
        blank: Some(rule.kind.blank_in_words(rule.if_blank)),
        optional: rule.optional,
        ..limit
    }
}

fn meet(meetings: &MeetingsSpec, words: &Words) -> String {
    let field = &meetings.field.name;
    let mut says = if meetings.together {
        let (mentors, mentee) = (plural(&words.mentor), one(&words.mentee));
        format!(
            "all {mentors} of {mentee} meet it together, in a slot of {field} that all have; nobody is in two meetings in one slot"
        )
    } else {
        format!("every pair gets a slot of {field} that both have, and nobody two in one slot")
    };
    if let Some(rooms) = meetings.rooms {
        says.push_str(&format!("; at most {} in a slot", count(rooms, "meeting")));
    }
    if !meetings.rooms_at.is_empty() {
        let at: Vec<String> =
            meetings.rooms_at.iter().map(|(slot, rooms)| format!("{} in {}", number(*rooms), slot.value)).collect();
        says.push_str(&format!("; at most {}", listed(&at)));
    }
    says
}

fn group(groups: &GroupsSpec, words: &Words) -> String {
    let GroupsSpec { least, most, leaders, .. } = groups;
    let size = if least == most {
        count(*most, &words.mentee)
    } else {
        format!("{} to {}", number(*least), count(*most, &words.mentee))
    };
    let slot =
        groups.field.as_ref().map_or_else(String::new, |field| format!(", at a slot of {} that all have", field.name));
    format!("groups of {size} with {}{slot}", count(*leaders, &words.mentor))
}

fn quota_in_words(quota: &QuotaSpec, words: &Words) -> String {
    let conditions = quota.conditions.iter().map(|condition| {
        let asks = condition.kind.in_words(words);
        condition.kind.about().map_or_else(|| asks.clone(), |side| format!("{} with {asks}", one(words.of(side))))
    });
    let conditions: Vec<String> = conditions.collect();
    let which =
        if conditions.is_empty() { "all rows".to_owned() } else { format!("rows with {}", listed(&conditions)) };
    let bound = bound_in_words(quota.sense, quota.amount, quota.per, words);
    format!("{}: {which}: {bound}", quota.name.value)
}
