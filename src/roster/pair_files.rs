//! Files about pairs: must, never, previous, and ratings.

use std::collections::{HashMap, HashSet};

use foldhash::fast::RandomState;
use rayon::prelude::*;

use super::Roster;
use crate::diagnostic::{Diagnostic, Place, Severity, Sink};
use crate::table::Table;
use crate::text::{fold, fold_header, printable};
use crate::units::{Decimal, Side};

/// A set of pairs (mentor, mentee) of people in the rosters.
#[derive(Clone, Debug, Default)]
pub struct PairSet {
    pairs: Vec<PairRow>,
    table: Option<Table>,
}

#[derive(Clone, Copy, Debug)]
struct PairRow {
    mentor: usize,
    mentee: usize,
    row: usize,
}

impl PairSet {
    /// The pairs (mentor, mentee), each once, in the order of the file.
    pub fn iter(&self) -> impl Iterator<Item = (usize, usize)> + '_ {
        self.pairs.iter().map(|pair| (pair.mentor, pair.mentee))
    }

    /// The place in its file of the n-th pair of [`PairSet::iter`].
    #[must_use]
    pub fn place(&self, index: usize) -> Option<Place> {
        let table = self.table.as_ref()?;
        Some(table.place(self.pairs.get(index)?.row, 0))
    }
}

/// What a ratings file says of a pair.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// It is listed, without a rating.
    Blank,
    /// A number on the programme's scale.
    Number(Decimal),
    /// The pair must not be made.
    Never,
}

/// A ratings file: what it says of pairs, and the table that it was read from for later faults.
#[derive(Clone, Debug)]
pub struct Ratings {
    verdicts: Verdicts,
    table: Table,
}

/// What a file says of each pair (mentor, mentee).
type Verdicts = HashMap<(usize, usize), Rated, RandomState>;

/// So many rows are read by a core in one go, and so many such blocks at a time.
const BLOCK: usize = 4096;
const BLOCKS: usize = 64;

/// A verdict and where it stands.
#[derive(Clone, Debug)]
struct Rated {
    verdict: Verdict,
    row: usize,
}

impl Ratings {
    /// What the file says of a pair; `None` where it is silent.
    #[must_use]
    pub fn verdict(&self, mentor: usize, mentee: usize) -> Option<Verdict> {
        self.verdicts.get(&(mentor, mentee)).map(|rated| rated.verdict)
    }

    /// All pairs (mentor, mentee) that are listed, in no particular order.
    pub fn pairs(&self) -> impl Iterator<Item = ((usize, usize), Verdict)> + '_ {
        self.verdicts.iter().map(|(&pair, rated)| (pair, rated.verdict))
    }

    /// Reports the ratings that lie outside a scale.
    pub fn report_off_scale(&self, low: Decimal, high: Decimal, sink: &mut Sink) {
        let (least, most) = (low.min(high), low.max(high));
        let table = &self.table;
        let Some(columns) = Columns::find(table) else { return };
        let Some(column) = columns.rating else { return };
        let mut off: Vec<_> = self
            .verdicts
            .values()
            .filter(|rated| matches!(rated.verdict, Verdict::Number(number) if number < least || number > most))
            .map(|rated| rated.row)
            .collect();
        off.sort_unstable();
        for row in off {
            sink.push_in("ratings::off-scale", Severity::Error, &format!("in {}", table.file()), || {
                let text = table.cell(row, column);
                Diagnostic::error(
                    "ratings::off-scale",
                    format!("the rating `{text}` is outside the scale {least} to {most}"),
                )
                .at(table.place(row, column), format!("expected {least} to {most}"))
                .help("correct the rating, or the `scale` of the program file's `rated` criterion")
            });
        }
    }
}

/// Where a pair file's columns stand.
struct Columns {
    mentor: usize,
    mentee: usize,
    rating: Option<usize>,
    /// A result of this tool: its ids may carry the mark that keeps spreadsheets from running them.
    result: bool,
}

impl Columns {
    fn find(table: &Table) -> Option<Columns> {
        let headers: Vec<String> = table.headers().map(fold_header).collect();
        let find = |name: &str| headers.iter().position(|header| header == name);
        let rating = find("rating");
        let plain = find("mentor").zip(find("mentee")).map(|found| (found, false));
        let of_result = || find("mentor_id").zip(find("mentee_id")).map(|found| (found, true));
        let ((mentor, mentee), result) = plain.or_else(of_result)?;
        Some(Columns { mentor, mentee, rating, result })
    }

    /// The id without the mark, where it has one.
    fn unmarked<'t>(&self, cell: &'t str) -> Option<&'t str> {
        cell.strip_prefix('\'').filter(|id| self.result && id.starts_with(['=', '+', '-', '@']))
    }
}

fn columns_of(table: &Table, wanted: &str, sink: &mut Sink) -> Option<Columns> {
    let columns = Columns::find(table);
    if columns.is_none() {
        let message = format!("{} needs the columns {wanted}", table.file());
        let error = Diagnostic::error("pairs::missing-columns", message).at(table.header_place(0), "the header");
        sink.push(error.help(format!(
            "let the first line be `{}`",
            wanted.replace("`", "").replace(", ", ",").replace(" and ", ",")
        )));
    }
    columns
}

/// What becomes of an id that nobody has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum UnknownIds {
    /// The file is rejected.
    Error,
    /// The row is ignored, with a notice.
    Notice,
}

/// Reads a file of pairs: columns `mentor` and `mentee`, or a result of this tool, whose unmatched rows are skipped.
///
/// `strict`: an id that nobody has is an error; else the row is ignored with a notice.
pub fn read_pairs(table: Table, roster: &Roster, strict: bool, sink: &mut Sink) -> PairSet {
    let Some(columns) = columns_of(&table, "`mentor` and `mentee`", sink) else { return PairSet::default() };
    let unknown = if strict { UnknownIds::Error } else { UnknownIds::Notice };
    let (mut pairs, mut seen) = (Vec::new(), HashSet::new());
    for row in 0..table.len() {
        if let Some((mentor, mentee)) = pair_of_row(&table, row, &columns, roster, unknown, sink)
            && seen.insert((mentor, mentee))
        {
            pairs.push(PairRow { mentor, mentee, row });
        }
    }
    PairSet { pairs, table: Some(table) }
}

/// Reads a ratings file: columns `mentor`, `mentee`, `rating`; a number, `never`, or blank.
///
/// Two different ratings of one pair are an error; a blank beside a number yields to it.
pub fn read_ratings(table: Table, roster: &Roster, sink: &mut Sink) -> Ratings {
    let verdicts = verdicts(&table, roster, sink);
    Ratings { verdicts, table }
}

fn verdicts(table: &Table, roster: &Roster, sink: &mut Sink) -> Verdicts {
    let mut verdicts = Verdicts::default();
    let Some(columns) = columns_of(table, "`mentor`, `mentee` and `rating`", sink) else { return verdicts };
    let Some(rating_column) = columns.rating else {
        let error = Diagnostic::error("pairs::missing-columns", format!("{} needs the column `rating`", table.file()));
        sink.push(error.at(table.header_place(0), "the header").help("let the first line be `mentor,mentee,rating`"));
        return verdicts;
    };
    let read = |row: usize, sink: &mut Sink| {
        let verdict = verdict_of_row(table, row, rating_column, sink)?;
        let pair = pair_of_row(table, row, &columns, roster, UnknownIds::Notice, sink)?;
        Some((pair, Rated { verdict, row }))
    };
    let note = |(pair, Rated { verdict, row }): ((usize, usize), Rated), sink: &mut Sink| {
        match verdicts.get(&pair) {
            None => {}
            Some(earlier) if verdict == Verdict::Blank || earlier.verdict == verdict => return,
            Some(earlier) if earlier.verdict == Verdict::Blank => {}
            Some(earlier) => {
                let first = earlier.row;
                sink.push_in("ratings::two-ratings", Severity::Error, &format!("in {}", table.file()), || {
                    let (one, two) = (table.cell(first, rating_column), table.cell(row, rating_column));
                    Diagnostic::error(
                        "ratings::two-ratings",
                        format!("the pair {} is rated `{one}` and `{two}`", named(roster, pair)),
                    )
                    .at(table.place(row, rating_column), "and this here")
                    .and_at(table.place(first, rating_column), "this here")
                    .help("delete one of the two rows")
                });
                return;
            }
        }
        verdicts.insert(pair, Rated { verdict, row });
    };
    in_blocks(table.len(), read, note, sink);
    verdicts
}

/// Reads so many rows on all cores, and takes what is read of each in their order. Faults come in the order of rows: a block that has any is read
/// again, row by row.
fn in_blocks<T: Send>(
    rows: usize,
    read: impl Fn(usize, &mut Sink) -> Option<T> + Sync,
    mut take: impl FnMut(T, &mut Sink),
    sink: &mut Sink,
) {
    let of_block = |block: usize| block * BLOCK..rows.min((block + 1) * BLOCK);
    let read_block = |block: usize| {
        let mut sink = Sink::default();
        let found: Vec<T> = of_block(block).filter_map(|row| read(row, &mut sink)).collect();
        (block, sink.is_empty().then_some(found))
    };
    let blocks: Vec<usize> = (0..rows.div_ceil(BLOCK)).collect();
    for together in blocks.chunks(BLOCKS) {
        let read_blocks: Vec<(usize, Option<Vec<T>>)> = together.par_iter().map(|&block| read_block(block)).collect();
        for (block, found) in read_blocks {
            match found {
                Some(found) => found.into_iter().for_each(|row| take(row, sink)),
                None => {
                    for row in of_block(block) {
                        if let Some(row) = read(row, sink) {
                            take(row, sink);
                        }
                    }
                }
            }
        }
    }
}

fn named(roster: &Roster, (mentor, mentee): (usize, usize)) -> String {
    format!("`{}` with `{}`", printable(roster.mentors.id(mentor)), printable(roster.mentees.id(mentee)))
}

fn verdict_of_row(table: &Table, row: usize, column: usize, sink: &mut Sink) -> Option<Verdict> {
    let text = table.cell(row, column);
    match fold(text).as_str() {
        "" => Some(Verdict::Blank),
        "never" => Some(Verdict::Never),
        _ => match text.parse() {
            Ok(number) => Some(Verdict::Number(number)),
            Err(fault) => {
                sink.push_in("ratings::bad-rating", Severity::Error, &format!("in {}", table.file()), || {
                    Diagnostic::error("ratings::bad-rating", format!("not a rating: `{text}`"))
                        .at(table.place(row, column), fault.to_string())
                        .help("write a number, `never`, or leave the cell empty")
                });
                None
            }
        },
    }
}

fn pair_of_row(
    table: &Table,
    row: usize,
    columns: &Columns,
    roster: &Roster,
    unknown: UnknownIds,
    sink: &mut Sink,
) -> Option<(usize, usize)> {
    // An empty place of a result.
    if columns.result && table.cell(row, columns.mentor).is_empty() {
        return None;
    }
    let mut find = |side: Side, column: usize| {
        let id = table.cell(row, column);
        let unmarked = || columns.unmarked(id).and_then(|id| roster.side(side).find(id));
        let person = roster.side(side).find(id).or_else(unmarked);
        if person.is_none() {
            let group = format!("in {}", table.file());
            let severity = if unknown == UnknownIds::Error { Severity::Error } else { Severity::Notice };
            sink.push_in("pairs::unknown-id", severity, &group, || {
                let message = format!("no {} has the id `{id}`", side.name());
                let place = table.place(row, column);
                let other = side.other();
                match unknown {
                    UnknownIds::Error if roster.side(other).find(id).is_some() => {
                        Diagnostic::error("pairs::unknown-id", message)
                            .at(place, format!("a {} has it", other.name()))
                            .help("write the mentor's id first and the mentee's id second")
                    }
                    UnknownIds::Error => Diagnostic::error("pairs::unknown-id", message)
                        .at(place, "not in the rosters")
                        .help("correct the id, or delete the row: such a pair cannot be made"),
                    UnknownIds::Notice => {
                        Diagnostic::notice("pairs::unknown-id", message).at(place, "the row is ignored")
                    }
                }
            });
        }
        person
    };
    let mentor = find(Side::Mentor, columns.mentor);
    let mentee = find(Side::Mentee, columns.mentee);
    mentor.zip(mentee)
}
