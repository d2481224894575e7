//! The columns of a roster: each read once, and handed out to the people of both sides.

use std::collections::HashMap;
use std::sync::Arc;

use rayon::prelude::*;

use super::cell::read_column;
use super::differing::{Differing, report_fields_of_some_files, report_two_kinds};
use super::everybody::{Everybody, people_of};
use super::sheet::Sheet;
use super::source::{Layout, Source};
use super::{Column, FieldType, HeaderUse, Lexicon, People, Reading, Schema};
use crate::diagnostic::Sink;
use crate::units::Side;

/// The rows of a file that are read of a field, and where each stands among them.
#[derive(Clone)]
struct Wanted {
    rows: Arc<[usize]>,
    at: Arc<[Option<usize>]>,
}

impl Wanted {
    fn of(sheet: &Sheet<'_>, only: Option<Side>) -> Wanted {
        let rows = sheet.rows_of(only);
        let mut at = vec![None; sheet.table.len()];
        for (number, &row) in rows.iter().enumerate() {
            at[row] = Some(number);
        }
        Wanted { rows: rows.into(), at: at.into() }
    }
}

/// Reads each column of each file once, for all rows whose side it belongs to, and hands out what each side has of it.
pub(super) fn read_sides<'t>(
    everybody: &Everybody,
    sheets: &mut [Sheet<'t>],
    with: &mut [Sheet<'t>],
    reading: &Reading,
    lexicon: &mut Lexicon,
    sink: &mut Sink,
) -> [People; 2] {
    let mut sides = Side::BOTH.map(|side| people_of(side, everybody, sheets, with));
    let count_of_sheets = sheets.len();
    let mut all: Vec<&mut Sheet<'t>> = sheets.iter_mut().chain(with.iter_mut()).collect();
    let asked: Vec<Asked> =
        all.iter().enumerate().flat_map(|(number, sheet)| asked_of(number, sheet, reading)).collect();
    let cells: Vec<Cells> = asked.par_iter().map(|asked| read_cells(asked, all[asked.sheet], reading)).collect();
    // File by file and column by column, so that faults are told in that order.
    let mut read: Vec<ReadColumn> = Vec::new();
    for (asked, mut cells) in asked.into_iter().zip(cells) {
        let words = lexicon.absorb(&cells.lexicon);
        cells.column.reword(|word| words.word(word));
        cells.note(all[asked.sheet], &asked);
        sink.append(cells.sink);
        read.push(ReadColumn { sheet: asked.sheet, field: asked.field, wanted: asked.wanted, column: cells.column });
    }
    all.iter_mut().for_each(|sheet| finish(sheet));
    report_fields_of_some_files(&all[..count_of_sheets], reading, sink);
    for field in reading.schema.names() {
        let mut differing = Differing::default();
        let only = Schema::canonical(field).and_then(|field| field.only);
        for people in sides.iter_mut().filter(|people| only.is_none_or(|only| only == people.side())) {
            let side = people.side();
            let of_side = |read: &ReadColumn| all[read.sheet].side.is_none_or(|only| only == side);
            let found: Vec<usize> =
                (0..read.len()).filter(|&at| read[at].field == field && of_side(&read[at])).collect();
            let picks: Vec<Vec<Option<usize>>> =
                found.iter().map(|&at| everybody.cells_of(side, &read[at], count_of_sheets)).collect();
            if let ([one], [picks]) = (found.as_slice(), picks.as_slice())
                && all[read[*one].sheet].side == Some(side)
                && picks.iter().enumerate().all(|(person, cell)| *cell == Some(person))
            {
                // A file of this side alone, as it stands: nobody else wants the column.
                people.set_column(field, std::mem::replace(&mut read[*one].column, Column::Dates(Vec::new())));
                continue;
            }
            let columns: Vec<&Column> = found.iter().map(|&at| &read[at].column).collect();
            if columns.len() > 1 {
                let files: Vec<&str> = found.iter().map(|&at| all[read[at].sheet].table.file()).collect();
                report_two_kinds(field, &columns, &files, sink);
                let is_both = |sheet: &&mut Sheet<'_>| sheet.side.is_none() && sheet.rows[0] == sheet.rows[1];
                differing.note(&columns, &picks, &files, all[..count_of_sheets].iter().all(is_both));
            }
            if let Some(column) = Column::assembled(&columns, &picks) {
                people.set_column(field, column);
            }
        }
        differing.report(field, sink);
    }
    sides
}

/// The cells of a field that one file has.
struct ReadColumn {
    sheet: usize,
    field: String,
    wanted: Wanted,
    column: Column,
}

impl Everybody {
    /// Of everybody of a side, the cell among those that were read of a file.
    fn cells_of(&self, side: Side, read: &ReadColumn, count_of_sheets: usize) -> Vec<Option<usize>> {
        let row = |member: usize| match read.sheet.checked_sub(count_of_sheets) {
            Some(with) => self.joined[with][member],
            None => Some(&self.members[member]).filter(|member| member.sheet == read.sheet).map(|member| member.row),
        };
        self.sides[side.index()].iter().map(|&member| row(member).and_then(|row| read.wanted.at[row])).collect()
    }
}

/// The fields of a file, in the order of its columns, each once.
fn fields_of(sheet: &Sheet<'_>) -> Vec<String> {
    let mut fields: Vec<String> = Vec::new();
    for field in sheet.headers.iter().filter_map(HeaderUse::field) {
        if fields.iter().all(|known| known != field) {
            fields.push(field.to_owned());
        }
    }
    fields
}

/// What is to be read of a file: a field, the columns that make it, and of whom.
struct Asked<'r> {
    sheet: usize,
    field: String,
    field_type: &'r FieldType,
    layout: Layout,
    wanted: Wanted,
}

/// The fields that are to be read of a file.
fn asked_of<'r>(number: usize, sheet: &Sheet<'_>, reading: &'r Reading) -> Vec<Asked<'r>> {
    let mut known: HashMap<Option<Side>, Wanted> = HashMap::new();
    let asked = fields_of(sheet).into_iter().filter_map(|field| {
        let only = Schema::canonical(&field).and_then(|field| field.only);
        let belongs = only.is_none() || sheet.side.is_none() || sheet.side == only;
        let layout = Layout::of(&field, &sheet.headers).filter(|_| belongs)?;
        let (_, field_type) = reading.schema.field(&field)?;
        let wanted = known.entry(only).or_insert_with(|| Wanted::of(sheet, only)).clone();
        Some(Asked { sheet: number, field, field_type, layout, wanted })
    });
    asked.collect()
}

/// What the columns of a field hold, in words of their own, and what became of their cells.
struct Cells {
    column: Column,
    lexicon: Lexicon,
    sink: Sink,
    replaced: usize,
    blank_words: usize,
    separators: Vec<&'static str>,
    unread: Vec<String>,
}

/// Reads the columns of one file that make a field.
fn read_cells(asked: &Asked<'_>, sheet: &Sheet<'_>, reading: &Reading) -> Cells {
    let (mut lexicon, mut sink) = (Lexicon::default(), Sink::default());
    let layout = asked.layout.clone();
    let source = Source::new(sheet.table, &sheet.headers, &asked.field, layout, &asked.wanted.rows, reading);
    let column = read_column(&source, asked.field_type, &mut lexicon, &mut sink);
    Cells {
        column,
        lexicon,
        sink,
        replaced: source.replaced.get(),
        blank_words: source.blank_words.get(),
        separators: source.separators.get().in_words(),
        unread: source.unread.take().into_iter().collect(),
    }
}

impl Cells {
    /// Notes at the headers what became of the cells.
    fn note(&self, sheet: &mut Sheet<'_>, asked: &Asked<'_>) {
        let columns = asked.layout.columns();
        let is_one = matches!(asked.layout, Layout::One(_));
        // A cell that could not be read is not blank: it says something.
        let blanks = self.column.blanks().saturating_sub(self.sink.errors());
        for (number, &at) in columns.iter().enumerate() {
            let empty = || asked.wanted.rows.iter().filter(|&&row| sheet.table.cell(row, at).is_empty()).count();
            let empty = if is_one { blanks } else { empty() };
            let header = &mut sheet.headers[at];
            header.blanks = empty;
            if number == 0 {
                header.replaced = self.replaced;
                header.blank_words = self.blank_words;
                header.separators.clone_from(&self.separators);
                header.unread.clone_from(&self.unread);
            }
        }
    }
}

/// Notes the empty cells of columns that nobody reads.
fn finish(sheet: &mut Sheet<'_>) {
    let table = sheet.table;
    for (column, header) in sheet.headers.iter_mut().enumerate().filter(|(_, header)| header.field().is_none()) {
        header.blanks = (0..table.len()).filter(|&row| table.cell(row, column).is_empty()).count();
    }
}
