//! Slots, meetings and groups in the problem's indices.

use crate::problem::{GroupRule, Groups, Meetings, SideMarks, Slots};
use crate::rules::{Asks, BoundTogether, OfSides};
use crate::scoring::{BoundGroups, BoundMeetings, BoundSlots};
use crate::units::Side;

/// Whom the indices of the problem stand for, and the other way round: of either side.
pub(super) struct Places<'p> {
    /// The roster index of each person of the problem.
    pub at: [&'p [usize]; 2],
    /// The index in the problem of each person of the roster.
    pub index: [&'p [usize]; 2],
}

impl Places<'_> {
    /// Something of everybody on a side of the roster, in the order of the problem.
    fn in_order<T: Clone>(&self, side: Side, of: &[T]) -> Vec<T> {
        self.at[side.index()].iter().map(|&person| of[person].clone()).collect()
    }
}

/// When rows meet, and in how many rooms.
pub(super) fn meetings(bound: &BoundMeetings, places: &Places<'_>) -> Meetings {
    Meetings { slots: slots(&bound.slots, places), rooms: bound.rooms.clone(), together: bound.together }
}

/// What holds for every group. O(people × rules).
pub(super) fn groups(bound: &BoundGroups, places: &Places<'_>) -> Groups {
    let apart = |side: Side| {
        let index = places.index[side.index()];
        let mut apart = SideMarks::none(index.len());
        bound.avoiding(side).for_each(|(one, other)| apart.add(index[one], index[other]));
        apart
    };
    let BoundGroups { least, most, leaders, .. } = *bound;
    Groups {
        least,
        most,
        leaders,
        slots: bound.slots.as_ref().map(|bound| slots(bound, places)),
        rules: bound.rules.iter().map(|rule| group_rule(rule, places)).collect(),
        apart_members: apart(Side::Mentee),
        apart_leaders: apart(Side::Mentor),
    }
}

fn slots(bound: &BoundSlots, places: &Places<'_>) -> Slots {
    let [mentor_at, mentee_at] = places.at;
    let [mentor_index, mentee_index] = places.index;
    let mut twins: Vec<(usize, usize)> =
        bound.twins().iter().map(|&(mentor, mentee)| (mentor_index[mentor], mentee_index[mentee])).collect();
    twins.sort_unstable();
    Slots {
        number: u32::try_from(bound.labels().len()).expect("slots are numbered in 32 bits"),
        mentors: mentor_at.iter().map(|&mentor| bound.of_mentor(mentor).to_vec()).collect(),
        mentees: mentee_at.iter().map(|&mentee| bound.of_mentee(mentee).to_vec()).collect(),
        twins,
    }
}

fn group_rule(bound: &BoundTogether, places: &Places<'_>) -> GroupRule {
    match bound.asks() {
        Asks::Count { sense, number, counts } => {
            let (members, leaders) = of_sides(counts, places);
            GroupRule::Count { sense: *sense, number: *number, members, leaders }
        }
        Asks::Alike { alike, blank_is_alone, values } => {
            let (members, leaders) = of_sides(values, places);
            GroupRule::Alike { alike: *alike, blank_is_alone: *blank_is_alone, members, leaders }
        }
    }
}

/// Of the members, and of the leaders where the rule looks at them.
fn of_sides<T: Clone>(bound: &OfSides<T>, places: &Places<'_>) -> (Vec<T>, Option<Vec<T>>) {
    let of = |side: Side| bound.of(side).map(|of| places.in_order(side, of));
    (of(Side::Mentee).expect("a rule of groups looks at members"), of(Side::Mentor))
}
