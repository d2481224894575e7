//! Criteria and rules in words.

use serde::Serialize;

use super::comments;
use super::reads::{percent, rated_blank};
use crate::compare::FieldRef;
use crate::program::{Program, RuleSpec, View};
use crate::rules::IfBlank;
use crate::text::one;
use crate::units::{Points, Side, Words};

/// A criterion.
#[derive(Clone, Debug, Serialize)]
pub struct Criterion {
    /// Its name.
    pub name: String,
    /// Its share of all weights: `25 %`.
    pub share: String,
    /// Its weight in the program file.
    pub weight: String,
    /// What it rates.
    pub rates: String,
    /// What a blank does.
    pub blank: String,
    /// Whose view of a partner it is part of, in a stable pairing: `mentor` or `mentee`; none: both.
    pub view: Option<&'static str>,
    /// Whether it is left out where a file lacks its columns.
    pub optional: bool,
    /// Why it is there.
    pub why: Option<String>,
}

/// A rule.
#[derive(Clone, Debug, Serialize)]
pub struct Rule {
    /// Its name.
    pub name: String,
    /// What it asks for.
    pub asks: String,
    /// What a blank does, where the rule reads a column.
    pub blank: Option<String>,
    /// Whether it is left out where a file lacks its columns.
    pub optional: bool,
    /// Why it is there.
    pub why: Option<String>,
}

/// The criteria, in the order of the file.
pub(super) fn criteria(program: &Program) -> Vec<Criterion> {
    let all: u64 = program.criteria.iter().map(|spec| u64::from(spec.weight.thousandths())).sum();
    let outlined = program.criteria.iter().map(|spec| Criterion {
        name: spec.name.value.clone(),
        share: percent(spec.weight.thousandths().into(), all.max(1)),
        weight: spec.weight.to_string(),
        rates: spec.kind.in_words(&program.words),
        blank: blanks(&spec.kind.columns(), &program.words, |side, _| {
            rated_blank(if spec.kind.rates_blank(side) { spec.blank } else { Points::ZERO })
        })
        .unwrap_or_else(|| format!("no rating {}", rated_blank(spec.blank))),
        view: match spec.view {
            View::Of(side) => Some(side.name()),
            View::Both => None,
        },
        optional: spec.optional,
        why: comments::reason(program.document.text(), "[[criteria]]", spec.name.span.start),
    });
    outlined.collect()
}

/// The rules, in the order of the file.
pub(super) fn rules(program: &Program) -> Vec<Rule> {
    let outlined = program.rules.iter().map(|spec| Rule {
        name: spec.name.value.clone(),
        asks: asked(spec, &program.words),
        blank: blanks(&spec.kind.columns(), &program.words, |side, field| {
            on_blank(spec.kind.on_blank(side, field, spec.if_blank), spec.kind.about().is_some()).to_owned()
        }),
        optional: spec.optional,
        why: comments::reason(program.document.text(), "[[rules]]", spec.name.span.start),
    });
    outlined.collect()
}

fn asked(spec: &RuleSpec, words: &Words) -> String {
    let asks = spec.kind.in_words(words);
    match spec.kind.about() {
        Some(side) => format!("only {} with {asks} takes part", one(words.of(side))),
        None => asks,
    }
}

/// What a blank does to a rule, told of a pair, or of a person.
pub(super) fn on_blank(if_blank: IfBlank, of_person: bool) -> &'static str {
    match (if_blank, of_person) {
        (IfBlank::Forbid, false) => "forbids the pair",
        (IfBlank::Allow, false) => "allows the pair",
        (IfBlank::Forbid, true) => "takes no part",
        (IfBlank::Allow, true) => "takes part",
    }
}

/// What blanks do, column by column where they do not all do the same; nothing where no column is read.
fn blanks(columns: &[(Side, FieldRef)], words: &Words, effect: impl Fn(Side, &str) -> String) -> Option<String> {
    let effects: Vec<(Side, &str, String)> =
        columns.iter().map(|(side, field)| (*side, field.name.as_str(), effect(*side, &field.name))).collect();
    let (_, _, first) = effects.first()?;
    if effects.iter().all(|(_, _, effect)| effect == first) {
        return Some(format!("a blank {first}"));
    }
    let mut told: Vec<String> = Vec::new();
    for (side, field, effect) in &effects {
        let is_clear = effects.iter().all(|(_, other, does)| other != field || does == effect);
        let whose = if is_clear { String::new() } else { format!(" of the {}", words.of(*side)) };
        let clause = format!("a blank {field}{whose} {effect}");
        if !told.contains(&clause) {
            told.push(clause);
        }
    }
    Some(told.join(", "))
}
