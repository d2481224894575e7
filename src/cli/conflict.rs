//! What cannot hold together, as lines.

use crate::conflict::{Conflict, Member};
use crate::text::{Columns, number};

/// So many parts of a kind have a line of their own.
const MOST_OF_A_KIND: usize = 6;

/// A sentence, and a line for each part with what would do in its place.
pub(super) fn lines(conflict: Option<&Conflict>) -> String {
    let Some(conflict) = conflict else { return "no assignment holds the must-pairs and limits".to_owned() };
    let heading = match (conflict.is_minimal, conflict.members.len()) {
        (true, 1) => "no assignment holds this; with the change beside it there is one:",
        (true, _) => {
            "no assignment holds these together; with any one of the changes beside them the others can be held:"
        }
        (false, _) => {
            "no assignment holds these together; the time came to an end before it was known whether fewer of them are enough:"
        }
    };
    let mut parts = Columns::default();
    for of_kind in conflict.members.chunk_by(|one, next| one.part.kind() == next.part.kind()) {
        let (shown, hidden) = match of_kind.len() {
            ..=MOST_OF_A_KIND => (of_kind, 0),
            all => (&of_kind[..MOST_OF_A_KIND - 1], all - (MOST_OF_A_KIND - 1)),
        };
        for Member { words, needs, .. } in shown {
            parts.row([words.clone(), needs.clone().unwrap_or_default()]);
        }
        if hidden > 0 {
            parts.row([format!("… and {} more of these (--format json lists them)", number(hidden)), String::new()]);
        }
    }
    format!("{heading}\n{}", parts.lines("  "))
}
