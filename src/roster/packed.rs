//! The words and texts of people, kept one after another: a million small lists would take more room than what stands in them.

use std::ops::{Index, Range};

use super::Word;

/// The words of each cell of a column.
#[derive(Clone, Debug, Default)]
pub struct WordLists {
    words: Vec<Word>,
    /// Where the words of each cell end.
    ends: Vec<u32>,
}

impl WordLists {
    /// The number of cells.
    #[must_use]
    pub fn len(&self) -> usize {
        self.ends.len()
    }

    /// Whether there is no cell.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.ends.is_empty()
    }

    /// The words of each cell.
    pub fn iter(&self) -> impl Iterator<Item = &[Word]> {
        (0..self.len()).map(|cell| &self[cell])
    }

    /// All words, of whichever cell.
    pub(super) fn words_mut(&mut self) -> impl Iterator<Item = &mut Word> {
        self.words.iter_mut()
    }

    /// Adds a cell.
    pub fn push(&mut self, words: impl IntoIterator<Item = Word>) {
        self.words.extend(words);
        self.ends.push(packed(self.words.len()));
    }
}

impl Index<usize> for WordLists {
    type Output = [Word];

    fn index(&self, cell: usize) -> &[Word] {
        &self.words[part(&self.ends, cell)]
    }
}

impl<L: IntoIterator<Item = Word>> FromIterator<L> for WordLists {
    fn from_iter<I: IntoIterator<Item = L>>(cells: I) -> WordLists {
        let mut lists = WordLists::default();
        cells.into_iter().for_each(|words| lists.push(words));
        lists.words.shrink_to_fit();
        lists.ends.shrink_to_fit();
        lists
    }
}

/// A text for each person.
#[derive(Clone, Debug, Default)]
pub(super) struct Texts {
    text: String,
    /// Where the text of each person ends.
    ends: Vec<u32>,
}

impl Texts {
    /// The number of people.
    pub fn len(&self) -> usize {
        self.ends.len()
    }

    /// Whether there is nobody.
    pub fn is_empty(&self) -> bool {
        self.ends.is_empty()
    }

    /// The text of each person.
    pub fn iter(&self) -> impl Iterator<Item = &str> {
        (0..self.len()).map(|person| self.get(person))
    }

    /// A person's text; empty beyond the last.
    pub fn get(&self, person: usize) -> &str {
        if person < self.ends.len() { &self.text[part(&self.ends, person)] } else { "" }
    }
}

impl FromIterator<String> for Texts {
    fn from_iter<I: IntoIterator<Item = String>>(texts: I) -> Texts {
        let mut all = Texts::default();
        for text in texts {
            all.text.push_str(&text);
            all.ends.push(packed(all.text.len()));
        }
        all.text.shrink_to_fit();
        all.ends.shrink_to_fit();
        all
    }
}

/// The part of a number, by where parts end.
fn part(ends: &[u32], number: usize) -> Range<usize> {
    let start = number.checked_sub(1).map_or(0, |before| ends[before]);
    start as usize..ends[number] as usize
}

fn packed(length: usize) -> u32 {
    u32::try_from(length).expect("the cells of one column are fewer bytes than the files of a side")
}

#[cfg(test)]
mod tests {
    use super::super::Lexicon;
    use super::*;

    #[test]
    fn every_cell_has_its_own_words() {
        let mut lexicon = Lexicon::default();
        let cells: [&[&str]; 4] = [&[], &["chess", "film"], &[], &["film"]];
        let words = |cell: &[&str], lexicon: &mut Lexicon| -> Vec<Word> {
            cell.iter().filter_map(|word| lexicon.intern(word)).collect()
        };
        let lists: WordLists = cells.iter().map(|cell| words(cell, &mut lexicon)).collect();
        let spelled = |words: &[Word]| words.iter().map(|word| lexicon.spelled(*word)).collect::<Vec<_>>();
        assert_eq!(lists.iter().map(spelled).collect::<Vec<_>>(), cells);
    }

    #[test]
    fn everybody_has_their_own_text() {
        let texts: Texts = ["Ana", "", "Bo"].into_iter().map(str::to_owned).collect();
        assert_eq!([0, 1, 2, 3].map(|person| texts.get(person)), ["Ana", "", "Bo", ""]);
    }
}
