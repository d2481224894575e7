//! Why a workbook cannot be read, and what is said of it.

use super::super::archive;
use crate::diagnostic::{Diagnostic, Place, Sink};
use crate::text::printable;

/// Why a workbook cannot be read.
#[derive(Debug)]
pub(super) enum Fault {
    /// It does not hold together: what was found.
    Damaged(String),
    /// It is an Office file of another kind: which.
    Other(&'static str),
    /// It wants a password.
    Password,
    /// More cells or text than there is room for.
    TooLarge,
    /// Few cells that lie far apart.
    TooSparse,
    /// The archive around it is at fault.
    Zip(archive::Fault),
}

impl Fault {
    pub fn damaged(what: impl Into<String>) -> Fault {
        Fault::Damaged(what.into())
    }
}

impl From<archive::Fault> for Fault {
    fn from(fault: archive::Fault) -> Fault {
        match fault {
            archive::Fault::Encrypted(_) => Fault::Password,
            archive::Fault::Damaged(what) => Fault::Damaged(what),
            fault => Fault::Zip(fault),
        }
    }
}

impl From<quick_xml::Error> for Fault {
    fn from(error: quick_xml::Error) -> Fault {
        Fault::Damaged(error.to_string())
    }
}

/// Says why a workbook cannot be read and what to do.
pub(super) fn report(file: &str, fault: Fault, sink: &mut Sink) {
    let (code, message, label, help) = match fault {
        Fault::Zip(fault) => return archive::report(file, &fault, sink),
        Fault::Damaged(why) => (
            "table::not-a-workbook",
            format!("{file} is a damaged workbook"),
            why,
            "open it in a spreadsheet, and save it again as .xlsx or CSV",
        ),
        Fault::Other(what) => (
            "table::not-a-workbook",
            format!("{file} is {what}, and a table is wanted"),
            String::new(),
            "open it in the program that made it, and save the table as a workbook (.xlsx) or CSV",
        ),
        Fault::Password => (
            "table::not-a-workbook",
            format!("{file} is protected by a password"),
            "it is encrypted".to_owned(),
            "open it in a spreadsheet, and save a copy without the password",
        ),
        Fault::TooLarge => (
            "table::sheet-too-large",
            format!("{file} has more cells or text than can be read"),
            "far more than its size lets expect".to_owned(),
            "save the sheet alone as CSV",
        ),
        Fault::TooSparse => (
            "table::sheet-too-large",
            format!("{file} has cells too far apart for a table"),
            "many rows reach far to the right with few cells in them".to_owned(),
            "delete the columns to the right of the table, or save the sheet alone as CSV",
        ),
    };
    sink.push(Diagnostic::error(code, message).at(Place::whole_file(file), printable(&label)).help(help));
}
