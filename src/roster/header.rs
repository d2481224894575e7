//! Which header means which field, and why.
//!
//! What was asked for goes before what is recognised, and an exact name before a question that only looks like one.

use super::exporter::{self, Exporter};
use super::field::{FIELDS, FIRST_NAME, LAST_NAME, ROLE, SECRET, TIMESTAMP};
use super::question::{Asks, asks, choice_place};
use super::reading::{Special, Target, tidy};
use super::{Field, FieldType, Reading, Schema};
use crate::diagnostic::{Diagnostic, Sink};
use crate::table::Table;
use crate::text::{count, fold_header, listed, nearest};
use crate::units::Side;

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
    /// The program file says so.
    Program,
    /// The command line says so.
    CommandLine,
}

impl Why {
    /// How binding it is: of two headers for one field the more binding counts, and equals are an error.
    fn rank(self) -> u8 {
        match self {
            Why::Unknown => 0,
            Why::Question => 1,
            Why::Synonym | Why::Name | Why::Declared => 2,
            Why::Exporter(_) => 3,
            Why::Program | Why::CommandLine => 4,
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

/// Whether a cell is a header that is known in some way: asked for, declared, a name, a synonym, or a question of three words or more.
#[must_use]
pub fn is_known_header(header: &str, reading: &Reading) -> bool {
    let bare = header.trim();
    if bare.is_empty() || bare.len() > 200 {
        return false;
    }
    let asked =
        || reading.columns.iter().any(|rule| Side::BOTH.iter().any(|&side| rule.applies(bare, Some(side)).is_some()));
    let bare_of_exporter = bare.strip_prefix("student.").unwrap_or(bare);
    let known = plain(bare_of_exporter, &reading.schema);
    let is_question = || bare.split_whitespace().nth(2).is_some() && question(bare, &reading.schema).is_some();
    known.is_some() || asked() || is_question()
}

/// Finds the meaning of each header of a file of `side` (`None`: of no side alone).
pub(super) fn meanings(table: &Table, side: Option<Side>, reading: &Reading, sink: &mut Sink) -> Vec<HeaderUse> {
    let exporter = exporter::of_headers(table.headers());
    let mut ranks = Vec::new();
    let mut uses: Vec<HeaderUse> = Vec::new();
    for header in table.headers() {
        let found = understood(header, side, reading, exporter);
        ranks.push(found.place);
        uses.push(HeaderUse {
            header: tidy(header),
            meaning: found.meaning,
            why: found.why,
            blanks: 0,
            blank_words: 0,
            replaced: 0,
            separators: Vec::new(),
            unread: Vec::new(),
            near: found.near,
        });
    }
    gather_numbered_choices(&mut uses, &reading.schema);
    part_names(&mut uses);
    settle_doubles(table, &mut uses, &ranks, sink);
    report_questions(table, &uses, sink);
    uses
}

/// What was found out about one header.
struct Understood {
    meaning: Meaning,
    why: Why,
    /// Among headers of the same meaning and reason of an exporter, the lowest counts.
    place: usize,
    near: Option<String>,
}

fn understood(header: &str, side: Option<Side>, reading: &Reading, exporter: Option<&Exporter>) -> Understood {
    let of = |meaning, why| Understood { meaning, why, place: 0, near: None };
    if header.is_empty() {
        return of(Meaning::Unused, Why::Unknown);
    }
    if let Some((meaning, why)) = asked_for(header, side, reading) {
        return of(meaning, why);
    }
    if SECRET.contains(&fold_header(header).as_str()) {
        return of(Meaning::Secret, Why::Name);
    }
    let declared = plain(header, &reading.schema).filter(|(_, why)| *why == Why::Declared);
    if let Some((meaning, why)) = declared {
        return of(meaning, why);
    }
    if let Some((exporter, (meaning, place))) =
        exporter.and_then(|exporter| Some((exporter, exporter.meaning(header)?)))
    {
        return Understood { meaning, why: Why::Exporter(exporter.name), place, near: None };
    }
    let bare = exporter.map_or(header, |exporter| exporter.bare(header));
    if let Some((meaning, why)) = plain(bare, &reading.schema).or_else(|| question(header, &reading.schema)) {
        return of(meaning, why);
    }
    let near = match asks(header) {
        Asks::Doubt(one, other) => Some(format!("{one}` or `{other}")),
        _ => near_miss(bare),
    };
    Understood { near, ..of(Meaning::Unused, Why::Unknown) }
}

/// What the command line or the program file says of a header.
fn asked_for(header: &str, side: Option<Side>, reading: &Reading) -> Option<(Meaning, Why)> {
    let (rule, star) = reading.columns.iter().find_map(|rule| Some((rule, rule.applies(header, side)?)))?;
    let why = if rule.place.is_some() { Why::Program } else { Why::CommandLine };
    let meaning = match (&rule.target, star) {
        (Target::Field(field), None) => Meaning::Field(field.clone()),
        (Target::Field(field), Some(tag)) => Meaning::Tag { field: field.clone(), tag: tidy(tag) },
        (Target::Tag { field, tag }, star) => {
            let tag = tag.as_deref().or(star).unwrap_or(header);
            Meaning::Tag { field: field.clone(), tag: tidy(tag) }
        }
        (Target::Choice { field, place }, _) => Meaning::Choice { field: field.clone(), place: *place },
        (Target::Special(special), _) => match special {
            Special::FirstName => Meaning::FirstName,
            Special::LastName => Meaning::LastName,
            Special::Role => Meaning::Role,
            Special::Timestamp => Meaning::Timestamp,
            Special::Ignore => Meaning::Unused,
        },
    };
    Some((meaning, why))
}

/// A field that a program declares goes first, then canonical names, then their synonyms.
fn plain(header: &str, schema: &Schema) -> Option<(Meaning, Why)> {
    let folded = fold_header(header);
    if let Some((name, _)) = schema.field(&folded) {
        let why = if Schema::canonical(name).is_some() { Why::Name } else { Why::Declared };
        return Some((Meaning::Field(name.to_owned()), why));
    }
    let synonym = |field: &&Field| field.synonyms.contains(&folded.as_str());
    if let Some(field) = FIELDS.iter().find(synonym).filter(|field| schema.field(field.name).is_some()) {
        return Some((Meaning::Field(field.name.to_owned()), Why::Synonym));
    }
    let specials = [
        (FIRST_NAME, Meaning::FirstName),
        (LAST_NAME, Meaning::LastName),
        (ROLE, Meaning::Role),
        (TIMESTAMP, Meaning::Timestamp),
    ];
    let special = specials.into_iter().find(|(headers, _)| headers.contains(&folded.as_str()));
    special.map(|(_, meaning)| (meaning, Why::Name))
}

/// The field that a header with a slip in it may have been meant for.
fn near_miss(header: &str) -> Option<String> {
    let folded = fold_header(header);
    let names = || {
        FIELDS.iter().flat_map(|field| {
            [field.name].into_iter().chain(field.synonyms.iter().copied()).map(move |name| (name, field.name))
        })
    };
    let near = nearest(&folded, names().map(|(name, _)| name))?;
    // One slip in five letters; more is another word.
    let slips = strsim::damerau_levenshtein(&folded, near);
    let is_part = folded.len() >= 4 && near.starts_with(&folded) || near.len() >= 4 && folded.starts_with(near);
    let is_near = slips * 5 <= near.chars().count() || is_part;
    names().find(|(name, _)| *name == near).map(|(_, field)| field.to_owned()).filter(|_| is_near)
}

/// What a question asks for: a field, a row of a grid, or a ranked choice.
fn question(header: &str, schema: &Schema) -> Option<(Meaning, Why)> {
    // What Microsoft Forms writes of each question of a quiz.
    if ["Points - ", "Feedback - "].iter().any(|start| header.starts_with(start)) {
        return None;
    }
    if let Some((field, why, tag)) = tag_in_brackets(header, schema) {
        return Some((Meaning::Tag { field, tag }, why));
    }
    if let Some(place) = choice_place(header) {
        return Some((Meaning::Choice { field: "prefers".to_owned(), place }, Why::Question));
    }
    let asked = without_brackets(header);
    match asks(asked) {
        Asks::For("role") => Some((Meaning::Role, Why::Question)),
        Asks::For(field) if schema.field(field).is_some() => Some((Meaning::Field(field.to_owned()), Why::Question)),
        _ => None,
    }
}

/// `Question [Row]`, the question being one for tags or slots.
fn tag_in_brackets(header: &str, schema: &Schema) -> Option<(String, Why, String)> {
    let (asked, tag) = header.trim().strip_suffix(']')?.split_once('[')?;
    let tag = tidy(tag);
    let (field, why) = match plain(asked, schema) {
        Some((Meaning::Field(field), why)) => (field, why),
        _ => match asks(asked) {
            Asks::For(field) => (field.to_owned(), Why::Question),
            _ => return None,
        },
    };
    let is_list = matches!(schema.field(&field), Some((_, FieldType::Tags | FieldType::Slots)));
    (is_list && !tag.is_empty()).then_some((field, why, tag))
}

/// A question without what stands in brackets behind it: (check all that apply).
fn without_brackets(header: &str) -> &str {
    match header.find('(') {
        Some(at) if at > 0 && header[..at].split_whitespace().count() >= 2 => &header[..at],
        _ => header,
    }
}

/// Headers that are nothing but 1, 2, 3 … are ranked choices.
fn gather_numbered_choices(uses: &mut [HeaderUse], schema: &Schema) {
    let place = |header: &str| header.parse::<u32>().ok().filter(|place| (1..=20).contains(place));
    let numbered: Vec<(usize, u32)> = uses
        .iter()
        .enumerate()
        .filter(|(_, header)| header.why == Why::Unknown)
        .filter_map(|(at, header)| Some((at, place(&header.header)?)))
        .collect();
    let in_order = numbered.iter().zip(1..).all(|((_, place), wanted)| *place == wanted);
    if numbered.len() >= 2 && in_order && schema.field("prefers").is_some() {
        for (at, place) in numbered {
            uses[at].meaning = Meaning::Choice { field: "prefers".to_owned(), place };
            uses[at].why = Why::Question;
        }
    }
}

/// `Nom` beside `Prénom` and `Name` beside `Vorname` are last names, `Nombre` beside `Apellidos` is a first name.
fn part_names(uses: &mut [HeaderUse]) {
    const PARTS: [(&[&str], &[&str], Meaning); 2] = [
        (&["nom", "name"], &["prenom", "vorname"], Meaning::LastName),
        (&["nombre"], &["apellido", "apellidos"], Meaning::FirstName),
    ];
    for (names, others, meaning) in PARTS {
        let stands = |among: &[&str]| {
            uses.iter()
                .position(|header| among.contains(&fold_header(&header.header).as_str()) && header.why < Why::Program)
        };
        if let (Some(name), Some(_)) = (stands(names), stands(others)) {
            uses[name].meaning = meaning;
        }
    }
}

/// Of two columns for one thing the more binding counts; equals are an error that shows both.
fn settle_doubles(table: &Table, uses: &mut [HeaderUse], ranks: &[usize], sink: &mut Sink) {
    for column in 0..uses.len() {
        for earlier in 0..column {
            if !collide(&uses[earlier].meaning, &uses[column].meaning) {
                continue;
            }
            let binding = |at: usize| (uses[at].why.rank(), std::cmp::Reverse(ranks[at]));
            let same = matches!((uses[earlier].why, uses[column].why), (Why::Exporter(_), Why::Exporter(_)));
            let order = if same {
                binding(earlier).cmp(&binding(column))
            } else {
                uses[earlier].why.rank().cmp(&uses[column].why.rank())
            };
            match order {
                std::cmp::Ordering::Equal => report_double(table, uses, column, earlier, sink),
                order => {
                    let (stays, goes) = if order.is_gt() { (earlier, column) } else { (column, earlier) };
                    report_passed_over(table, uses, stays, goes, sink);
                    uses[goes].near = uses[goes].field().map(str::to_owned);
                    uses[goes].meaning = Meaning::Unused;
                }
            }
        }
    }
}

/// Whether two columns cannot both mean what they mean.
fn collide(one: &Meaning, other: &Meaning) -> bool {
    match (one, other) {
        (Meaning::Unused | Meaning::Secret | Meaning::Answer | Meaning::Timestamp, _) => false,
        (Meaning::Tag { field, tag }, Meaning::Tag { field: same, tag: other }) => {
            field == same && fold_header(tag) == fold_header(other)
        }
        (Meaning::Field(field), Meaning::Tag { field: same, .. } | Meaning::Choice { field: same, .. })
        | (Meaning::Tag { field: same, .. } | Meaning::Choice { field: same, .. }, Meaning::Field(field)) => {
            field == same
        }
        (one, other) => one == other,
    }
}

fn report_double(table: &Table, uses: &[HeaderUse], column: usize, earlier: usize, sink: &mut Sink) {
    let message = format!("two columns are read as {}", described(&uses[column].meaning));
    let error = Diagnostic::error("roster::column-twice", message)
        .at(table.header_place(column), "this one")
        .and_at(table.header_place(earlier), "and this one");
    let same = uses[column].header == uses[earlier].header;
    sink.push(error.help(if same {
        "delete one of the columns, or give it another header".to_owned()
    } else {
        format!("delete one of the columns, or leave it out: `--map \"{}=ignore\"`", uses[column].header)
    }));
}

fn report_passed_over(table: &Table, uses: &[HeaderUse], stays: usize, goes: usize, sink: &mut Sink) {
    // What an exporter writes beside its ids is known, and no news.
    if matches!(uses[goes].why, Why::Exporter(_)) {
        return;
    }
    let message = format!(
        "the column `{}` is not used: `{}` is read as {}",
        uses[goes].header,
        uses[stays].header,
        described(&uses[stays].meaning)
    );
    sink.push(Diagnostic::notice("roster::column-passed-over", message).at(table.header_place(goes), "not used"));
}

/// Says once which questions were understood by their words.
fn report_questions(table: &Table, uses: &[HeaderUse], sink: &mut Sink) {
    let guessed: Vec<(usize, &HeaderUse)> = uses
        .iter()
        .enumerate()
        .filter(|(_, header)| header.why == Why::Question && header.meaning != Meaning::Unused)
        .collect();
    let Some((first, _)) = guessed.first() else { return };
    let mut told: Vec<String> = Vec::new();
    for (_, header) in &guessed {
        let field = described(&header.meaning);
        let words = match &header.meaning {
            Meaning::Tag { .. } | Meaning::Choice { .. } => field.clone(),
            _ => format!("\"{}\" as {field}", shortened(&header.header)),
        };
        if !told.contains(&words) {
            told.push(words);
        }
    }
    let message = format!(
        "{} of {} {} understood by {} words: {}",
        count(guessed.len(), "question"),
        table.file(),
        if guessed.len() == 1 { "is" } else { "are" },
        if guessed.len() == 1 { "its" } else { "their" },
        listed(&told)
    );
    let help =
        "where this is wrong, say what a column is: `--map \"HEADER=field\"`, or `[columns]` in the program file";
    sink.push(
        Diagnostic::notice("roster::questions", message).at(table.header_place(*first), "the first of them").help(help),
    );
}

/// The beginning of a long question.
fn shortened(header: &str) -> String {
    const MOST: usize = 40;
    if header.chars().count() <= MOST {
        header.to_owned()
    } else {
        format!("{}…", header.chars().take(MOST).collect::<String>().trim_end())
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
