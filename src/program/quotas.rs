//! `[[quotas]]`: bounds on the rows of a kind, of all, of each mentor's or of each slot's.
//!
//! ```toml
//! [[quotas]]
//! name = "Across sites"
//! where = { differ = { field = "site" } }
//! at_least = "30%"
//! ```

use toml::de::DeValue;

use super::parts::{read_if_blank, read_optional};
use crate::diagnostic::Sink;
use crate::keys::{Item, Keys, Located, Span};
use crate::roster::Schema;
use crate::rules::{self, IfBlank, RuleKind};
use crate::text::number;
use crate::units::{Amount, Decimal, Per, Sense, Words};

/// A quota of a program file.
#[derive(Debug)]
pub struct QuotaSpec {
    /// Its name, unique among quotas, and where it stands.
    pub name: Located<String>,
    /// What all hold for a row that counts.
    pub conditions: Vec<ConditionSpec>,
    /// Which way the bound holds.
    pub sense: Sense,
    /// The bound.
    pub amount: Amount,
    /// What the bound holds for.
    pub per: Per,
    /// Whether a row with a blank in a needed cell counts: only where blanks are allowed.
    pub if_blank: IfBlank,
    /// Whether it is left out where a roster lacks a column, or rows have no slots.
    pub optional: bool,
}

/// One entry of a quota's `where`: a kind of rule.
#[derive(Debug)]
pub struct ConditionSpec {
    /// What it asks for.
    pub kind: Box<dyn RuleKind>,
    /// Where the kind stands.
    pub kind_span: Span,
}

/// The bound of a quota in words: `at least 30% of the rows of each mentor`.
#[must_use]
pub fn bound_in_words(sense: Sense, amount: Amount, per: Per, words: &Words) -> String {
    let each = match per {
        Per::Result => None,
        Per::Mentor => Some(words.mentor.as_str()),
        Per::Slot => Some("slot"),
    };
    let amount = match (amount, each) {
        (Amount::Rows(rows), None) => number(rows),
        (Amount::Rows(rows), Some(each)) => format!("{} for each {each}", number(rows)),
        (share, None) => format!("{share} of the rows"),
        (share, Some(each)) => format!("{share} of the rows of each {each}"),
    };
    format!("{} {amount}", sense.in_words())
}

/// Reads one quota; `slots_from` says what would give rows slots, where they have none.
pub(super) fn read(
    mut keys: Keys<'_>,
    slots_from: Option<&str>,
    schema: &Schema,
    sink: &mut Sink,
) -> Option<QuotaSpec> {
    let name = keys.required("name", sink).and_then(|item| item.text(sink));
    let conditions = keys.required("where", sink).and_then(|item| read_conditions(&item, schema, sink));
    let bound = read_bound(&mut keys, sink);
    let per = keys.take("per").map_or(Some(Per::Result), |item| read_per(&item, slots_from, sink));
    let if_blank = read_if_blank(&mut keys, sink);
    let optional = read_optional(&mut keys, sink);
    keys.finish(sink);
    let (sense, amount) = bound?;
    Some(QuotaSpec {
        name: name?,
        conditions: conditions?,
        sense,
        amount,
        per: per?,
        if_blank: if_blank?,
        optional: optional?,
    })
}

fn read_conditions(item: &Item<'_>, schema: &Schema, sink: &mut Sink) -> Option<Vec<ConditionSpec>> {
    let mut keys = item.keys("`where`", sink)?;
    let kind = |name: &str| rules::KINDS.iter().find(|(known, _)| *known == name).expect("the kind is there").1;
    let more = [("mentor", kind("mentor_has")), ("mentee", kind("mentee_has"))];
    let mut conditions = Vec::new();
    let errors = sink.errors();
    for (name, read) in rules::KINDS.iter().chain(&more) {
        let Some(item) = keys.take(name) else { continue };
        let Some(mut own) = item.keys(format!("`{name}`"), sink) else { continue };
        let kind = read(&mut own, schema, sink);
        own.finish(sink);
        conditions.extend(kind.map(|kind| ConditionSpec { kind, kind_span: item.key_span() }));
    }
    keys.finish(sink);
    (sink.errors() == errors).then_some(conditions)
}

/// Reads one of `at_least` and `at_most`.
fn read_bound(keys: &mut Keys<'_>, sink: &mut Sink) -> Option<(Sense, Amount)> {
    match (keys.take("at_least"), keys.take("at_most")) {
        (Some(_), Some(item)) => {
            item.reject(
                sink,
                "`at_most` stands beside `at_least`",
                "make a second quota for it, with a name of its own",
            );
            None
        }
        (Some(item), None) => Some((Sense::AtLeast, read_amount(&item, sink)?)),
        (None, Some(item)) => Some((Sense::AtMost, read_amount(&item, sink)?)),
        (None, None) => {
            keys.report_missing(&["at_least", "at_most"], sink);
            None
        }
    }
}

/// Reads a number of rows, or a share in per cent as a text.
fn read_amount(item: &Item<'_>, sink: &mut Sink) -> Option<Amount> {
    if !matches!(item.value(), DeValue::String(_)) {
        return item.whole(0, sink).map(Amount::Rows);
    }
    let text = item.text(sink)?.value;
    let share = share_of(&text);
    if share.is_none() {
        item.reject(
            sink,
            format!("`{text}` is no share of the rows"),
            "write a number of rows, for example `10`, or a share from 0 to 100 per cent in quotes: `\"30%\"`",
        );
    }
    share
}

fn share_of(text: &str) -> Option<Amount> {
    let percent: Decimal = text.trim().strip_suffix('%')?.trim_end().parse().ok()?;
    /// One hundred per cent, in millionths of a per cent.
    const ALL: u32 = 100_000_000;
    let part = u32::try_from(percent.micros()).ok().filter(|&part| part <= ALL)?;
    Some(Amount::share(part, ALL))
}

/// Reads what the bound holds for; `slots_from` says what would give rows slots, where they have none.
fn read_per(item: &Item<'_>, slots_from: Option<&str>, sink: &mut Sink) -> Option<Per> {
    let per = item.choice(&[("mentor", Per::Mentor), ("slot", Per::Slot)], sink)?;
    match slots_from {
        Some(slots_from) if per == Per::Slot => {
            let message = "`per = \"slot\"` needs slots, and the rows of this program have none";
            item.reject(sink, message, format!("add {slots_from}, or write `per = \"mentor\"`"));
            None
        }
        _ => Some(per),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_share_is_a_decimal_and_a_per_cent_sign() {
        for (text, share) in [
            ("30%", Some((3, 10))),
            (" 30 % ", Some((3, 10))),
            ("0%", Some((0, 1))),
            ("100%", Some((1, 1))),
            ("33.333333%", Some((33_333_333, 100_000_000))),
            ("12.5%", Some((1, 8))),
            ("100.000001%", None),
            ("-1%", None),
            ("30", None),
            ("%", None),
            ("thirty%", None),
            ("30%%", None),
        ] {
            assert_eq!(share_of(text), share.map(|(part, whole)| Amount::Share { part, whole }), "{text}");
        }
    }
}
