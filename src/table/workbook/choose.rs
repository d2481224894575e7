//! Which sheet of a workbook is meant: the one that is named, else the one with a header that is known. What is chosen is said.

use super::super::{Options, header_row};
use super::book::{Book, Sheet};
use super::fault;
use crate::diagnostic::{Diagnostic, Place, Sink};
use crate::text::{count, fold, listed, nearest};

/// A hidden sheet is taken before a visible one only where so many of its headers are known.
const KNOWN_OF_HIDDEN: usize = 2;

/// A sheet with cells.
struct Candidate {
    index: usize,
    is_hidden: bool,
    known_headers: usize,
}

/// The index of the sheet that is meant; `None` where none is, which the sink is told.
pub(super) fn sheet(file: &str, book: &mut dyn Book, options: &Options<'_>, sink: &mut Sink) -> Option<usize> {
    if let Some(asked) = options.sheet {
        return by_name(file, book.sheets(), asked, sink);
    }
    let candidates = candidates(file, book, options, sink)?;
    let sheets = book.sheets();
    let Some(chosen) = best(&candidates) else {
        report_no_header(file, sheets, &candidates, sink);
        return None;
    };
    if let Some(rival) = rival(&candidates, chosen) {
        let (one, other) = (&sheets[chosen.min(rival)].name, &sheets[chosen.max(rival)].name);
        let message = format!("`{one}` and `{other}` of {file} both have a header that is known");
        let error = Diagnostic::error("table::which-sheet", message).at(Place::whole_file(file), "");
        sink.push(error.help(format!("say which sheet is meant: `{file}#{one}` or `{file}#{other}`")));
        return None;
    }
    report_choice(file, sheets, &candidates, chosen, sink);
    Some(chosen)
}

/// Another visible sheet that may be meant as well: one with at least half as many known headers, and two of them.
fn rival(candidates: &[Candidate], chosen: usize) -> Option<usize> {
    let known = candidates.iter().find(|candidate| candidate.index == chosen)?.known_headers;
    let others = candidates.iter().filter(|candidate| candidate.index != chosen && !candidate.is_hidden);
    let may_be = |candidate: &&Candidate| candidate.known_headers >= 2 && candidate.known_headers * 2 >= known;
    others.filter(may_be).max_by_key(|candidate| candidate.known_headers).map(|candidate| candidate.index)
}

/// Says which of several sheets is read; a person sees one where the others are hidden.
fn report_choice(file: &str, sheets: &[Sheet], candidates: &[Candidate], chosen: usize, sink: &mut Sink) {
    let seen = |candidate: &&Candidate| !candidate.is_hidden || candidate.index == chosen;
    let Some(other) = candidates.iter().filter(seen).find(|candidate| candidate.index != chosen) else { return };
    let (name, other) = (&sheets[chosen].name, &sheets[other.index].name);
    let several = count(candidates.iter().filter(seen).count(), "sheet");
    let notice = Diagnostic::notice("table::sheet", format!("{file} has {several} with cells: `{name}` is read"));
    let help = format!("to read another sheet, name it: `{file}#{other}`");
    sink.push(notice.at(Place::whole_file(file), "").help(help));
}

/// The sheet of a name, with upper and lower case as one where no sheet has just that name.
fn by_name(file: &str, sheets: &[Sheet], asked: &str, sink: &mut Sink) -> Option<usize> {
    let exact = sheets.iter().position(|sheet| sheet.name.trim() == asked.trim());
    let found = exact.or_else(|| sheets.iter().position(|sheet| fold(&sheet.name) == fold(asked)));
    if found.is_none() {
        let names: Vec<String> = sheets.iter().map(|sheet| format!("`{}`", sheet.name)).collect();
        let near = nearest(asked, sheets.iter().map(|sheet| sheet.name.as_str()));
        let example = near.or_else(|| sheets.first().map(|sheet| sheet.name.as_str())).unwrap_or("Sheet1");
        let error = Diagnostic::error("table::no-such-sheet", format!("{file} has no sheet `{}`", asked.trim()));
        let label =
            if names.is_empty() { "it has no sheets".to_owned() } else { format!("it has {}", shortened(&names)) };
        sink.push(error.at(Place::whole_file(file), label).help(format!("name one of its sheets: `{file}#{example}`")));
    }
    found
}

/// The sheets with cells; `None` where one cannot be read.
fn candidates(file: &str, book: &mut dyn Book, options: &Options<'_>, sink: &mut Sink) -> Option<Vec<Candidate>> {
    let mut candidates = Vec::new();
    for index in 0..book.sheets().len() {
        let is_hidden = book.sheets()[index].is_hidden;
        let head = book.head(index).and_then(|cells| if cells.is_empty() { Ok(None) } else { cells.lay().map(Some) });
        match head {
            Ok(None) => {}
            Ok(Some(head)) => {
                let header = header_row::find(&head.grid, options);
                let known_headers = header_row::known_headers(&head.grid, header, options);
                candidates.push(Candidate { index, is_hidden, known_headers });
            }
            Err(fault) => {
                fault::report(file, fault, sink);
                return None;
            }
        }
    }
    Some(candidates)
}

/// The sheet that is meant: of the visible ones that with most known headers, the first of equals, or the only one; else of the hidden.
fn best(candidates: &[Candidate]) -> Option<usize> {
    let of = |is_hidden: bool| candidates.iter().filter(move |candidate| candidate.is_hidden == is_hidden);
    let known = |is_hidden: bool, at_least: usize| {
        let enough = of(is_hidden).filter(|candidate| candidate.known_headers >= at_least);
        // The first of equals: of several greatest `max_by_key` gives the last.
        enough.rev().max_by_key(|candidate| candidate.known_headers)
    };
    let only = |is_hidden: bool| of(is_hidden).next().filter(|_| of(is_hidden).count() == 1);
    let chosen = known(false, 1).or_else(|| known(true, KNOWN_OF_HIDDEN)).or_else(|| only(false));
    let none_visible = of(false).next().is_none();
    chosen
        .or_else(|| known(true, 1).filter(|_| none_visible))
        .or_else(|| only(true).filter(|_| none_visible))
        .map(|candidate| candidate.index)
}

fn report_no_header(file: &str, sheets: &[Sheet], candidates: &[Candidate], sink: &mut Sink) {
    let names: Vec<String> = candidates.iter().map(|candidate| format!("`{}`", sheets[candidate.index].name)).collect();
    if names.is_empty() {
        let error = Diagnostic::error("table::empty-file", format!("{file} is empty: none of its sheets has a cell"));
        let help = "the first row names the columns, and every further row is a person";
        sink.push(error.at(Place::whole_file(file), "no header, no rows").help(help));
        return;
    }
    let example = candidates.first().map_or("Sheet1", |candidate| sheets[candidate.index].name.as_str());
    let message =
        format!("{file} has {} with cells, and none with a header that is known", count(names.len(), "sheet"));
    let error = Diagnostic::error("table::no-header", message);
    let label = format!("the sheets are {}", shortened(&names));
    sink.push(error.at(Place::whole_file(file), label).help(format!("name the sheet: `{file}#{example}`")));
}

/// Names for a sentence; of very many the first.
fn shortened(names: &[String]) -> String {
    match names.len() {
        0..=12 => listed(names),
        many => format!("{} and {} more", names[..10].join(", "), many - 10),
    }
}
