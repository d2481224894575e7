//! The people of one side, by index.

use std::borrow::Cow;
use std::collections::BTreeMap;

use super::Column;
use super::id_index::IdIndex;
use super::packed::Texts;
use crate::text::fold;
use crate::units::Side;

/// The people of one side: an index a person, in the order of the rows.
#[derive(Debug)]
pub struct People {
    side: Side,
    ids: Texts,
    names: Texts,
    index: IdIndex,
    ids_fold: bool,
    columns: BTreeMap<String, Column>,
    file: String,
}

impl People {
    pub(super) fn new(side: Side, file: &str, ids: Texts, ids_fold: bool) -> People {
        let index = IdIndex::of(ids.iter().map(|id| key(id, ids_fold)));
        People { side, ids, names: Texts::default(), index, ids_fold, columns: BTreeMap::new(), file: file.to_owned() }
    }

    pub(super) fn set_names(&mut self, names: Texts) {
        self.names = names;
    }

    pub(super) fn set_column(&mut self, field: &str, column: Column) {
        self.columns.insert(field.to_owned(), column);
    }

    /// The side.
    #[must_use]
    pub fn side(&self) -> Side {
        self.side
    }

    /// The files they were read from, in words.
    #[must_use]
    pub fn file(&self) -> &str {
        &self.file
    }

    /// The number of people.
    #[must_use]
    pub fn len(&self) -> usize {
        self.ids.len()
    }

    /// Whether there is nobody.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.ids.is_empty()
    }

    /// A person's id as the roster spells it.
    #[must_use]
    pub fn id(&self, person: usize) -> &str {
        self.ids.get(person)
    }

    /// All ids, by index.
    pub fn ids(&self) -> impl Iterator<Item = &str> {
        self.ids.iter()
    }

    /// A person's name; empty where none is known.
    #[must_use]
    pub fn name(&self, person: usize) -> &str {
        self.names.get(person)
    }

    /// The person of an id, which is trimmed and, where e-mail addresses serve as ids, folded.
    #[must_use]
    pub fn find(&self, id: &str) -> Option<usize> {
        let key = self.key(id);
        self.index.find(&key, |person| self.key(self.id(person)) == key)
    }

    /// Whether ids are compared after folding: e-mail addresses serve as ids.
    #[must_use]
    pub fn ids_fold(&self) -> bool {
        self.ids_fold
    }

    /// What an id is compared by: two ids with the same key are the same person.
    #[must_use]
    pub fn key<'i>(&self, id: &'i str) -> Cow<'i, str> {
        key(id, self.ids_fold)
    }

    /// The column of a field, by its folded name.
    #[must_use]
    pub fn column(&self, field: &str) -> Option<&Column> {
        self.columns.get(field)
    }

    /// A whole number of a person, where the file has the column and the cell is not blank.
    #[must_use]
    pub fn whole(&self, field: &str, person: usize) -> Option<u32> {
        match self.columns.get(field)? {
            Column::Numbers(cells) => u32::try_from(cells[person]?.scaled(0)?).ok(),
            _ => None,
        }
    }

    /// Whether a person says no to a yes-no field.
    #[must_use]
    pub fn says_no(&self, field: &str, person: usize) -> bool {
        matches!(self.columns.get(field), Some(Column::YesNo(cells)) if cells[person] == Some(false))
    }
}

fn key(id: &str, fold_it: bool) -> Cow<'_, str> {
    if fold_it { fold(id).into() } else { id.trim().into() }
}
