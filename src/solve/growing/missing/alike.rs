//! People who are alike in some numbers, in order.

use std::ops::Range;

use crate::solve::network::Cost;

/// Groups of people with the same numbers, as those come in a dictionary.
pub(super) struct Alike {
    /// The numbers of each group, ascending.
    words: Vec<Vec<Cost>>,
}

impl Alike {
    /// Groups people, each of whom has as many numbers; and says the group of each.
    pub(super) fn of(mut people: Vec<Vec<Cost>>) -> (Alike, Vec<usize>) {
        let mut order: Vec<usize> = (0..people.len()).collect();
        order.sort_unstable_by(|&one, &other| people[one].cmp(&people[other]));
        let mut words: Vec<Vec<Cost>> = Vec::new();
        let mut groups = vec![0; people.len()];
        for person in order {
            if words.last() != Some(&people[person]) {
                words.push(std::mem::take(&mut people[person]));
            }
            groups[person] = words.len() - 1;
        }
        (Alike { words }, groups)
    }

    /// The number of groups.
    pub(super) fn groups(&self) -> usize {
        self.words.len()
    }

    /// The numbers of a group.
    pub(super) fn word(&self, group: usize) -> &[Cost] {
        &self.words[group]
    }

    /// How many numbers two groups share from the first on.
    pub(super) fn shared(&self, one: usize, other: usize) -> usize {
        self.words[one].iter().zip(&self.words[other]).take_while(|(one, other)| one == other).count()
    }

    /// The groups whose numbers begin so.
    pub(super) fn beginning_with(&self, start: &[Cost]) -> Range<usize> {
        let first = self.words.partition_point(|word| word[..start.len()] < *start);
        let end = self.words.partition_point(|word| word[..start.len()] <= *start);
        first..end
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn groups_are_in_the_order_of_a_dictionary_and_found_by_how_they_begin() {
        let people = [[1, 5], [0, 9], [1, -2], [0, 9], [2, 0]];
        let (alike, groups) = Alike::of(people.iter().map(|numbers| numbers.to_vec()).collect());
        assert_eq!(groups, [2, 0, 1, 0, 3]);
        assert_eq!(alike.groups(), 4);
        assert_eq!(alike.word(2), [1, 5]);
        assert_eq!([alike.shared(1, 2), alike.shared(0, 3), alike.shared(2, 2)], [1, 0, 2]);
        let beginning: Vec<_> =
            [&[][..], &[1], &[1, 5], &[3]].into_iter().map(|start| alike.beginning_with(start)).collect();
        assert_eq!(beginning, [0..4, 1..3, 2..3, 4..4]);
    }
}
