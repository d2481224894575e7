//! The words of tags and choices: each spelling folded once, each word a number.

use std::collections::HashMap;


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

/// All spellings, and the word that each of them is.
#[derive(Debug, Default)]
pub struct Lexicon {
    spellings: Vec<String>,
    words: HashMap<String, Word>,
    tags: HashMap<String, Tag>,
}

impl Lexicon {
    /// The word of a spelling; `None` where nothing is left of it after folding.
    pub fn intern(&mut self, spelling: &str) -> Option<Word> {
        if let Some(&word) = self.words.get(spelling) {
            return Some(word);
        }
        let folded = fold(spelling);
        if folded.is_empty() {
            return None;
        }
        let next = u32::try_from(self.tags.len()).expect("fewer than four thousand million different words");
        let tag = *self.tags.entry(folded).or_insert(Tag(next));
        let number = u32::try_from(self.spellings.len()).expect("fewer than four thousand million spellings");
        let word = Word { tag, spelling: number };
        self.spellings.push(spelling.to_owned());
        self.words.insert(spelling.to_owned(), word);
        Some(word)
    }

    /// The tag of a text, if anybody's cell has it.
    #[must_use]
    pub fn find(&self, text: &str) -> Option<Tag> {
        self.tags.get(&fold(text)).copied()
    }

    /// The word as its cell spells it.
    #[must_use]
    pub fn spelled(&self, word: Word) -> &str {
        &self.spellings[word.spelling as usize]
    }
}
