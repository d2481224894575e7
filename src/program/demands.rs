//! `[demands]`: every tag of a field is a place of its own, to be filled by a mentor who offers it.
//!
//! ```toml
//! [demands]
//! field = "subject_needs"
//! offer = "subject_strengths"   # may be left out where all `covers` criteria on the field name the same one
//! ```

use super::CriterionSpec;
use crate::compare::{FieldRef, Sides, read_field, read_one_field};
use crate::diagnostic::Sink;
use crate::keys::Keys;
use crate::roster::{Schema, TypeSet};
use crate::text::listed;

/// Which tags are places, and which field fills them.
#[derive(Debug)]
pub struct DemandsSpec {
    /// The mentee's field whose tags are demanded, and the mentor's field that offers them.
    pub sides: Sides,
}

/// Reads the table. `criteria_are_read`: none of the criteria has a fault, so that all are known.
pub(super) fn read(
    mut keys: Keys<'_>,
    criteria: &[CriterionSpec],
    criteria_are_read: bool,
    schema: &Schema,
    sink: &mut Sink,
) -> Option<DemandsSpec> {
    let field = read_one_field(&mut keys, schema, TypeSet::TAG_LIKE, sink);
    let offer = keys.take("offer");
    let sides = match (&offer, &field) {
        (Some(item), _) => {
            let offer = read_field(item, schema, TypeSet::TAG_LIKE, sink);
            offer.zip(field).and_then(|(offer, field)| Sides::matching(offer, field, item, sink))
        }
        (None, Some(field)) => {
            // A misspelt `offer` is told by `finish`.
            let is_told = !criteria_are_read || !keys.all_known();
            let offer = offer_of(field, criteria, is_told, &keys, sink);
            offer.map(|offer| Sides { mentor: FieldRef { span: field.span.clone(), ..offer }, mentee: field.clone() })
        }
        (None, None) => None,
    };
    keys.finish(sink);
    sides.map(|sides| DemandsSpec { sides })
}

/// The offer that all `covers` criteria on a field name; none, unless something was told already, or several is reported.
fn offer_of(
    field: &FieldRef,
    criteria: &[CriterionSpec],
    is_told: bool,
    keys: &Keys<'_>,
    sink: &mut Sink,
) -> Option<FieldRef> {
    let covered = criteria.iter().filter_map(|criterion| criterion.kind.covered());
    let mut offers: Vec<&FieldRef> = Vec::new();
    for sides in covered.filter(|sides| sides.mentee.name == field.name) {
        if !offers.iter().any(|offer| offer.name == sides.mentor.name) {
            offers.push(&sides.mentor);
        }
    }
    match offers.as_slice() {
        [offer] => Some((*offer).clone()),
        [] => {
            if !is_told {
                let message = format!(
                    "`[demands]` does not say which field offers the tags of `{}`, and no `covers` criterion is about it",
                    field.name
                );
                keys.reject(sink, message, "name the mentors' field, for example `offer = \"subject_strengths\"`");
            }
            None
        }
        several => {
            let names: Vec<String> = several.iter().map(|offer| format!("`{}`", offer.name)).collect();
            let message = format!(
                "`[demands]` does not say which field offers the tags of `{}`: the `covers` criteria name {}",
                field.name,
                listed(&names)
            );
            keys.reject(sink, message, format!("say which, for example `offer = \"{}\"`", several[0].name));
            None
        }
    }
}
