//! The rows and groups of a result by roster index, and what each person has of them.

use crate::formulate::Formulated;
use crate::problem::Row;
use crate::units::Points;

/// A row by roster index.
#[derive(Clone, Copy, Debug)]
pub(super) struct MadeRow {
    pub(super) mentor: usize,
    pub(super) mentee: usize,
    /// Which of the mentee's tags is filled, in a program with demands.
    pub(super) demand: Option<u32>,
    /// When the two meet, in a program with slots.
    pub(super) slot: Option<u32>,
    /// The points that the criteria give.
    pub(super) points: Points,
}

/// A group by roster index.
#[derive(Clone, Debug)]
pub(super) struct MadeGroup {
    pub(super) leaders: Vec<usize>,
    pub(super) members: Vec<usize>,
    /// When it meets, where groups have slots.
    pub(super) slot: Option<u32>,
}

/// The rows and groups of a result, and what each person has of them; people by roster index.
pub(super) struct Made {
    pub(super) rows: Vec<MadeRow>,
    /// In a program with groups alone.
    pub(super) groups: Vec<MadeGroup>,
    /// The points that count: of each row, or of each member of a group.
    pub(super) scores: Vec<Points>,
    /// For each mentor, the number of rows, or of groups that it leads.
    pub(super) loads: Vec<u32>,
    /// For each mentee, the number of rows, or of groups that it is in.
    pub(super) held: Vec<u32>,
    /// For each mentee, its mentors, each once, by index.
    pub(super) mentors_of: Vec<Vec<usize>>,
}

impl MadeGroup {
    /// Mentor, mentee and slot of each member with each leader.
    pub(super) fn rows(&self) -> Vec<(usize, usize, Option<u32>)> {
        let of_member = |&member: &usize| self.leaders.iter().map(move |&leader| (leader, member, self.slot));
        self.members.iter().flat_map(of_member).collect()
    }
}

impl Made {
    /// Gathers rows that are no groups.
    pub(super) fn of(rows: Vec<MadeRow>, mentors: usize, mentees: usize) -> Made {
        let (mut loads, mut held) = (vec![0; mentors], vec![0; mentees]);
        for row in &rows {
            loads[row.mentor] += 1;
            held[row.mentee] += 1;
        }
        let scores = rows.iter().map(|row| row.points).collect();
        Made { mentors_of: mentors_of(&rows, mentees), rows, groups: Vec::new(), scores, loads, held }
    }

    /// Gathers groups, and their rows.
    pub(super) fn of_groups(rows: Vec<MadeRow>, groups: Vec<MadeGroup>, mentors: usize, mentees: usize) -> Made {
        let (mut loads, mut held) = (vec![0; mentors], vec![0; mentees]);
        for group in &groups {
            group.leaders.iter().for_each(|&leader| loads[leader] += 1);
            group.members.iter().for_each(|&member| held[member] += 1);
        }
        let members = groups.iter().flat_map(|group| group.members.iter().map(move |&member| (group, member)));
        let scores = members.map(|(group, member)| {
            mean(rows.iter().filter(|row| row.mentee == member && group.leaders.contains(&row.mentor)))
        });
        Made { scores: scores.collect(), mentors_of: mentors_of(&rows, mentees), rows, groups, loads, held }
    }

    /// Whether two people have a row together.
    pub(super) fn has(&self, mentor: usize, mentee: usize) -> bool {
        self.mentors_of[mentee].binary_search(&mentor).is_ok()
    }
}

/// The mean of the points of some rows, halves up; 0 of none.
fn mean<'r>(rows: impl Iterator<Item = &'r MadeRow>) -> Points {
    let (sum, of) = rows.fold((0, 0), |(sum, of), row| (sum + u32::from(row.points.get()), of + 1_u32));
    let mean = (sum + of / 2).checked_div(of).unwrap_or(0);
    u16::try_from(mean).ok().and_then(Points::new).unwrap_or(Points::MAX)
}

fn mentors_of(rows: &[MadeRow], mentees: usize) -> Vec<Vec<usize>> {
    let mut mentors_of = vec![Vec::new(); mentees];
    rows.iter().for_each(|row| mentors_of[row.mentee].push(row.mentor));
    for mentors in &mut mentors_of {
        mentors.sort_unstable();
        mentors.dedup();
    }
    mentors_of
}

/// The people of a row by roster index; `None` where the problem does not have them.
pub(super) fn people(row: Row, formulated: &Formulated) -> Option<(usize, usize)> {
    let mentor = formulated.mentor_at.get(row.pair.mentor)?;
    let mentee = formulated.mentee_at.get(row.pair.mentee)?;
    Some((*mentor, *mentee))
}
