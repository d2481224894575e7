//! Whether a row counts: its `status`, and of users `enabledUser`.

use super::layout::key;
use super::part::{Part, warn_of_word};
use crate::diagnostic::Sink;

/// Whether a row is there to stay. A blank status, the rule in full exports, means active; `inactive` is the word of early versions for
/// rows to be deleted.
pub(super) fn is_active(part: &Part, row: usize, column: Option<usize>, sink: &mut Sink) -> bool {
    let Some(column) = column else { return true };
    let cell = part.table.cell(row, column);
    if cell.is_empty() || cell.eq_ignore_ascii_case("active") {
        return true;
    }
    match key(cell).as_str() {
        "active" => true,
        "tobedeleted" | "deleted" | "inactive" => false,
        _ => {
            warn_of_word(part, row, column, "`active` or `tobedeleted`", "the row is taken as active", sink);
            true
        }
    }
}

/// Whether a user is enabled; blank means yes.
pub(super) fn is_enabled(part: &Part, row: usize, column: Option<usize>, sink: &mut Sink) -> bool {
    let Some(column) = column else { return true };
    match key(part.table.cell(row, column)).as_str() {
        "" | "true" | "1" | "yes" | "y" | "t" => true,
        "false" | "0" | "no" | "n" | "f" => false,
        _ => {
            warn_of_word(part, row, column, "`true` or `false`", "the user is taken as enabled", sink);
            true
        }
    }
}
