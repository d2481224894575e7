//! The fields that a criterion or rule names, with their types checked.

use crate::diagnostic::Sink;
use crate::keys::{Item, Keys, Span, advice};
use crate::roster::{FieldType, Schema, TypeSet};
use crate::units::Side;

/// A field as a program file names it.
#[derive(Clone, Debug)]
pub struct FieldRef {
    /// The folded name.
    pub name: String,
    /// The type of its cells.
    pub field_type: FieldType,
    /// Where the program file names it.
    pub span: Span,
}

impl FieldRef {
    /// Whether it is people's own ids, which need no column: an e-mail address or a name may serve as one.
    #[must_use]
    pub fn is_own_id(&self) -> bool {
        self.name == "id" && matches!(self.field_type, FieldType::Ids)
    }
}

/// A field of the mentor and one of the mentee that are compared; often the same.
#[derive(Clone, Debug)]
pub struct Sides {
    /// The mentor's field.
    pub mentor: FieldRef,
    /// The mentee's field.
    pub mentee: FieldRef,
}

impl Sides {
    /// Reads `field`, or `mentor` and `mentee`.
    pub fn read(keys: &mut Keys<'_>, schema: &Schema, accepts: TypeSet, sink: &mut Sink) -> Option<Sides> {
        let (both, mentor, mentee) = (keys.take("field"), keys.take("mentor"), keys.take("mentee"));
        match (both, mentor, mentee) {
            (Some(both), None, None) => {
                let field = read_field(&both, schema, accepts, sink)?;
                Some(Sides { mentor: field.clone(), mentee: field })
            }
            (None, Some(mentor), Some(mentee)) => {
                let fields = [&mentor, &mentee].map(|item| read_field(item, schema, accepts, sink));
                let [Some(one), Some(other)] = fields else { return None };
                Sides::matching(one, other, &mentee, sink)
            }
            (Some(both), _, _) => {
                both.reject(
                    sink,
                    "`field` stands beside `mentor` or `mentee`",
                    "write either `field`, or both `mentor` and `mentee`",
                );
                None
            }
            (None, mentor, mentee) => {
                let missing = match (mentor, mentee) {
                    (Some(_), _) => "mentee",
                    (_, Some(_)) => "mentor",
                    _ => "field",
                };
                keys.report_missing(&[missing], sink);
                None
            }
        }
    }

    /// Reads a mentor's field and a mentee's field from keys of other names.
    pub fn read_as(
        keys: &mut Keys<'_>,
        mentor: &'static str,
        mentee: &'static str,
        schema: &Schema,
        accepts: TypeSet,
        sink: &mut Sink,
    ) -> Option<Sides> {
        let (mentor, mentee) = (keys.required(mentor, sink), keys.required(mentee, sink));
        let one = mentor.and_then(|item| read_field(&item, schema, accepts, sink));
        let item = mentee?;
        let other = read_field(&item, schema, accepts, sink);
        Sides::matching(one?, other?, &item, sink)
    }

    /// The two fields, where their types can be compared; else that is reported at the item that names one of them.
    pub fn matching(mentor: FieldRef, mentee: FieldRef, item: &Item<'_>, sink: &mut Sink) -> Option<Sides> {
        if mentor.field_type.compares_with(&mentee.field_type) {
            return Some(Sides { mentor, mentee });
        }
        let [one, other] = [&mentor, &mentee].map(|field| field.field_type.set().in_words());
        let message = if one == other {
            format!("`{}` and `{}` have different ladders: they cannot be compared", mentor.name, mentee.name)
        } else {
            format!("`{}` is {one} and `{}` is {other}: they cannot be compared", mentor.name, mentee.name)
        };
        item.reject(
            sink,
            message,
            "compare two fields of the same type, or give one of them another type in `[fields]`",
        );
        None
    }

    /// The columns that are read.
    #[must_use]
    pub fn columns(&self) -> Vec<(Side, FieldRef)> {
        vec![(Side::Mentor, self.mentor.clone()), (Side::Mentee, self.mentee.clone())]
    }
}

/// Reads the name of a field that exists and has one of the accepted types.
pub fn read_field(item: &Item<'_>, schema: &Schema, accepts: TypeSet, sink: &mut Sink) -> Option<FieldRef> {
    let text = item.text(sink)?;
    let Some((name, field_type)) = schema.field(&text.value) else {
        let known: Vec<&str> = schema.names().collect();
        let help = match crate::text::nearest(&crate::text::fold_header(&text.value), known.iter().copied()) {
            Some(_) => advice(&crate::text::fold_header(&text.value), &known),
            None => format!(
                "give the column a type: `[fields]` and below it `{} = \"choice\"`",
                crate::text::fold_header(&text.value)
            ),
        };
        item.reject(sink, format!("there is no field `{}`", text.value), help);
        return None;
    };
    // Where ids are wanted, somebody's own is a set of one.
    let own_id = (name == "id" && accepts.holds(TypeSet::IDS)).then_some(&FieldType::Ids);
    let field_type = own_id.unwrap_or(field_type);
    if !accepts.holds(field_type.set()) {
        let message = format!("`{name}` is {}, and this wants {}", field_type.set().in_words(), accepts.in_words());
        item.reject(sink, message, "name a field of that type, or give your own column another type in `[fields]`");
        return None;
    }
    Some(FieldRef { name: name.to_owned(), field_type: field_type.clone(), span: text.span })
}

/// Reads the required key `field`.
pub fn read_one_field(keys: &mut Keys<'_>, schema: &Schema, accepts: TypeSet, sink: &mut Sink) -> Option<FieldRef> {
    let item = keys.required("field", sink)?;
    read_field(&item, schema, accepts, sink)
}
