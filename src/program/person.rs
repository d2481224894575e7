//! What a person must be or have, in the keys of `mentor_has` and `mentee_has`, where a table says it under a key of its own.

use super::ConditionSpec;
use crate::diagnostic::Sink;
use crate::keys::Item;
use crate::roster::Schema;
use crate::rules;
use crate::units::Side;

/// Reads the keys; `what` the item is spoken of as.
pub(super) fn read(item: &Item<'_>, side: Side, what: &str, schema: &Schema, sink: &mut Sink) -> Option<ConditionSpec> {
    let kind = match side {
        Side::Mentor => "mentor_has",
        Side::Mentee => "mentee_has",
    };
    let (_, read) = rules::KINDS.iter().find(|(known, _)| *known == kind).expect("the kind is there");
    let mut keys = item.keys(what, sink)?;
    let errors = sink.errors();
    let kind = read(&mut keys, schema, sink);
    keys.finish(sink);
    let kind = kind.filter(|_| sink.errors() == errors)?;
    Some(ConditionSpec { kind, kind_span: item.key_span() })
}
