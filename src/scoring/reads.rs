//! What a part of a program reads, and whether the files have it.

use crate::compare::{Binder, FieldRef};
use crate::diagnostic::{Diagnostic, Sink};
use crate::keys::Span;
use crate::roster::{HeaderUse, Meaning, Roster};
use crate::text::{fold_header, listed, nearest, printable};
use crate::units::Side;

/// What a part of a program reads.
pub(super) struct Reads {
    /// The part in words: the criterion `Age`.
    pub part: String,
    pub columns: Vec<(Side, FieldRef)>,
    /// The place of the kind that reads the ratings file, if it does.
    pub ratings: Option<Span>,
    pub optional: Optional,
}

/// Whether a part is left out where something is missing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Optional {
    /// It is.
    Yes,
    /// It is not, and could be.
    No,
    /// No such part can be.
    Never,
}

impl From<bool> for Optional {
    fn from(optional: bool) -> Optional {
        if optional { Optional::Yes } else { Optional::No }
    }
}

impl Reads {
    /// A part that is never left out, and reads these columns.
    pub fn required(part: String, columns: Vec<(Side, FieldRef)>) -> Reads {
        Reads { part, columns, ratings: None, optional: Optional::Never }
    }

    /// Whether all of it is there. What is missing is an error, or a notice where the part is optional.
    pub fn are_there(&self, binder: &mut Binder<'_, '_>) -> bool {
        let roster = binder.roster;
        let mut missing: Vec<(String, Span)> = Vec::new();
        let mut without: Vec<(Side, &str)> = Vec::new();
        for (side, field) in &self.columns {
            let people = roster.side(*side);
            if people.column(&field.name).is_none() && !field.is_own_id() {
                let lacks = format!("{} has no column `{}`", people.file(), field.name);
                without.push((*side, &field.name));
                if !missing.iter().any(|(earlier, _)| *earlier == lacks) {
                    missing.push((lacks, field.span.clone()));
                }
            }
        }
        if let Some(span) = &self.ratings
            && roster.ratings.is_none()
        {
            missing.push(("there is no ratings file".to_owned(), span.clone()));
        }
        let Some((_, span)) = missing.first().cloned() else { return true };
        let lacks: Vec<&str> = missing.iter().map(|(lacks, _)| lacks.as_str()).collect();
        let near = without.iter().find_map(|&(side, field)| Some((near_header(roster, side, field)?, field)));
        let is_built_in = binder.document.is_built_in();
        let remedy = match (near, without.first()) {
            (Some((header, field)), _) => {
                Some(format!("is it the column `{header}`? then say so: {}", mapping(&header, field, is_built_in)))
            }
            // Of several parts that are left out, the first says how any of them comes back.
            (None, Some(_)) if self.optional == Optional::Yes && tells_of_left_out(binder.sink) => None,
            (None, Some((_, field))) => Some(format!("{ADD} {}", mapping("YOUR HEADER", field, is_built_in))),
            (None, None) => Some("give the file with --ratings".to_owned()),
        };
        self.report(&listed(&lacks), span, remedy, binder);
        false
    }

    /// Reports a part that wants slots where rows have none, because the meetings are left out.
    pub fn report_no_slots(&self, span: Span, binder: &mut Binder<'_, '_>) {
        let remedy = "it looks at slots, which meetings alone give: see the notice on `[meetings]`".to_owned();
        self.report("rows have no slots, for `[meetings]` is left out", span, Some(remedy), binder);
    }

    /// Says that the part is left out, or that it cannot be, for what is missing.
    fn report(&self, lacks: &str, span: Span, remedy: Option<String>, binder: &mut Binder<'_, '_>) {
        let part = &self.part;
        let place = binder.document.place(span);
        binder.sink.push(match self.optional {
            Optional::Yes => {
                let notice = Diagnostic::notice(LEFT_OUT, format!("{part} is left out: {lacks}"));
                match remedy {
                    Some(remedy) => notice.help(remedy),
                    None => notice,
                }
            }
            Optional::No | Optional::Never => {
                let or_not = match self.optional {
                    Optional::No if binder.document.is_built_in() => {
                        "; or do without it: `optional = true` in a copy of the program (`pairwright init`)"
                    }
                    Optional::No => "; or do without it: `optional = true`",
                    Optional::Yes | Optional::Never => "",
                };
                Diagnostic::error("program::missing-column", format!("{part} cannot be read: {lacks}"))
                    .at(place, "read here")
                    .help(remedy.unwrap_or_default() + or_not)
            }
        });
    }
}

/// The code of notices about parts that are left out.
const LEFT_OUT: &str = "program::left-out";

/// How the help on a column begins that nothing in the file is near to.
const ADD: &str = "add the column, or say which one it is:";

/// Whether something has been told to be left out already, with how it comes back.
fn tells_of_left_out(sink: &Sink) -> bool {
    let tells = |help: &Option<String>| help.as_ref().is_some_and(|help| help.starts_with(ADD));
    sink.iter().any(|(diagnostic, _)| diagnostic.code == LEFT_OUT && tells(&diagnostic.help))
}

/// How to say that a column is a field: on the command line, and in a program file that is the user's own.
fn mapping(header: &str, field: &str, is_built_in: bool) -> String {
    let line = printable(&header.split_whitespace().collect::<Vec<_>>().join(" "));
    // Quotation marks within quotation marks are written so in TOML and on command lines alike.
    let header = line.replace('\\', "\\\\").replace('"', "\\\"");
    let for_one_run = format!("`--map \"{header}={field}\"`");
    if is_built_in {
        return for_one_run;
    }
    format!("{for_one_run}, or `\"{header}\" = \"{field}\"` under `[columns]`")
}

/// A header that nobody uses and that is nearly the wanted one.
fn near_header(roster: &Roster, side: Side, field: &str) -> Option<String> {
    let unused =
        || roster.headers(side).filter(|header| header.meaning == Meaning::Unused && !header.header.is_empty());
    let is_near = |header: &&HeaderUse| nearest(field, [fold_header(&header.header).as_str()]).is_some();
    let found = unused().find(|header| header.near.as_deref() == Some(field)).or_else(|| unused().find(is_near));
    found.map(|header| header.header.clone())
}
