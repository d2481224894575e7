//! Criteria and rules in words.

use serde::Serialize;

use super::comments;
use super::reads::{percent, rated_blank};
use crate::compare::FieldRef;
use crate::program::{Program, RuleSpec, View};
use crate::rules::IfBlank;
use crate::units::{Side, Words};

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
    /// What a blank does, where the rule reads a cell that could be.
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
        blank: rated_blank(spec.blank),
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
        blank: in_force(&spec.kind.columns(), |side, field| spec.kind.on_blank(side, field, spec.if_blank))
            .map(|if_blank| on_blank(if_blank, spec.kind.about().is_some()).to_owned()),
        optional: spec.optional,
        why: comments::reason(program.document.text(), "[[rules]]", spec.name.span.start),
    });
    outlined.collect()
}

fn asked(spec: &RuleSpec, words: &Words) -> String {
    let asks = spec.kind.in_words(words);
    match spec.kind.about() {
        Some(side) => format!("only a {} with {asks} takes part", words.of(side)),
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

/// What a blank does in one of the columns at least, the stricter first; nothing where no column is read.
fn in_force(columns: &[(Side, FieldRef)], on_blank: impl Fn(Side, &str) -> IfBlank) -> Option<IfBlank> {
    let answers: Vec<IfBlank> = columns.iter().map(|(side, field)| on_blank(*side, &field.name)).collect();
    let forbids = answers.contains(&IfBlank::Forbid);
    (!answers.is_empty()).then_some(if forbids { IfBlank::Forbid } else { IfBlank::Allow })
}
