//! `[meetings]` bound to a roster.

use super::BoundSlots;
use crate::compare::Binder;
use crate::diagnostic::Diagnostic;
use crate::program::MeetingsSpec;

/// When rows meet, and in how many rooms.
#[derive(Debug)]
pub struct BoundMeetings {
    /// Who can meet when.
    pub slots: BoundSlots,
    /// For each slot, the most meetings; `None`: no limit.
    pub rooms: Vec<Option<u32>>,
    /// Whether all rows of a mentee are one meeting.
    pub together: bool,
}

impl BoundMeetings {
    /// Binds the table; `None` where a column does not fit it, which is reported.
    pub(super) fn bind(spec: &MeetingsSpec, binder: &mut Binder<'_, '_>) -> Option<BoundMeetings> {
        let slots = BoundSlots::bind(&spec.field, "`[meetings]`", spec.optional.into(), binder)?;
        let mut rooms = vec![spec.rooms; slots.labels().len()];
        for (slot, number) in &spec.rooms_at {
            if let Some(at) = slots.find(&slot.value) {
                rooms[at] = Some(*number);
                continue;
            }
            let message = format!("nobody's `{}` says `{}`", spec.field.name, slot.value);
            let help = match slots.nearest(&slot.value) {
                Some(near) => format!("did you mean `{near}`?"),
                None => "is it spelt as in the roster?".to_owned(),
            };
            let place = binder.document.place(slot.span.clone());
            binder.sink.push(
                Diagnostic::warning("program::value-of-nobody", message).at(place, "rooms are given here").help(help),
            );
        }
        Some(BoundMeetings { slots, rooms, together: spec.together })
    }
}
