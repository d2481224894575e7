//! Finds people by id: sixteen bytes a person, whatever the length of the ids.

use std::hash::BuildHasher as _;

use foldhash::HashMap;
use foldhash::fast::RandomState;

/// Who has an id. The ids themselves stay with the people.
#[derive(Debug, Default)]
pub(super) struct IdIndex {
    hasher: RandomState,
    /// The first person of each hash.
    people: HashMap<u64, u32>,
    /// People whose hash somebody else has as well: of different ids almost never.
    others: Vec<u32>,
}

impl IdIndex {
    /// The index of the keys of people, by their number.
    pub fn of<K: AsRef<str>>(keys: impl Iterator<Item = K>) -> IdIndex {
        let mut index = IdIndex::default();
        index.people.reserve(keys.size_hint().0);
        for (person, key) in keys.enumerate() {
            let person = u32::try_from(person).expect("inputs of more than four thousand million rows are refused");
            match index.people.entry(index.hasher.hash_one(key.as_ref())) {
                std::collections::hash_map::Entry::Vacant(entry) => drop(entry.insert(person)),
                std::collections::hash_map::Entry::Occupied(_) => index.others.push(person),
            }
        }
        index
    }

    /// The person with a key, of whom `is_it` tells whether they have it.
    pub fn find(&self, key: &str, is_it: impl Fn(usize) -> bool) -> Option<usize> {
        let first = self.people.get(&self.hasher.hash_one(key))?;
        let all = std::iter::once(first).chain(&self.others).map(|&person| person as usize);
        all.into_iter().find(|&person| is_it(person))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn everybody_is_found_and_nobody_else() {
        let ids = ["M1", "M2", "E1"];
        let index = IdIndex::of(ids.iter());
        let find = |id: &str| index.find(id, |person| ids[person] == id);
        assert_eq!((find("M1"), find("E1"), find("M3")), (Some(0), Some(2), None));
    }
}
