//! What each part of a program reads, and what a blank there does.

use super::columns::Need;
use super::parts::on_blank;
use crate::compare::FieldRef;
use crate::program::{Program, TogetherSpec};
use crate::rules::IfBlank;
use crate::units::{Points, Side};

/// One column, read by one part.
pub(super) struct Read {
    pub side: Side,
    pub field: String,
    pub need: Need,
    /// The part: `Shared interests`, `meetings`.
    pub part: String,
    /// What a blank does to it.
    pub blank: String,
}

impl Read {
    fn new(side: Side, field: &FieldRef, optional: bool, part: &str, blank: impl Into<String>) -> Read {
        let need = if optional { Need::Optional } else { Need::Required };
        Read { side, field: field.name.clone(), need, part: part.to_owned(), blank: blank.into() }
    }
}

/// Everything that the parts of a program read, in the order in which they are told.
pub(super) fn reads(program: &Program) -> Vec<Read> {
    let mut reads = Vec::new();
    for spec in &program.rules {
        let of_person = spec.kind.about().is_some();
        reads.extend(spec.kind.columns().iter().map(|(side, field)| {
            let blank = on_blank(spec.kind.on_blank(*side, &field.name, spec.if_blank), of_person);
            Read::new(*side, field, spec.optional, &spec.name.value, blank)
        }));
    }
    for spec in &program.criteria {
        reads.extend(spec.kind.columns().iter().map(|(side, field)| {
            let blank = if spec.kind.rates_blank(*side) { rated_blank(spec.blank) } else { rated_blank(Points::ZERO) };
            Read::new(*side, field, spec.optional, &spec.name.value, blank)
        }));
    }
    beyond(program, &mut reads);
    reads
}

/// What the tables beyond criteria and rules read.
fn beyond(program: &Program, reads: &mut Vec<Read>) {
    for spec in &program.priority {
        let part = format!("priority {}", spec.tier);
        let columns = spec.mentee.kind.columns();
        reads.extend(
            columns.iter().map(|(side, field)| Read::new(*side, field, spec.optional, &part, "changes nothing")),
        );
    }
    if let Some(referral) = &program.referral {
        let needs = referral.fields.iter();
        reads.extend(
            needs.map(|field| Read::new(Side::Mentee, field, referral.optional, "referral", "needs nobody else")),
        );
        let adults = referral.adults.iter().flat_map(|adults| adults.kind.columns());
        reads.extend(adults.map(|(side, field)| Read::new(side, &field, referral.optional, "referral", "is no adult")));
    }
    if let Some(demands) = &program.demands {
        let sides = &demands.sides;
        reads.push(Read::new(Side::Mentor, &sides.mentor, false, "places by demand", "fills no place"));
        reads.push(Read::new(Side::Mentee, &sides.mentee, false, "places by demand", "wants no place"));
    }
    if let Some(team) = &program.team {
        reads.extend(team.rules.iter().flat_map(together));
    }
    if let Some(meetings) = &program.meetings {
        let of = |side| Read::new(side, &meetings.field, meetings.optional, "meetings", "meets nobody");
        reads.extend(Side::BOTH.map(of));
    }
    if let Some(groups) = &program.groups {
        let of = |side| groups.field.as_ref().map(|field| Read::new(side, field, false, "groups", "is in no group"));
        reads.extend(Side::BOTH.into_iter().filter_map(of));
        reads.extend(groups.rules.iter().flat_map(together));
    }
    for quota in &program.quotas {
        let blank = match quota.if_blank {
            IfBlank::Forbid => "does not count",
            IfBlank::Allow => "counts",
        };
        let columns = quota.conditions.iter().flat_map(|condition| condition.kind.columns());
        reads.extend(columns.map(|(side, field)| Read::new(side, &field, quota.optional, &quota.name.value, blank)));
    }
}

fn together(rule: &TogetherSpec) -> Vec<Read> {
    let (part, blank) = (rule.kind.in_words(rule.sides), rule.kind.blank_in_words(rule.if_blank));
    rule.sides.iter().map(|side| Read::new(*side, rule.kind.field(), rule.optional, &part, blank)).collect()
}

/// What the rating for blanks is worth.
pub(super) fn rated_blank(rating: Points) -> String {
    match rating {
        Points::ZERO => "earns nothing".to_owned(),
        Points::MAX => "counts in full".to_owned(),
        rating if rating.get() == Points::MAX.get() / 2 => "counts half".to_owned(),
        rating => format!("counts {}", percent(rating.get().into(), Points::MAX.get().into())),
    }
}

/// A share in per cent, to one decimal where it is not whole.
pub(super) fn percent(part: u64, whole: u64) -> String {
    let tenths = (part * 2000 + whole) / (whole * 2);
    match tenths % 10 {
        0 => format!("{} %", tenths / 10),
        tenth => format!("{}.{tenth} %", tenths / 10),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shares_are_rounded_to_a_tenth_of_a_per_cent() {
        for (part, whole, text) in
            [(25, 100, "25 %"), (1, 3, "33.3 %"), (2, 3, "66.7 %"), (0, 1, "0 %"), (7, 7, "100 %")]
        {
            assert_eq!(percent(part, whole), text);
        }
    }
}
