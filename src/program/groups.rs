//! `[groups]`: several leaders, several members and one slot, in place of pairs.
//!
//! ```toml
//! [groups]
//! size = [4, 8]                    # members
//! leaders = 2                      # default 1
//! field = "availability"           # all have the slot; left out: no slots
//!
//! [[groups.rules]]
//! span = { field = "grade", max = 2 }
//! leaders = true                   # on leaders and members; default: on members
//! ```

use super::meetings::SLOTS;
use super::tables::each;
use super::together::{self, TogetherSpec};
use crate::compare::{FieldRef, read_field};
use crate::diagnostic::Sink;
use crate::keys::{Item, Keys};
use crate::roster::Schema;
use crate::units::{MOST_OFFERED, Side};

/// What holds for every group.
#[derive(Debug)]
pub struct GroupsSpec {
    /// The fewest members; 1 and up.
    pub least: u32,
    /// The most members; no less than the fewest.
    pub most: u32,
    /// The number of leaders; 1 and up.
    pub leaders: u32,
    /// The field of both sides that says when people can meet; `None`: groups have no slot.
    pub field: Option<FieldRef>,
    /// What holds for the people of every group.
    pub rules: Vec<TogetherSpec>,
}

/// Reads the table.
pub(super) fn read(mut keys: Keys<'_>, schema: &Schema, sink: &mut Sink) -> Option<GroupsSpec> {
    let size = keys.required("size", sink).and_then(|item| read_size(&item, sink));
    let leaders = keys.take("leaders").map_or(Some(1), |item| read_number("leaders", &item, sink));
    let field = keys.take("field").map(|item| read_field(&item, schema, SLOTS, sink));
    let rules = each(&mut keys, "rules", "[[groups.rules]]", "a group rule", sink, |mut keys, sink| {
        let has_leaders = keys.take("leaders").map_or(Some(false), |item| item.truth(sink));
        let sides: &[Side] = if has_leaders == Some(true) { &Side::BOTH } else { &[Side::Mentee] };
        together::read(keys, sides, schema, sink)
    });
    keys.finish(sink);
    let field = match field {
        Some(field) => Some(field?),
        None => None,
    };
    let (least, most) = size?;
    Some(GroupsSpec { least, most, leaders: leaders?, field, rules })
}

fn read_size(item: &Item<'_>, sink: &mut Sink) -> Option<(u32, u32)> {
    let [least, most] = item.pair("[4, 8]", sink)?.map(|item| read_number("size", &item, sink));
    let (least, most) = (least?, most?);
    if least > most {
        let message = format!("the fewest members, {least}, are more than the most, {most}");
        item.reject(sink, message, format!("write the smaller number first: `size = [{most}, {least}]`"));
        return None;
    }
    Some((least, most))
}

/// Reads a number of people, of whom there is at least one.
fn read_number(key: &str, item: &Item<'_>, sink: &mut Sink) -> Option<u32> {
    let number = item.whole(1, sink)?;
    if number > MOST_OFFERED {
        item.reject(sink, format!("`{key}` is {number}"), format!("write a whole number up to {MOST_OFFERED}"));
        return None;
    }
    Some(number)
}
