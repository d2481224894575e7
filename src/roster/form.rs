//! The questions of a programme's own form, and the columns that its answers become.

use super::reading::tidy;
use super::{Meaning, Schema};
use crate::text::fold_header;
use crate::units::Side;

/// A question of a programme's form and the field that it asks for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FormQuestion {
    /// The question as people read it; the header of its column in the answers.
    pub text: String,
    /// The field, by its folded name.
    pub field: String,
}

impl FormQuestion {
    /// Whether a header is the question, compared as headers are.
    fn is(&self, header: &str) -> bool {
        let folded = fold_header(&self.text);
        tidy(header) == tidy(&self.text) || fold_header(header) == folded && !folded.is_empty()
    }
}

/// What a header of the answers of `side` means by the form; in a file of both sides it is the question of either.
///
/// `Question [Row]` is a row of the question where that is for tags or slots.
pub(super) fn asked_by_form(
    header: &str,
    side: Option<Side>,
    form: &[Vec<FormQuestion>; 2],
    schema: &Schema,
) -> Option<Meaning> {
    if let Some(field) = field_of(header, side, form) {
        return Some(Meaning::Field(field.to_owned()));
    }
    let (asked, tag) = super::header::in_brackets(header)?;
    let field = field_of(asked, side, form).filter(|field| super::header::is_list(field, schema))?;
    let tag = tidy(tag);
    (!tag.is_empty()).then(|| Meaning::Tag { field: field.to_owned(), tag })
}

fn field_of<'f>(header: &str, side: Option<Side>, form: &'f [Vec<FormQuestion>; 2]) -> Option<&'f str> {
    let asks = |side: Side| form[side.index()].iter().find(|question| question.is(header)).map(|found| &*found.field);
    match side {
        Some(side) => asks(side),
        // Where the two forms ask the same words for different fields, nobody knows which of them is meant.
        None => match Side::BOTH.map(asks) {
            [Some(one), Some(other)] => (one == other).then_some(one),
            [one, other] => one.or(other),
        },
    }
}
