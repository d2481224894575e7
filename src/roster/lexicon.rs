//! The words of tags and choices: each spelling folded once, each word a number.

use std::sync::Arc;

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
    spellings: Vec<Arc<str>>,
    /// Every spelling and every folded form.
    words: foldhash::HashMap<Arc<str>, Word>,
    tags: u32,
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
        let tag = match self.words.get(folded.as_str()) {
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

    fn add(&mut self, spelling: &str, tag: Tag) -> Word {
        let number = u32::try_from(self.spellings.len()).expect("fewer than four thousand million spellings");
        let (word, text) = (Word { tag, spelling: number }, Arc::<str>::from(spelling));
        self.spellings.push(Arc::clone(&text));
        self.words.insert(text, word);
        word
    }

    /// The tag of a text, if anybody's cell has it.
    #[must_use]
    pub fn find(&self, text: &str) -> Option<Tag> {
        self.words.get(fold(text).as_str()).map(|word| word.tag)
    }

    /// The word as its cell spells it.
    #[must_use]
    pub fn spelled(&self, word: Word) -> &str {
        &self.spellings[word.spelling as usize]
    }
}
