//! What a header means, why, and what became of the cells below it.

/// What a header means.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Meaning {
    /// A field, by its name.
    Field(String),
    /// One of several columns that make a field: a tag, or a day of a grid.
    Tag {
        /// The field.
        field: String,
        /// The tag.
        tag: String,
    },
    /// One of several columns that make a ranking: the place, from 1.
    Choice {
        /// The field.
        field: String,
        /// The place.
        place: u32,
    },
    /// The first part of the name.
    FirstName,
    /// The last part of the name.
    LastName,
    /// Who is a mentor and who a mentee.
    Role,
    /// When the form was answered.
    Timestamp,
    /// The number of an answer: tells people apart only where nothing else does.
    Answer,
    /// A password or the like: dropped on reading.
    Secret,
    /// Nothing that anybody asked for.
    Unused,
}

/// Why a header means what it means, the most binding last.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Why {
    /// Nobody knows it.
    Unknown,
    /// A question in which the field's words stand.
    Question,
    /// It is one of the field's everyday headers.
    Synonym,
    /// It is the field's name.
    Name,
    /// The program file declares the field.
    Declared,
    /// An exporter writes it so, by the exporter's name.
    Exporter(&'static str),
    /// It is a question of the program's form.
    Form,
    /// The program file says so.
    Program,
    /// The command line says so.
    CommandLine,
}

impl Why {
    /// How binding it is: of two headers for one field the more binding counts, and equals are an error.
    pub(super) fn rank(self) -> u8 {
        match self {
            Why::Unknown => 0,
            Why::Question => 1,
            Why::Synonym | Why::Name | Why::Declared => 2,
            Why::Exporter(_) => 3,
            Why::Form => 4,
            Why::Program | Why::CommandLine => 5,
        }
    }
}

/// A header and what became of it and of its cells.
#[derive(Clone, Debug)]
pub struct HeaderUse {
    /// The header as written.
    pub header: String,
    /// What it means.
    pub meaning: Meaning,
    /// Why.
    pub why: Why,
    /// Rows in which the cell is blank for its field; of an unused column, empty.
    pub blanks: usize,
    /// Of these, cells with a word that stands for blank.
    pub blank_words: usize,
    /// Cells in which a text was replaced as the program file says.
    pub replaced: usize,
    /// What the parts of its cells are separated by.
    pub separators: Vec<&'static str>,
    /// Cells that could not be read, each text once.
    pub unread: Vec<String>,
    /// A field that it may have been meant for.
    pub near: Option<String>,
}

impl HeaderUse {
    /// The field that the column is, or is a part of.
    #[must_use]
    pub fn field(&self) -> Option<&str> {
        match &self.meaning {
            Meaning::Field(field) | Meaning::Tag { field, .. } | Meaning::Choice { field, .. } => Some(field),
            _ => None,
        }
    }
}

/// A meaning in words.
#[must_use]
pub fn described(meaning: &Meaning) -> String {
    match meaning {
        Meaning::Field(name) => format!("`{name}`"),
        Meaning::Tag { field, tag } => format!("`{tag}` of `{field}`"),
        Meaning::Choice { field, place } => format!("place {place} of `{field}`"),
        Meaning::FirstName => "the first name".to_owned(),
        Meaning::LastName => "the last name".to_owned(),
        Meaning::Role => "the role".to_owned(),
        Meaning::Timestamp => "the time of the answer".to_owned(),
        Meaning::Answer => "the number of the answer".to_owned(),
        Meaning::Secret => "a secret, and dropped".to_owned(),
        Meaning::Unused => "nothing".to_owned(),
    }
}
