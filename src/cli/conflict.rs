//! What cannot hold together, as lines.

use crate::conflict::{Conflict, Member};
use crate::text::{Columns, number};

/// So many parts of a kind have a line of their own.
const MOST_OF_A_KIND: usize = 6;

/// A sentence, and a line for each part with what would do in its place.
pub(super) fn lines(conflict: Option<&Conflict>) -> String {
    let Some(conflict) = conflict else { return "no assignment holds the must-pairs and limits".to_owned() };
    let enough = conflict.members.iter().filter(|member| member.is_enough == Some(true)).count();
    let heading = heading(conflict, enough);
    let mut parts = Columns::default();
    for of_kind in conflict.members.chunk_by(|one, next| one.part.kind() == next.part.kind()) {
        let (shown, hidden) = match of_kind.len() {
            ..=MOST_OF_A_KIND => (of_kind, 0),
            all => (&of_kind[..MOST_OF_A_KIND - 1], all - (MOST_OF_A_KIND - 1)),
        };
        for Member { words, needs, is_enough, .. } in shown {
            let mark = if *is_enough == Some(true) && enough < conflict.members.len() { " *" } else { "" };
            parts.row([words.clone(), format!("{}{mark}", needs.as_deref().unwrap_or_default())]);
        }
        if hidden > 0 {
            parts.row([format!("… and {} more of these (--format json lists them)", number(hidden)), String::new()]);
        }
    }
    format!("{heading}\n{}", parts.lines("  "))
}

/// What is said of the parts below; of their changes so many are enough.
fn heading(conflict: &Conflict, enough: usize) -> &'static str {
    let members = conflict.members.len();
    let is_known = conflict.members.iter().all(|member| member.is_enough.is_some());
    match (conflict.is_minimal, members == 1) {
        (false, _) => {
            "no assignment holds these together; the time came to an end before it was known whether fewer of them cannot be held either:"
        }
        (true, true) if enough == 1 => "no assignment holds this; the change beside it is enough:",
        (true, true) => {
            "no assignment holds this; with the change beside it it can be held, though not yet with all the rest:"
        }
        (true, false) if enough == members => {
            "no assignment holds these together; any one of the changes beside them is enough:"
        }
        (true, false) if enough > 0 => {
            "no assignment holds these together; with any one of the changes the others can be held, with one that has a * everything:"
        }
        (true, false) if is_known => {
            "no assignment holds these together; with any one of the changes the others can be held, though not yet all the rest:"
        }
        (true, false) => "no assignment holds these together; with any one of the changes the others can be held:",
    }
}
