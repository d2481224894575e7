//! Outcome → certificate.

use std::collections::BTreeMap;

use serde::Serialize;

use super::digest::{Digests, Role};
use super::{SCHEMA, method_of};
use crate::formulate::Formulated;
use crate::problem::{LevelValue, Outcome, Prices};
use crate::roster::Roster;
use crate::text::natural_order;

#[derive(Serialize)]
struct Document<'c> {
    schema: &'static str,
    seed: u64,
    inputs: BTreeMap<&'static str, Vec<&'c str>>,
    method: &'static str,
    levels: Vec<LevelRow>,
    #[serde(skip_serializing_if = "Option::is_none")]
    prices: Option<PricesRow<'c>>,
}

#[derive(Serialize)]
struct LevelRow {
    level: &'static str,
    value: Value,
    #[serde(skip_serializing_if = "Option::is_none")]
    bound: Option<Value>,
}

#[derive(Serialize)]
#[serde(untagged)]
enum Value {
    Number(u64),
    Numbers(Vec<u64>),
    Nothing,
}

#[derive(Serialize)]
struct PricesRow<'c> {
    per_point: i64,
    mentors: Vec<MentorRow<'c>>,
    parts: Vec<PartRow<'c>>,
}

#[derive(Serialize)]
struct MentorRow<'c> {
    mentor: &'c str,
    price: i64,
}

#[derive(Serialize)]
struct PartRow<'c> {
    unfilled: &'c [i64],
    /// None: everybody.
    #[serde(skip_serializing_if = "Option::is_none")]
    mentees: Option<Vec<&'c str>>,
}

/// Writes the certificate of a verified outcome: JSON, with a line break at the end.
#[must_use]
pub fn certificate(
    roster: &Roster,
    formulated: &Formulated,
    outcome: &Outcome,
    digests: &Digests,
    seed: u64,
) -> Vec<u8> {
    let value = |value: &LevelValue| match value {
        LevelValue::Number(number) => Value::Number(*number),
        LevelValue::Counts(counts) => Value::Numbers(counts.clone()),
        LevelValue::NoPairs => Value::Nothing,
    };
    let levels = outcome.levels.iter().map(|level| LevelRow {
        level: level.level.name(),
        value: value(&level.value),
        bound: level.bound.as_ref().map(value),
    });
    let given = Role::ALL.into_iter().map(|role| (role.name(), digests.of(role).map(|(_, digest)| digest).collect()));
    let document = Document {
        schema: SCHEMA,
        seed,
        inputs: given.filter(|(_, digests): &(_, Vec<&str>)| !digests.is_empty()).collect(),
        method: method_of(formulated),
        levels: levels.collect(),
        prices: outcome.prices.as_ref().map(|prices| prices_row(prices, roster, formulated)),
    };
    let mut bytes = serde_json::to_vec_pretty(&document).expect("the document is made of numbers, texts and lists");
    bytes.push(b'\n');
    bytes
}

fn prices_row<'c>(prices: &'c Prices, roster: &'c Roster, formulated: &Formulated) -> PricesRow<'c> {
    let mentor_at = formulated.mentor_at.iter().zip(&prices.mentors).filter(|(_, price)| **price > 0);
    let mut mentors: Vec<MentorRow<'_>> =
        mentor_at.map(|(&mentor, &price)| MentorRow { mentor: roster.mentors.id(mentor), price }).collect();
    mentors.sort_by(|one, other| natural_order(one.mentor, other.mentor));
    PricesRow { per_point: prices.per_point, mentors, parts: parts(prices, roster, formulated) }
}

/// The parts, those with the same prices together, by their first mentee; without that of which all prices are 0.
fn parts<'c>(prices: &'c Prices, roster: &'c Roster, formulated: &Formulated) -> Vec<PartRow<'c>> {
    let mut mentees_of: BTreeMap<&[i64], Vec<&str>> = BTreeMap::new();
    for (&mentee, &part) in formulated.mentee_at.iter().zip(&prices.part_of_mentee) {
        mentees_of.entry(&prices.unfilled[part as usize]).or_default().push(roster.mentees.id(mentee));
    }
    let is_one = mentees_of.len() == 1;
    let mut parts: Vec<(&[i64], Vec<&str>)> =
        mentees_of.into_iter().filter(|(unfilled, _)| unfilled.iter().any(|&price| price != 0)).collect();
    for (_, mentees) in &mut parts {
        mentees.sort_by(|one, other| natural_order(one, other));
    }
    parts.sort_by(|one, other| natural_order(one.1[0], other.1[0]));
    let row =
        |(unfilled, mentees): (&'c [i64], Vec<&'c str>)| PartRow { unfilled, mentees: (!is_one).then_some(mentees) };
    parts.into_iter().map(row).collect()
}
