//! `[referral]`: needs that only an adult may meet, and which mentors are adults.
//!
//! ```toml
//! [referral]
//! field = "support_needs"                    # or several: ["support_needs", "topics"]
//! tags = ["self-harm", "abuse"]
//! adults = { field = "adult", is = "yes" }   # left out: no mentor is one
//! optional = true
//! ```

use toml::de::DeValue;

use super::{ConditionSpec, Program, person};
use crate::compare::{FieldRef, read_field};
use crate::diagnostic::{Diagnostic, Sink};
use crate::keys::{Document, Item, Keys};
use crate::roster::{Schema, TypeSet, is_blank_word};
use crate::text::fold;
use crate::units::Side;

/// Which needs are for an adult alone.
#[derive(Debug)]
pub struct ReferralSpec {
    /// The mentees' fields of needs, at least one; none whose values stand in results.
    pub fields: Vec<FieldRef>,
    /// The needs that only an adult may meet.
    pub tags: Vec<String>,
    /// What a mentor is or has who may meet them; without it no mentor may.
    pub adults: Option<ConditionSpec>,
    /// Whether a field that a roster lacks is left out, and with the last of them the table; where it lacks that of `adults`, no mentor is one.
    pub optional: bool,
}

/// Reads the table.
pub(super) fn read(mut keys: Keys<'_>, schema: &Schema, sink: &mut Sink) -> Option<ReferralSpec> {
    let fields = keys.required("field", sink).and_then(|item| read_fields(&item, schema, keys.document(), sink));
    let tags = keys.required("tags", sink).and_then(|item| read_tags(&item, sink));
    let adults = keys.take("adults").map(|item| person::read(&item, Side::Mentor, "`adults`", schema, sink));
    let optional = keys.take("optional").map_or(Some(false), |item| item.truth(sink));
    keys.finish(sink);
    let adults = match adults {
        Some(adults) => Some(adults?),
        None => None,
    };
    Some(ReferralSpec { fields: fields?, tags: tags?, adults, optional: optional? })
}

/// Reads the name of one field, or a list of names.
fn read_fields(item: &Item<'_>, schema: &Schema, document: &Document, sink: &mut Sink) -> Option<Vec<FieldRef>> {
    let items = match item.value() {
        DeValue::Array(_) => item.list("[\"support_needs\", \"topics\"]", sink)?,
        _ => vec![item.clone()],
    };
    if items.is_empty() {
        item.reject(sink, "the list is empty", "name at least one field, or delete the table `[referral]`");
        return None;
    }
    let mut read = |item: &Item<'_>| {
        let field = read_field(item, schema, TypeSet::TAG_LIKE, sink)?;
        is_kept_from_results(&field, document, sink).then_some(field)
    };
    let fields: Vec<_> = items.iter().map(&mut read).collect();
    fields.into_iter().collect()
}

/// Whether results do not name values of the field: the list that is asked for is the one place where such needs stand.
fn is_kept_from_results(field: &FieldRef, document: &Document, sink: &mut Sink) -> bool {
    let is_open = Schema::is_open(&field.name);
    if is_open {
        let message =
            format!("results name what stands under `{}`, and a need for an adult must not be named", field.name);
        let error = Diagnostic::error("program::bad-value", message).at(document.place(field.span.clone()), "here");
        sink.push(error.help("ask for such needs in `support_needs`, or in a column of your own"));
    }
    !is_open
}

fn read_tags(item: &Item<'_>, sink: &mut Sink) -> Option<Vec<String>> {
    let items = item.list("[\"self-harm\", \"abuse\"]", sink)?;
    if items.is_empty() {
        item.reject(sink, "the list is empty", "name at least one need, or delete the table `[referral]`");
        return None;
    }
    let read = |item: &Item<'_>| {
        let text = item.text(sink)?.value;
        if is_blank_word(&fold(&text)) {
            item.reject(
                sink,
                format!("`{text}` is no need: a cell that says so is blank"),
                "name a need, or take it out",
            );
            return None;
        }
        Some(text)
    };
    let tags: Vec<_> = items.iter().map(read).collect();
    tags.into_iter().collect()
}

/// Reports a field of needs whose values another table puts into results.
pub(super) fn reject_shown(program: &Program, sink: &mut Sink) {
    let Some(referral) = &program.referral else { return };
    let shown = [
        ("[demands]", program.demands.as_ref().map(|demands| &demands.sides.mentee)),
        ("[meetings]", program.meetings.as_ref().map(|meetings| &meetings.field)),
        ("[groups]", program.groups.as_ref().and_then(|groups| groups.field.as_ref())),
    ];
    for (table, shown) in shown {
        let Some(shown) = shown else { continue };
        let Some(field) = referral.fields.iter().find(|field| field.name == shown.name) else { continue };
        let message = format!(
            "`{table}` puts what stands under `{}` into the result, and a need for an adult must not be named",
            field.name
        );
        let error = Diagnostic::error("program::bad-value", message)
            .at(program.document.place(field.span.clone()), "here")
            .and_at(program.document.place(shown.span.clone()), "and here");
        sink.push(error.help("ask for needs for an adult in a column of their own, and name it in `[referral]`"));
    }
}
