//! The tables of limits beyond one pair at a time, and which of them do not stand beside each other.

use super::tables::{each, section};
use super::{Program, demands, groups, meetings, quotas, team};
use crate::diagnostic::Sink;
use crate::keys::{Item, Keys};

/// Reads `[demands]`, `[team]`, `[meetings]`, `[groups]` and `[[quotas]]`.
///
/// `minimum` is the minimum caseload where the program file gives one. `criteria_are_read`: none of the criteria has a fault.
pub(super) fn read(
    keys: &mut Keys<'_>,
    program: &mut Program,
    minimum: Option<Item<'_>>,
    criteria_are_read: bool,
    sink: &mut Sink,
) {
    if program.objective.method.is_stable() {
        reject_beside_stable(keys, minimum, sink);
    } else if keys.take("groups").is_some() {
        reject_beside_groups(keys, sink);
    }
    let schema = &program.reading.schema;
    if let Some(table) = section(keys, "demands", "`[demands]`", sink) {
        program.demands = demands::read(table, &program.criteria, criteria_are_read, schema, sink);
    }
    if let Some(table) = section(keys, "team", "`[team]`", sink) {
        program.team = Some(team::read(table, schema, sink));
    }
    let meetings = section(keys, "meetings", "`[meetings]`", sink);
    let groups = section(keys, "groups", "`[groups]`", sink);
    let (has_meetings, has_groups) = (meetings.is_some(), groups.is_some());
    program.meetings = meetings.and_then(|table| meetings::read(table, schema, sink));
    program.groups = groups.and_then(|table| groups::read(table, schema, sink));
    // Of a table with a fault nobody knows whether it would have slots.
    let groups_have_slots = has_groups && program.groups.as_ref().is_none_or(|groups| groups.field.is_some());
    let slots_from = match (has_meetings || groups_have_slots, has_groups) {
        (true, _) => None,
        (false, true) => Some("`field` in `[groups]`"),
        (false, false) => Some("`[meetings]`, or `[groups]` with a `field`"),
    };
    program.quotas =
        each(keys, "quotas", "[[quotas]]", "a quota", sink, |keys, sink| quotas::read(keys, slots_from, schema, sink));
}

/// Reports the limits that a stable pairing does not have.
fn reject_beside_stable(keys: &mut Keys<'_>, minimum: Option<Item<'_>>, sink: &mut Sink) {
    let tables = [
        ("demands", "`[demands]`"),
        ("team", "`[team]`"),
        ("meetings", "`[meetings]`"),
        ("groups", "`[groups]`"),
        ("quotas", "`[[quotas]]`"),
    ];
    let tables = tables.map(|(key, what)| (keys.take(key), what));
    let above_one = |item: &Item<'_>| item.whole(0, &mut Sink::default()).is_some_and(|minimum| minimum > 1);
    let minimum = (minimum.filter(above_one), "a minimum caseload above 1");
    for (item, what) in std::iter::once(minimum).chain(tables) {
        if let Some(item) = item {
            let message = format!("{what} stands beside `method = \"stable\"`");
            let help =
                "a stable pairing has no such limit: leave this out, or say which levels are best, `levels = […]`";
            item.report(sink, "program::beside-stable", message, help);
        }
    }
}

/// Reports the tables about pairs that groups take the place of.
fn reject_beside_groups(keys: &mut Keys<'_>, sink: &mut Sink) {
    let tables = [
        ("demands", "`[demands]`", "a place in a group is for no tag: keep one of the two tables"),
        ("team", "`[team]`", "write what holds for the people of a group as `[[groups.rules]]`, and delete this table"),
        ("meetings", "`[meetings]`", "a group meets in one slot: say `field` in `[groups]`, and delete this table"),
    ];
    for (key, what, help) in tables {
        if let Some(item) = keys.take(key) {
            let message = format!("{what} stands beside `[groups]`, which takes the place of pairs");
            item.report(sink, "program::beside-groups", message, help);
        }
    }
}
