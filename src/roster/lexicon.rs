//! The words of tags and choices: each spelling folded once, each word a number.

use std::hash::BuildHasher as _;

use foldhash::fast::RandomState;

use super::hashed::Hashed;
use crate::text::fold;

/// A folded word by its number. Numbers depend on the order of rows: they are for comparing, never for sorting.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Tag(u32);

impl Tag {
    /// The number as an index.
    #[must_use]
    pub fn index(self) -> usize {
        self.0 as usize
    }
}

/// A word as one cell spells it.
#[derive(Clone, Copy, Debug)]
pub struct Word {
    /// What it is compared by.
    pub tag: Tag,
    spelling: u32,
}

/// What the words of a lexicon are in the one that took them.
#[derive(Debug)]
pub(super) struct Absorbed(Vec<Word>);

impl Absorbed {
    /// What a word is.
    pub(super) fn word(&self, word: Word) -> Word {
        self.0[word.spelling as usize]
    }
}

/// All spellings, and the word that each of them is.
///
/// There may be as many as people, where a column has their names; so all stand in one text.
#[derive(Debug, Default)]
pub struct Lexicon {
    text: String,
    /// Every spelling and every folded form: where it ends in the text, and its tag.
    spellings: Vec<(usize, Tag)>,
    /// Their numbers.
    index: Hashed,
    hasher: RandomState,
    tags: u32,
}

impl Lexicon {
    /// The word of a spelling; `None` where nothing is left of it after folding.
    pub fn intern(&mut self, spelling: &str) -> Option<Word> {
        if let Some(word) = self.word(spelling) {
            return Some(word);
        }
        let folded = fold(spelling);
        if folded.is_empty() {
            return None;
        }
        let tag = match self.word(&folded) {
            Some(word) => word.tag,
            None => {
                let tag = Tag(self.tags);
                self.tags = self.tags.checked_add(1).expect("fewer than four thousand million different words");
                let word = self.add(&folded, tag);
                if folded == spelling {
                    return Some(word);
                }
                tag
            }
        };
        Some(self.add(spelling, tag))
    }

    /// Takes the words of another lexicon, in the order in which it learned them, and tells what its words are here.
    pub(super) fn absorb(&mut self, other: &Lexicon) -> Absorbed {
        let all = 0..u32::try_from(other.spellings.len()).expect("fewer than four thousand million spellings");
        Absorbed(
            all.map(|number| self.intern(other.spelling(number)).expect("what is known folds to something")).collect(),
        )
    }

    fn add(&mut self, spelling: &str, tag: Tag) -> Word {
        let number = u32::try_from(self.spellings.len()).expect("fewer than four thousand million spellings");
        self.text.push_str(spelling);
        self.spellings.push((self.text.len(), tag));
        self.index.insert(self.hasher.hash_one(spelling), number);
        Word { tag, spelling: number }
    }

    /// The word of a spelling or a folded form that is known.
    fn word(&self, text: &str) -> Option<Word> {
        let spelling = self.index.find(self.hasher.hash_one(text), |number| self.spelling(number) == text)?;
        Some(Word { tag: self.spellings[spelling as usize].1, spelling })
    }

    fn spelling(&self, number: u32) -> &str {
        let number = number as usize;
        let start = number.checked_sub(1).map_or(0, |before| self.spellings[before].0);
        &self.text[start..self.spellings[number].0]
    }

    /// The tag of a text, if anybody's cell has it.
    #[must_use]
    pub fn find(&self, text: &str) -> Option<Tag> {
        self.word(&fold(text)).map(|word| word.tag)
    }

    /// The word as its cell spells it.
    #[must_use]
    pub fn spelled(&self, word: Word) -> &str {
        self.spelling(word.spelling)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_lexicon_that_takes_others_knows_what_one_that_read_all_knows() {
        let columns = [["Art", "art", " Chess ", "—"], ["chess", "Judo", "ART", "judo"]];
        let (mut one, mut together) = (Lexicon::default(), Lexicon::default());
        for column in columns {
            let read = column.map(|text| one.intern(text));
            let mut own = Lexicon::default();
            let words = column.map(|text| own.intern(text));
            let absorbed = together.absorb(&own);
            for (word, expected) in words.into_iter().zip(read) {
                let word = word.map(|word| absorbed.word(word));
                assert_eq!(word.map(|word| word.tag), expected.map(|word| word.tag));
                assert_eq!(word.map(|word| together.spelled(word)), expected.map(|word| one.spelled(word)));
            }
        }
    }
}
