//! What a part of a program reads, and whether the files have it.

use crate::compare::{Binder, FieldRef};
use crate::diagnostic::Diagnostic;
use crate::keys::Span;
use crate::roster::{HeaderUse, Meaning, Roster};
use crate::text::{fold_header, listed, nearest};
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
        let mut near = None;
        for (side, field) in &self.columns {
            let people = roster.side(*side);
            if people.column(&field.name).is_none() {
                let lacks = format!("{} has no column `{}`", people.file(), field.name);
                near = near.or_else(|| near_header(roster, *side, &field.name));
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
        let field = self.columns.first().map_or("", |(_, field)| field.name.as_str());
        let lacks: Vec<&str> = missing.iter().map(|(lacks, _)| lacks.as_str()).collect();
        let message = format!("{} cannot be read: {}", self.part, listed(&lacks));
        let place = binder.document.place(span);
        binder.sink.push(if self.optional == Optional::Yes {
            let message = format!("{} is left out: {}", self.part, listed(&lacks));
            let notice = Diagnostic::notice("program::left-out", message);
            match near {
                Some(header) => notice.help(format!(
                    "is it the column `{header}`? then say so, for example `--map \"{header}={field}\"`"
                )),
                None => notice,
            }
        } else {
            let help = self.advice(near.as_deref());
            Diagnostic::error("program::missing-column", message).at(place, "read here").help(help)
        });
        false
    }

    /// What to do about a column that is missing, or the ratings file.
    fn advice(&self, near: Option<&str>) -> String {
        let never = self.optional == Optional::Never;
        let help = match near {
            Some(header) => {
                let rest = if never { "" } else { "; or say `optional = true` to do without" };
                return format!("is it the column `{header}`? then correct its header{rest}");
            }
            None if self.columns.is_empty() && never => "give the file with --ratings",
            None if self.columns.is_empty() => "give the file with --ratings, or say `optional = true`",
            None if never => "add the column to the file, or correct its header",
            None => "add the column to the file, correct its header, or say `optional = true` to do without",
        };
        help.to_owned()
    }
}

/// A header that nobody uses and that is nearly the wanted one.
fn near_header(roster: &Roster, side: Side, field: &str) -> Option<String> {
    let unused =
        || roster.headers(side).filter(|header| header.meaning == Meaning::Unused && !header.header.is_empty());
    let is_near = |header: &&HeaderUse| nearest(field, [fold_header(&header.header).as_str()]).is_some();
    let found = unused().find(|header| header.near.as_deref() == Some(field)).or_else(|| unused().find(is_near));
    found.map(|header| header.header.clone())
}
