//! `[[team.rules]]` and `[[groups.rules]]`: what holds for people who are together.

use super::parts::{read_if_blank, read_kind, read_optional};
use crate::diagnostic::Sink;
use crate::keys::Keys;
use crate::roster::Schema;
use crate::rules::{IfBlank, TOGETHER_KINDS, TogetherKind};
use crate::units::Side;

/// A rule on people who are together.
#[derive(Debug)]
pub struct TogetherSpec {
    /// What it asks for.
    pub kind: TogetherKind,
    /// The sides whose people it looks at.
    pub sides: &'static [Side],
    /// What a blank in a needed cell does.
    pub if_blank: IfBlank,
    /// Whether it is left out where a roster lacks the column.
    pub optional: bool,
}

/// Reads one rule on people of the given sides; the keys that only some rules have are taken before.
pub(super) fn read(
    mut keys: Keys<'_>,
    sides: &'static [Side],
    schema: &Schema,
    sink: &mut Sink,
) -> Option<TogetherSpec> {
    let if_blank = read_if_blank(&mut keys, sink);
    let optional = read_optional(&mut keys, sink);
    let kind = read_kind(&mut keys, TOGETHER_KINDS, schema, sink);
    keys.finish(sink);
    let (kind, _) = kind?;
    Some(TogetherSpec { kind, sides, if_blank: if_blank?, optional: optional? })
}
