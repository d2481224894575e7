//! Which fields there are and of what type: the canonical ones and those that a program file declares.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::{FIELDS, Field, Ladder};
use crate::text::{either, fold_header};

/// Makes a type that has a name of its own.
pub type MakeType = fn() -> FieldType;

/// The type of a field's cells.
#[derive(Clone, Debug)]
pub enum FieldType {
    /// Free text, compared as a whole.
    Text,
    /// One tag.
    Choice,
    /// Any number of tags.
    Tags,
    /// A decimal number with up to six places.
    Number,
    /// A step on a ladder: school grades, or steps of one's own.
    Ladder(Arc<Ladder>),
    /// Yes or no.
    YesNo,
    /// A calendar date.
    Date,
    /// Times at which a meeting can happen.
    Slots,
    /// Ids of people, best first.
    Ranking,
    /// Ids of people.
    Ids,
}

impl FieldType {
    /// The type of school grades.
    #[must_use]
    pub fn grade() -> FieldType {
        FieldType::Ladder(Arc::new(Ladder::grades()))
    }

    /// The types that a program file can name with a word.
    pub const NAMED: [(&'static str, MakeType); 10] = [
        ("text", || FieldType::Text),
        ("choice", || FieldType::Choice),
        ("tags", || FieldType::Tags),
        ("number", || FieldType::Number),
        ("grade", FieldType::grade),
        ("yes-no", || FieldType::YesNo),
        ("date", || FieldType::Date),
        ("slots", || FieldType::Slots),
        ("ranking", || FieldType::Ranking),
        ("ids", || FieldType::Ids),
    ];

    /// The set that holds this type alone.
    #[must_use]
    pub fn set(&self) -> TypeSet {
        match self {
            FieldType::Text => TypeSet::TEXT,
            FieldType::Choice => TypeSet::CHOICE,
            FieldType::Tags => TypeSet::TAGS,
            FieldType::Number => TypeSet::NUMBER,
            FieldType::Ladder(_) => TypeSet::LADDER,
            FieldType::YesNo => TypeSet::YES_NO,
            FieldType::Date => TypeSet::DATE,
            FieldType::Slots => TypeSet::SLOTS,
            FieldType::Ranking => TypeSet::RANKING,
            FieldType::Ids => TypeSet::IDS,
        }
    }

    /// Whether values of the two types can be compared: the same type, the same ladder; a choice and tags mix.
    #[must_use]
    pub fn compares_with(&self, other: &FieldType) -> bool {
        match (self, other) {
            (FieldType::Ladder(one), FieldType::Ladder(two)) => one == two,
            (one, two) => one.set() == two.set() || [one, two].iter().all(|t| TypeSet::TAG_LIKE.holds(t.set())),
        }
    }
}

/// A set of field types, for saying what a criterion or rule can read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TypeSet(u16);

impl TypeSet {
    /// Free text.
    pub const TEXT: TypeSet = TypeSet(1);
    /// A choice.
    pub const CHOICE: TypeSet = TypeSet(1 << 1);
    /// Tags.
    pub const TAGS: TypeSet = TypeSet(1 << 2);
    /// Numbers.
    pub const NUMBER: TypeSet = TypeSet(1 << 3);
    /// Grades and ladders.
    pub const LADDER: TypeSet = TypeSet(1 << 4);
    /// Yes or no.
    pub const YES_NO: TypeSet = TypeSet(1 << 5);
    /// Dates.
    pub const DATE: TypeSet = TypeSet(1 << 6);
    /// Meeting times.
    pub const SLOTS: TypeSet = TypeSet(1 << 7);
    /// Rankings.
    pub const RANKING: TypeSet = TypeSet(1 << 8);
    /// Ids.
    pub const IDS: TypeSet = TypeSet(1 << 9);
    /// Tags, and a choice as one tag.
    pub const TAG_LIKE: TypeSet = TypeSet::TAGS.or(TypeSet::CHOICE);

    /// The types of both.
    #[must_use]
    pub const fn or(self, other: TypeSet) -> TypeSet {
        TypeSet(self.0 | other.0)
    }

    /// Whether all of `other` is in this set.
    #[must_use]
    pub const fn holds(self, other: TypeSet) -> bool {
        self.0 & other.0 == other.0
    }

    /// The types in words: `tags or choice`.
    #[must_use]
    pub fn in_words(self) -> String {
        const WORDS: [(TypeSet, &str); 10] = [
            (TypeSet::TAGS, "tags"),
            (TypeSet::CHOICE, "choice"),
            (TypeSet::LADDER, "grade or ladder"),
            (TypeSet::NUMBER, "number"),
            (TypeSet::YES_NO, "yes-no"),
            (TypeSet::TEXT, "text"),
            (TypeSet::DATE, "date"),
            (TypeSet::SLOTS, "slots"),
            (TypeSet::RANKING, "ranking"),
            (TypeSet::IDS, "ids"),
        ];
        let words: Vec<&str> = WORDS.iter().filter(|(set, _)| self.holds(*set)).map(|(_, word)| *word).collect();
        either(&words)
    }
}

/// The fields of a run.
#[derive(Clone, Debug)]
pub struct Schema {
    types: BTreeMap<String, FieldType>,
}

impl Default for Schema {
    /// The canonical fields alone.
    fn default() -> Schema {
        let types = FIELDS.iter().map(|field| (field.name.to_owned(), field.kind.field_type()));
        Schema { types: types.collect() }
    }
}

impl Schema {
    /// The canonical field of this name.
    #[must_use]
    pub fn canonical(name: &str) -> Option<&'static Field> {
        FIELDS.iter().find(|field| field.name == name)
    }

    /// Gives a column of one's own a type, or school grades another ladder. The name is folded as headers are.
    pub fn declare(&mut self, name: &str, field_type: FieldType) {
        self.types.insert(fold_header(name), field_type);
    }

    /// Forgets a field, so that its column is not read: its type is not known for sure.
    pub fn forget(&mut self, name: &str) {
        self.types.remove(&fold_header(name));
    }

    /// The folded name and the type of a field.
    #[must_use]
    pub fn field(&self, name: &str) -> Option<(&str, &FieldType)> {
        self.types.get_key_value(&fold_header(name)).map(|(name, field_type)| (name.as_str(), field_type))
    }

    /// All fields, by folded name, in order.
    pub fn fields(&self) -> impl Iterator<Item = (&str, &FieldType)> {
        self.types.iter().map(|(name, field_type)| (name.as_str(), field_type))
    }

    /// All names, in order.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.types.keys().map(String::as_str)
    }

    /// Whether cells of the field hold one tag each.
    #[must_use]
    pub fn is_choice(&self, name: &str) -> bool {
        matches!(self.field(name), Some((_, FieldType::Choice)))
    }

    /// Whether values of the field may be named in explanations: only of canonical fields that are nobody's secret.
    #[must_use]
    pub fn is_open(name: &str) -> bool {
        Schema::canonical(name).is_some_and(|field| field.open)
    }

    /// Whether a part of a program that looks at the field is never named beside a person, for that would tell a value: of canonical fields
    /// that are not open.
    #[must_use]
    pub fn is_restricted(name: &str) -> bool {
        Schema::canonical(name).is_some_and(|field| !field.open)
    }
}
