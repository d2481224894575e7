//! Who may be in a group with whom: avoids and the rules of groups, as windows of values, pairs apart, and counts.

use crate::problem::{Alike, GroupRule, Groups, Problem, Sense};

/// Members among whom values allow any group, and how many of them must count for each counting rule.
pub(super) struct Window {
    /// By index, ascending.
    pub(super) members: Vec<usize>,
    pub(super) counts: Vec<(u32, u32)>,
}

/// What holds between people of a group.
pub(super) struct Company<'p> {
    groups: &'p Groups,
    /// For each mentee, as bits, the mentees who are never in a group with it.
    apart: Vec<Vec<u64>>,
    /// For each counting rule, whether each mentee counts.
    pub(super) counted: Vec<&'p [bool]>,
}

impl<'p> Company<'p> {
    pub(super) fn of(problem: &'p Problem, groups: &'p Groups) -> Company<'p> {
        let mentees = problem.mentees.len();
        let mut apart = vec![vec![0; mentees.div_ceil(64)]; mentees];
        let differs = groups.rules.iter().filter(|rule| matches!(rule, GroupRule::Alike { alike: Alike::Differ, .. }));
        let differs: Vec<&GroupRule> = differs.collect();
        for one in 0..mentees {
            for other in 0..one {
                let is_apart = groups.apart_members.has(one, other)
                    || differs.iter().any(|rule| !rule.allows(member_value(rule, one), member_value(rule, other)));
                if is_apart {
                    set(&mut apart[one], other);
                    set(&mut apart[other], one);
                }
            }
        }
        let counted = groups.rules.iter().filter_map(|rule| match rule {
            GroupRule::Count { members, .. } => Some(members.as_slice()),
            GroupRule::Alike { .. } => None,
        });
        Company { groups, apart, counted: counted.collect() }
    }

    /// Whether two mentees are never in one group.
    pub(super) fn are_members_apart(&self, one: usize, other: usize) -> bool {
        self.apart[one][other / 64] >> (other % 64) & 1 == 1
    }

    /// Whether two mentors never lead a group together.
    pub(super) fn are_leaders_apart(&self, one: usize, other: usize) -> bool {
        let by_rule = |rule: &GroupRule| match rule {
            GroupRule::Alike { leaders: Some(values), .. } => !rule.allows(values[one], values[other]),
            _ => false,
        };
        self.groups.apart_leaders.has(one, other) || self.groups.rules.iter().any(by_rule)
    }

    /// The widest sets of these members whose values allow any group with these leaders, each with its counts; leaders who are not apart.
    pub(super) fn windows(&self, leaders: &[usize], members: &[usize]) -> Vec<Window> {
        let mut sets = vec![members.to_vec()];
        let mut counts = Vec::new();
        for rule in &self.groups.rules {
            match rule {
                GroupRule::Count { sense, number, leaders: of_leaders, .. } => {
                    let of_leaders = of_leaders
                        .as_ref()
                        .map_or(0, |counts| leaders.iter().filter(|&&leader| counts[leader]).count());
                    let of_leaders = u32::try_from(of_leaders).unwrap_or(u32::MAX);
                    match sense {
                        Sense::AtLeast => counts.push((number.saturating_sub(of_leaders), u32::MAX)),
                        Sense::AtMost if of_leaders > *number => return Vec::new(),
                        Sense::AtMost => counts.push((0, number - of_leaders)),
                    }
                }
                GroupRule::Alike { .. } => {
                    sets = sets.iter().flat_map(|set| split(rule, leaders, set, self.groups.least)).collect()
                }
            }
        }
        sets.sort();
        sets.dedup();
        sets.into_iter().map(|members| Window { members, counts: counts.clone() }).collect()
    }
}

fn set(bits: &mut [u64], at: usize) {
    bits[at / 64] |= 1 << (at % 64);
}

fn member_value(rule: &GroupRule, member: usize) -> Option<i64> {
    match rule {
        GroupRule::Alike { members, .. } => members[member],
        GroupRule::Count { .. } => None,
    }
}

/// The widest sets of members that one rule on values allows with these leaders.
///
/// Of a rule that all values differ, only who differs from the leaders: members are apart from each other pair by pair.
fn split(rule: &GroupRule, leaders: &[usize], members: &[usize], least: u32) -> Vec<Vec<usize>> {
    let GroupRule::Alike { alike, blank_is_alone, members: values, leaders: of_leaders } = rule else {
        return vec![members.to_vec()];
    };
    let of_leaders: Vec<Option<i64>> =
        of_leaders.as_ref().map_or_else(Vec::new, |values| leaders.iter().map(|&leader| values[leader]).collect());
    let fits = |member: &usize| of_leaders.iter().all(|&leader| rule.allows(values[*member], leader));
    let fitting: Vec<usize> = members.iter().copied().filter(fits).collect();
    let (known, blank): (Vec<usize>, Vec<usize>) = fitting.iter().partition(|&&member| values[member].is_some());
    let reach = match *alike {
        Alike::Differ => return vec![fitting],
        Alike::Same => 0,
        Alike::Span(most) => most,
    };
    let value = |member: usize| values[member].expect("only those who have one");
    let mut lowest: Vec<i64> = known.iter().map(|&member| value(member)).collect();
    lowest.sort_unstable();
    lowest.dedup();
    let mut sets: Vec<Vec<usize>> = Vec::new();
    let mut last = None;
    for low in lowest {
        let is_within = |member: &&usize| (low..=low.saturating_add(reach)).contains(&value(**member));
        let within: Vec<usize> = known.iter().filter(is_within).copied().collect();
        // A window that ends where an earlier one does is a part of it.
        let highest = within.iter().map(|&member| value(member)).max();
        if last < highest {
            sets.push(within);
        }
        last = highest;
    }
    if *blank_is_alone {
        // With leaders whom the rule is about nobody is alone; else a blank makes a group of one.
        if of_leaders.is_empty() && least <= 1 {
            sets.extend(blank.into_iter().map(|member| vec![member]));
        }
        return sets;
    }
    if sets.is_empty() {
        sets.push(Vec::new());
    }
    for set in &mut sets {
        set.extend(&blank);
        set.sort_unstable();
    }
    sets
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rule(alike: Alike, blank_is_alone: bool, members: &[Option<i64>], leaders: Option<&[Option<i64>]>) -> GroupRule {
        GroupRule::Alike { alike, blank_is_alone, members: members.to_vec(), leaders: leaders.map(<[_]>::to_vec) }
    }

    #[test]
    fn a_span_splits_into_windows_that_no_other_holds() {
        let values = [Some(3), Some(5), Some(4), None, Some(9)];
        let span = |blank_is_alone, leaders| rule(Alike::Span(2), blank_is_alone, &values, leaders);
        let all = [0, 1, 2, 3, 4];
        assert_eq!(split(&span(true, None), &[0], &all, 2), [vec![0, 1, 2], vec![4]]);
        assert_eq!(split(&span(true, None), &[0], &all, 1), [vec![0, 1, 2], vec![4], vec![3]]);
        assert_eq!(split(&span(false, None), &[0], &all, 2), [vec![0, 1, 2, 3], vec![3, 4]]);
        // With a leader of 6, only who is within 2 of it.
        assert_eq!(split(&span(true, Some(&[Some(6)])), &[0], &all, 1), [vec![1, 2]]);
        assert_eq!(split(&span(true, Some(&[None])), &[0], &all, 1), Vec::<Vec<usize>>::new());
    }

    #[test]
    fn same_is_a_window_of_one_value_and_differ_keeps_away_from_leaders() {
        let values = [Some(1), Some(2), Some(1)];
        assert_eq!(split(&rule(Alike::Same, true, &values, None), &[0], &[0, 1, 2], 1), [vec![0, 2], vec![1]]);
        let leader = [Some(1)];
        assert_eq!(split(&rule(Alike::Differ, true, &values, Some(&leader)), &[0], &[0, 1, 2], 1), [vec![1]]);
    }
}
