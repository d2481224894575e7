//! `[[criteria]]` and `[[rules]]`: the keys that all kinds share, and then the kind's own.

use crate::criteria::{self, CriterionKind};
use crate::diagnostic::{Diagnostic, Sink};
use crate::keys::{Item, Keys, Located, Span};
use crate::roster::Schema;
use crate::rules::{self, BUILT_IN, IfBlank, RuleKind};
use crate::text::{fold, listed};
use crate::units::{Points, Ratio, Side, Weight};

/// A criterion of a program file.
#[derive(Debug)]
pub struct CriterionSpec {
    /// Its name, unique among criteria, and where it stands.
    pub name: Located<String>,
    /// Its weight.
    pub weight: Weight,
    /// The rating in points where a needed cell is blank.
    pub blank: Points,
    /// Whether it is left out where a roster lacks a column.
    pub optional: bool,
    /// The sides that rank partners by it in a stable pairing; elsewhere it counts for everybody.
    pub view: View,
    /// What it rates.
    pub kind: Box<dyn CriterionKind>,
    /// Where the kind stands.
    pub kind_span: Span,
}

/// The sides whose view of a partner a criterion is part of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum View {
    /// One side's alone.
    Of(Side),
    /// Both.
    Both,
}

impl View {
    /// Whether a side looks at the criterion.
    #[must_use]
    pub fn is_of(self, side: Side) -> bool {
        self == View::Both || self == View::Of(side)
    }
}

/// A rule of a program file.
#[derive(Debug)]
pub struct RuleSpec {
    /// Its name, unique among rules, and where it stands.
    pub name: Located<String>,
    /// What a blank in a needed cell does.
    pub if_blank: IfBlank,
    /// Whether it is left out where a roster lacks a column.
    pub optional: bool,
    /// What it forbids.
    pub kind: Box<dyn RuleKind>,
    /// Where the kind stands.
    pub kind_span: Span,
}

pub(super) fn read_criterion(mut keys: Keys<'_>, schema: &Schema, sink: &mut Sink) -> Option<CriterionSpec> {
    let document = keys.document();
    let name = keys.required("name", sink).and_then(|item| item.text(sink));
    let weight = keys.take("weight").map_or(Some(Weight::DEFAULT), |item| read_weight(&item, sink));
    let blank = keys.take("blank").map_or(Some(Ratio::new(1, 2).points()), |item| read_share(&item, sink));
    let optional = read_optional(&mut keys, sink);
    let views = [("mentee", View::Of(Side::Mentee)), ("mentor", View::Of(Side::Mentor)), ("both", View::Both)];
    let view = keys.take("view").map_or(Some(View::Both), |item| item.choice(&views, sink));
    let kind = read_kind(&mut keys, criteria::KINDS, schema, sink);
    keys.finish(sink);
    let (kind, kind_span) = kind?;
    if let Some((_, field)) =
        kind.columns().iter().find(|(_, field)| ["id", "name", "email"].contains(&field.name.as_str()))
    {
        let error = Diagnostic::error("program::bad-value", format!("`{}` earns no points", field.name));
        let place = document.place(field.span.clone());
        sink.push(error.at(place, "here").help("it is for people to read; a rule may compare it"));
        return None;
    }
    Some(CriterionSpec {
        name: name?,
        weight: weight?,
        blank: blank?,
        optional: optional?,
        view: view?,
        kind,
        kind_span,
    })
}

pub(super) fn read_rule(mut keys: Keys<'_>, schema: &Schema, sink: &mut Sink) -> Option<RuleSpec> {
    let name_item = keys.required("name", sink);
    let name = name_item.as_ref().and_then(|item| item.text(sink));
    if let (Some(item), Some(name)) = (&name_item, &name)
        && BUILT_IN.contains(&fold(&name.value).as_str())
    {
        let message = format!("`{}` is the name of a built-in rule", name.value);
        item.reject(sink, message, format!("choose another name than {}", listed(&BUILT_IN)));
    }
    let if_blank = read_if_blank(&mut keys, sink);
    let optional = read_optional(&mut keys, sink);
    let kind = read_kind(&mut keys, rules::KINDS, schema, sink);
    keys.finish(sink);
    let (kind, kind_span) = kind?;
    Some(RuleSpec { name: name?, if_blank: if_blank?, optional: optional?, kind, kind_span })
}

/// Reads what a blank in a needed cell does.
pub(super) fn read_if_blank(keys: &mut Keys<'_>, sink: &mut Sink) -> Option<IfBlank> {
    let blanks = [("forbid", IfBlank::Forbid), ("allow", IfBlank::Allow)];
    keys.take("if_blank").map_or(Some(IfBlank::Forbid), |item| item.choice(&blanks, sink))
}

/// Reads whether a part is left out where a roster lacks a column.
pub(super) fn read_optional(keys: &mut Keys<'_>, sink: &mut Sink) -> Option<bool> {
    keys.take("optional").map_or(Some(false), |item| item.truth(sink))
}

/// Reads the table of one kind of criterion or rule.
pub(super) type ReadKind<T> = fn(&mut Keys<'_>, &Schema, &mut Sink) -> Option<T>;

/// Reads the one kind that a criterion, a rule or a rule of a team has.
pub(super) fn read_kind<T>(
    keys: &mut Keys<'_>,
    kinds: &'static [(&'static str, ReadKind<T>)],
    schema: &Schema,
    sink: &mut Sink,
) -> Option<(T, Span)> {
    let mut given = Vec::new();
    for (name, read) in kinds {
        given.extend(keys.take(name).map(|item| (*name, *read, item)));
    }
    let words: Vec<&str> = kinds.iter().map(|(name, _)| *name).collect();
    match given.as_slice() {
        [] => {
            // A misspelt kind is told by `finish`, which knows the place and the nearest word.
            if keys.all_known() {
                let error = Diagnostic::error(
                    "program::missing-key",
                    format!("{} says nothing of what it looks at", keys.what()),
                );
                let place = keys.document().place(keys.span());
                sink.push(error.at(place, "a kind belongs here").help(format!("the kinds are {}", listed(&words))));
            }
            None
        }
        [(name, read, item)] => {
            let mut own = item.keys(format!("`{name}`"), sink)?;
            let errors = sink.errors();
            let kind = read(&mut own, schema, sink);
            own.finish(sink);
            kind.filter(|_| sink.errors() == errors).map(|kind| (kind, item.key_span()))
        }
        [(first, ..), (second, _, item), ..] => {
            item.reject(
                sink,
                format!("`{second}` stands beside `{first}`"),
                "make a second entry for it: one kind each",
            );
            None
        }
    }
}

fn read_weight(item: &Item<'_>, sink: &mut Sink) -> Option<Weight> {
    let number = item.decimal(sink)?;
    let weight = Weight::new(number);
    if weight.is_none() {
        item.reject(sink, format!("the weight is {number}"), "write a number from 0 to 1000 with up to three decimals");
    }
    weight
}

/// A rating from 0 to 1, in points.
fn read_share(item: &Item<'_>, sink: &mut Sink) -> Option<Points> {
    let number = item.decimal(sink)?;
    let micros = u64::try_from(number.micros()).ok().filter(|&micros| micros <= 1_000_000);
    if micros.is_none() {
        item.reject(sink, format!("this rating is {number}"), "write a number from 0 to 1, for example `0.5`");
    }
    Some(Ratio::new(micros?, 1_000_000).points())
}
