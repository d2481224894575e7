//! Families of sets that are nested or disjoint.

/// Sets of elements of which any two are nested or disjoint: a laminar family.
#[derive(Clone, Debug, Default)]
pub(super) struct Family {
    sets: Vec<Vec<bool>>,
}

impl Family {
    /// Adds a set, unless it crosses one of the family.
    pub(super) fn add(&mut self, set: Vec<bool>) -> bool {
        let fits = !self.sets.iter().any(|other| cross(other, &set));
        if fits {
            self.sets.push(set);
        }
        fits
    }

    /// The number of sets.
    pub(super) fn len(&self) -> usize {
        self.sets.len()
    }

    /// The number of elements that sets are made of; 0 where there is no set.
    pub(super) fn elements(&self) -> usize {
        self.sets.first().map_or(0, Vec::len)
    }

    /// The smallest set that an element is in; of equal ones the first.
    pub(super) fn innermost(&self, element: usize) -> Option<usize> {
        (0..self.sets.len()).filter(|&set| self.sets[set][element]).min_by_key(|&set| (self.size(set), set))
    }

    /// The smallest set around another; of equal sets the later one is around the earlier.
    pub(super) fn parent(&self, set: usize) -> Option<usize> {
        let rank = |set: usize| (self.size(set), set);
        let first = self.sets[set].iter().position(|&is_in| is_in)?;
        (0..self.sets.len())
            .filter(|&other| self.sets[other][first] && rank(other) > rank(set))
            .min_by_key(|&other| rank(other))
    }

    fn size(&self, set: usize) -> usize {
        self.sets[set].iter().filter(|is_in| **is_in).count()
    }
}

fn cross(one: &[bool], other: &[bool]) -> bool {
    let both = one.iter().zip(other);
    let (mut in_both, mut one_only, mut other_only) = (false, false, false);
    for (&one, &other) in both {
        in_both |= one && other;
        one_only |= one && !other;
        other_only |= other && !one;
    }
    in_both && one_only && other_only
}

#[cfg(test)]
mod tests {
    use super::*;

    fn set(text: &str) -> Vec<bool> {
        text.bytes().map(|byte| byte == b'x').collect()
    }

    #[test]
    fn crossing_sets_are_refused_and_nested_ones_find_their_parents() {
        let mut family = Family::default();
        assert!(family.add(set("xx....")));
        assert!(family.add(set("xxxx..")));
        assert!(!family.add(set(".xx...")));
        assert!(family.add(set("....x.")));
        assert!(family.add(set("xxxx..")));
        assert_eq!(
            (0..6).map(|element| family.innermost(element)).collect::<Vec<_>>(),
            [Some(0), Some(0), Some(1), Some(1), Some(2), None]
        );
        assert_eq!((0..4).map(|set| family.parent(set)).collect::<Vec<_>>(), [Some(1), Some(3), None, None]);
    }

    #[test]
    fn the_empty_set_is_nested_in_everything_and_has_no_parent() {
        let mut family = Family::default();
        assert!(family.add(set("...")) && family.add(set("xx.")));
        assert_eq!(family.parent(0), None);
    }
}
