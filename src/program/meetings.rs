//! `[meetings]`: every row gets a slot that both people have, in one of so many rooms.
//!
//! ```toml
//! [meetings]
//! field = "availability"
//! rooms = 12                       # meetings in one slot; default: no limit
//! together = true                  # all mentors of a mentee meet it at one time; default: each by itself
//!
//! [meetings.rooms_at]
//! "Mon P3" = 4                     # another number for one slot
//! ```

use std::collections::HashMap;

use super::parts::read_optional;
use crate::compare::{FieldRef, read_one_field};
use crate::diagnostic::Sink;
use crate::keys::{Item, Keys, Located};
use crate::roster::{Schema, TypeSet};
use crate::text::fold;

/// The types of fields whose tags are slots.
pub(super) const SLOTS: TypeSet = TypeSet::SLOTS.or(TypeSet::TAGS);

/// When rows meet, and in how many rooms.
#[derive(Debug)]
pub struct MeetingsSpec {
    /// The field of both sides that says when people can meet.
    pub field: FieldRef,
    /// The most meetings in one slot; `None`: no limit.
    pub rooms: Option<u32>,
    /// The most meetings in one slot where that is another number; slots differ after folding.
    pub rooms_at: Vec<(Located<String>, u32)>,
    /// Whether they are left out where a roster lacks the column: rows then have no slots.
    pub optional: bool,
    /// Whether all rows of a mentee are one meeting.
    pub together: bool,
}

/// Reads the table.
pub(super) fn read(mut keys: Keys<'_>, schema: &Schema, sink: &mut Sink) -> Option<MeetingsSpec> {
    let field = read_one_field(&mut keys, schema, SLOTS, sink);
    let rooms = keys.take("rooms").and_then(|item| item.whole(0, sink));
    let rooms_at = keys.take("rooms_at").map(|item| read_rooms_at(&item, sink));
    let together = keys.take("together").and_then(|item| item.truth(sink)).unwrap_or(false);
    let optional = read_optional(&mut keys, sink);
    keys.finish(sink);
    Some(MeetingsSpec { field: field?, rooms, rooms_at: rooms_at.unwrap_or_default(), together, optional: optional? })
}

/// Reads the numbers of rooms of single slots; those with a fault are reported and left out.
fn read_rooms_at(item: &Item<'_>, sink: &mut Sink) -> Vec<(Located<String>, u32)> {
    let Some(mut keys) = item.keys("`[meetings.rooms_at]`", sink) else { return Vec::new() };
    let mut rooms_at = Vec::new();
    let mut seen: HashMap<String, String> = HashMap::new();
    for (slot, item) in keys.take_all() {
        let folded = fold(&slot.value);
        if folded.is_empty() {
            item.reject(sink, format!("`{}` is no slot", slot.value), "write it as in the roster: `\"Mon P3\" = 4`");
            continue;
        }
        if let Some(earlier) = seen.insert(folded, slot.value.clone()) {
            let message = format!("`{}` and `{earlier}` are the same slot", slot.value);
            item.reject(sink, message, "keep one of the two lines");
            continue;
        }
        rooms_at.extend(item.whole(0, sink).map(|rooms| (slot, rooms)));
    }
    rooms_at
}
