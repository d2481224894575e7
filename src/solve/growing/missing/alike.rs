//! People who are alike in some numbers, in order.

use std::ops::Range;

use crate::solve::network::Cost;

/// People with the same numbers are a group; groups are numbered as their numbers come in a dictionary.
pub(super) struct Alike {
    /// The numbers of each group, ascending.
    words: Vec<Vec<Cost>>,
    /// For each person, its group.
    group: Vec<u32>,
}

impl Alike {
    /// Groups people, each of whom has as many numbers.
    pub(super) fn of(people: usize, word: impl Fn(usize) -> Vec<Cost>) -> Alike {
        let all: Vec<Vec<Cost>> = (0..people).map(word).collect();
        let mut words = all.clone();
        words.sort_unstable();
        words.dedup();
        let group = |word: &Vec<Cost>| {
            let group = words.binary_search(word).expect("each word is one of them");
            u32::try_from(group).expect("fewer people than 2^32")
        };
        let group = all.iter().map(group).collect();
        Alike { words, group }
    }

    /// The number of groups.
    pub(super) fn groups(&self) -> usize {
        self.words.len()
    }

    /// The group of a person.
    pub(super) fn group_of(&self, person: usize) -> usize {
        self.group[person] as usize
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
        let alike = Alike::of(people.len(), |person| people[person].to_vec());
        let groups: Vec<usize> = (0..people.len()).map(|person| alike.group_of(person)).collect();
        assert_eq!(groups, [2, 0, 1, 0, 3]);
        assert_eq!(alike.groups(), 4);
        assert_eq!(alike.word(2), [1, 5]);
        assert_eq!([alike.shared(1, 2), alike.shared(0, 3), alike.shared(2, 2)], [1, 0, 2]);
        assert_eq!(
            [alike.beginning_with(&[]), alike.beginning_with(&[1]), alike.beginning_with(&[1, 5])],
            [0..4, 1..3, 2..3]
        );
        assert!(alike.beginning_with(&[3]).is_empty());
    }
}
