//! Which header means which field, and why.
//!
//! What was asked for goes before what is recognised, and an exact name before a question that only looks like one.

use std::collections::HashSet;

use super::doubles::settle_doubles;
use super::exporter::{self, Exporter};
use super::field::{FIELDS, FIRST_NAME, LAST_NAME, ROLE, TIMESTAMP, is_secret};
use super::form::asked_by_form;
use super::question::{Asks, asks, choice_place};
use super::reading::{Special, Target, tidy};
use super::{ColumnRule, Field, FieldType, HeaderUse, Meaning, Reading, Schema, Why, described};
use crate::diagnostic::{Diagnostic, Sink};
use crate::table::Table;
use crate::text::{count, fold_header, listed, nearest};
use crate::units::Side;

/// Whether a cell is a header that is known in some way: asked for, a question of the form, declared, a name, a synonym, or a question of three words or more.
#[must_use]
pub fn is_known_header(header: &str, reading: &Reading) -> bool {
    let bare = header.trim();
    if bare.is_empty() || bare.len() > 200 {
        return false;
    }
    let asked =
        || reading.columns.iter().any(|rule| Side::BOTH.iter().any(|&side| rule.applies(bare, Some(side)).is_some()));
    let of_form = || {
        let ask = |&side: &Side| asked_by_form(bare, Some(side), &reading.form, &reading.schema).is_some();
        Side::BOTH.iter().any(ask)
    };
    let bare_of_exporter = bare.strip_prefix("student.").unwrap_or(bare);
    let known = plain(bare_of_exporter, &reading.schema);
    let is_question = || bare.split_whitespace().nth(2).is_some() && question(bare, &reading.schema).is_some();
    known.is_some() || asked() || of_form() || is_question()
}

/// Whether a header is that of a password or another secret, whose cells nobody may keep.
#[must_use]
pub fn is_secret_header(header: &str) -> bool {
    is_secret(&fold_header(header))
}

/// Columns of a table that is wide.
const MANY: usize = 1000;

/// Finds the meaning of each header of a file of `side` (`None`: of no side alone).
pub(super) fn meanings(table: &Table, side: Option<Side>, reading: &Reading, sink: &mut Sink) -> Vec<HeaderUse> {
    let exporter = exporter::of_headers(table.headers());
    let known: HashSet<String> = table.headers().map(tidy).collect();
    let mut ranks = Vec::new();
    let mut uses: Vec<HeaderUse> = Vec::new();
    for header in table.headers() {
        let mut found = understood(header, (side, &known), reading, exporter);
        // In a table of very many columns a slip is not looked for: it would take long, and nobody reads so many offers.
        if !header.is_empty()
            && found.meaning == Meaning::Unused
            && found.near.is_none()
            && known.len() <= MANY
            && found.why == Why::Unknown
        {
            found.near = near_miss(exporter.map_or(header, |exporter| exporter.bare(header)));
        }
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
    report_nameless_columns(table, sink);
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

fn understood(
    header: &str,
    (side, known): (Option<Side>, &HashSet<String>),
    reading: &Reading,
    exporter: Option<&Exporter>,
) -> Understood {
    let of = |meaning, why| Understood { meaning, why, place: 0, near: None };
    if header.is_empty() {
        return of(Meaning::Unused, Why::Unknown);
    }
    // Nothing that anybody says makes a password a field.
    if is_secret_header(header) {
        return of(Meaning::Secret, Why::Name);
    }
    if let Some((meaning, why)) = asked_for(header, (side, known), reading) {
        return of(meaning, why);
    }
    if let Some(meaning) = asked_by_form(header, side, &reading.form, &reading.schema) {
        return of(meaning, Why::Form);
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
        _ => None,
    };
    Understood { near, ..of(Meaning::Unused, Why::Unknown) }
}

/// What the command line or the program file says of a header.
///
/// A rule for a header that the file has letter for letter is about that one alone, and not about others that fold alike.
fn asked_for(
    header: &str,
    (side, known): (Option<Side>, &HashSet<String>),
    reading: &Reading,
) -> Option<(Meaning, Why)> {
    // A header that is named as it stands goes before one with `*`.
    let may_be_several = |target: &Target| match target {
        Target::Field(field) => is_list(field, &reading.schema),
        target => matches!(target, Target::Tag { .. } | Target::Special(Special::Ignore)),
    };
    let fits = |rule: &&ColumnRule, star: Option<&str>| star.is_none() || may_be_several(&rule.target);
    let is_others = |rule: &ColumnRule| tidy(header) != tidy(&rule.header) && known.contains(&tidy(&rule.header));
    let applies = |rule| Some((rule, ColumnRule::applies(rule, header, side)?)).filter(|(rule, _)| !is_others(rule));
    let found = || reading.columns.iter().filter_map(applies).filter(|(rule, star)| fits(rule, *star));
    let (rule, star) = found().find(|(_, star)| star.is_none()).or_else(|| found().next())?;
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
///
/// Where `#` reads as the word number and the header is known so, that is what it means.
fn plain(header: &str, schema: &Schema) -> Option<(Meaning, Why)> {
    let spelled = spelled_number(header).and_then(|header| named(&fold_header(&header), schema));
    spelled.or_else(|| named(&fold_header(header), schema))
}

/// The header with the word for `#`: `Student ID#` is `Student ID number`. Before digits `#` is a sign: `Choice #1`.
fn spelled_number(header: &str) -> Option<String> {
    let mut parts = header.split(['#', '＃']);
    let mut spelled = parts.next()?.to_owned();
    for part in parts {
        let is_sign = part.trim_start().starts_with(|letter: char| letter.is_ascii_digit());
        spelled.push_str(if is_sign { " " } else { " number " });
        spelled.push_str(part);
    }
    (spelled.len() > header.len()).then_some(spelled)
}

fn named(folded: &str, schema: &Schema) -> Option<(Meaning, Why)> {
    if let Some((name, _)) = schema.field(folded) {
        let why = if Schema::canonical(name).is_some() { Why::Name } else { Why::Declared };
        return Some((Meaning::Field(name.to_owned()), why));
    }
    let synonym = |field: &&Field| field.synonyms.contains(&folded);
    if let Some(field) = FIELDS.iter().find(synonym).filter(|field| schema.field(field.name).is_some()) {
        return Some((Meaning::Field(field.name.to_owned()), Why::Synonym));
    }
    let specials = [
        (FIRST_NAME, Meaning::FirstName),
        (LAST_NAME, Meaning::LastName),
        (ROLE, Meaning::Role),
        (TIMESTAMP, Meaning::Timestamp),
    ];
    let special = specials.into_iter().find(|(headers, _)| headers.contains(&folded));
    special.map(|(_, meaning)| (meaning, Why::Name))
}

/// The field that a header with a slip in it may have been meant for.
fn near_miss(header: &str) -> Option<String> {
    /// Longer headers are questions, which no slip makes a name of.
    const LONGEST: usize = 60;
    if header.len() > LONGEST {
        return None;
    }
    let folded = fold_header(header);
    let names = || {
        FIELDS.iter().flat_map(|field| {
            [field.name].into_iter().chain(field.synonyms.iter().copied()).map(move |name| (name, field.name))
        })
    };
    let near = nearest(&folded, names().map(|(name, _)| name))?;
    // One slip in six letters; more is another word.
    let slips = strsim::damerau_levenshtein(&folded, near);
    let is_part = folded.len() >= 4 && near.starts_with(&folded) || near.len() >= 4 && folded.starts_with(near);
    let is_near = slips * 6 <= near.chars().count() || is_part;
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
    let ranked = in_brackets(header).filter(|(asked, _)| asks(asked) == Asks::For("prefers"));
    if let Some(place) = choice_place(ranked.map_or(header, |(_, place)| place)) {
        return Some((Meaning::Choice { field: "prefers".to_owned(), place }, Why::Question));
    }
    let asked = without_brackets(header);
    if asked.len() < header.len()
        && let Some((Meaning::Field(field), _)) = plain(asked, schema)
    {
        return Some((Meaning::Field(field), Why::Question));
    }
    match asks(asked) {
        Asks::For("role") => Some((Meaning::Role, Why::Question)),
        Asks::For(field) if schema.field(field).is_some() => Some((Meaning::Field(field.to_owned()), Why::Question)),
        _ => None,
    }
}

/// The question and the row of `Question [Row]`.
pub(super) fn in_brackets(header: &str) -> Option<(&str, &str)> {
    header.trim_end_matches([' ', '*']).strip_suffix(']')?.split_once('[')
}

/// `Question [Row]`, the question being one for tags or slots.
fn tag_in_brackets(header: &str, schema: &Schema) -> Option<(String, Why, String)> {
    let (asked, tag) = in_brackets(header)?;
    let tag = tidy(tag);
    let (field, why) = match plain(asked, schema) {
        Some((Meaning::Field(field), why)) => (field, why),
        _ => match asks(asked) {
            Asks::For(field) => (field.to_owned(), Why::Question),
            _ => return None,
        },
    };
    (is_list(&field, schema) && !tag.is_empty()).then_some((field, why, tag))
}

/// Whether several columns can make a field, each a tag of it.
pub(super) fn is_list(field: &str, schema: &Schema) -> bool {
    matches!(schema.field(field), Some((_, FieldType::Tags | FieldType::Slots)))
}

/// A question without what stands in brackets behind it: (check all that apply).
fn without_brackets(header: &str) -> &str {
    match header.find('(') {
        // `subject(s)` is one word.
        Some(at) if header[..at].ends_with(char::is_whitespace) && header[..at].split_whitespace().count() >= 2 => {
            &header[..at]
        }
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
    // Columns for both parts say it better than a question that only seems to ask for the whole.
    let has = |meaning: &Meaning| uses.iter().any(|header| header.meaning == *meaning);
    if has(&Meaning::FirstName) && has(&Meaning::LastName) {
        let is_asked = |header: &&mut HeaderUse| header.field() == Some("name") && header.why == Why::Question;
        uses.iter_mut().filter(is_asked).for_each(|header| header.meaning = Meaning::Unused);
    }
}

/// Says that there are cells under no header: a note beside the roster, or a row that is too long.
fn report_nameless_columns(table: &Table, sink: &mut Sink) {
    let nameless = table.headers().enumerate().filter(|(_, header)| header.is_empty()).map(|(column, _)| column);
    let first_cell = |column: usize| (0..table.len()).find(|&row| !table.cell(row, column).is_empty());
    let filled: Vec<(usize, usize)> = nameless.filter_map(|column| Some((first_cell(column)?, column))).collect();
    let Some(&(row, column)) = filled.first() else { return };
    let message = format!(
        "{} of {} {} cells and no header: not used",
        count(filled.len(), "column"),
        table.file(),
        if filled.len() == 1 { "has" } else { "have" }
    );
    let help = "give the column a header to use it; where a row is too long, a cell was moved to the right";
    sink.push(
        Diagnostic::notice("table::no-header-column", message)
            // A row that is too long may have moved anything there.
            .at(table.place(row, column).masked(), "the first such cell")
            .help(help),
    );
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
