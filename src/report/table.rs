//! The document as a table for a terminal.

use super::Report;
use crate::text::{Columns, count};
use crate::units::Points;

/// Writes the document as aligned columns: the pairs, then the empty places; reasons are broken to fit a terminal's `width`.
#[must_use]
pub fn to_table(report: &Report, width: Option<usize>) -> Vec<u8> {
    let mut text = String::new();
    if let Some(name) = &report.programme {
        text.push_str(&crate::text::printable(name));
        text.push_str("\n\n");
    }
    let mut pairs = Columns::right_aligned(&[2]);
    let tag = |tag: Option<&str>| report.has_demands.then(|| tag.unwrap_or_default().to_owned());
    let header = [report.words.mentor.clone(), report.words.mentee.clone(), "score".to_owned()];
    pairs.row(header.into_iter().chain(tag(Some("for"))).chain(["why".to_owned()]));
    for pair in &report.pairs {
        let score = Points::new(pair.points).unwrap_or(Points::MAX).to_string();
        let (mentor, mentee) = (person(&pair.mentor, &pair.mentor_name), person(&pair.mentee, &pair.mentee_name));
        pairs.row([mentor, mentee, score].into_iter().chain(tag(pair.tag.as_deref())).chain([pair.why.clone()]));
    }
    text.push_str(&pairs.wrapped("", width));
    if !report.unmatched.is_empty() {
        text.push_str(&format!("\n{} left empty\n", count(report.unmatched.len(), "place")));
        let mut empty = Columns::default();
        for place in &report.unmatched {
            let mentee = person(&place.mentee, &place.mentee_name);
            empty.row([mentee].into_iter().chain(tag(place.tag.as_deref())).chain([place.why.clone()]));
        }
        text.push_str(&empty.wrapped("  ", width));
    }
    text.into_bytes()
}

fn person(id: &str, name: &str) -> String {
    if name.is_empty() || name == id { id.to_owned() } else { format!("{id} {name}") }
}
