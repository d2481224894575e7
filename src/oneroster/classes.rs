//! `enrollments.csv` and `classes.csv`: the classes that somebody is in, when they meet, and what they are about.

use std::collections::HashSet;

use super::budget::Budget;
use super::layout::Kind;
use super::left_out::LeftOut;
use super::list::{as_tag, parts};
use super::part::Part;
use super::people::{Ids, People, ids};
use super::roles::report_unknown;
use super::schools::Cell;
use super::status::is_active;
use super::tally::{Tally, verb};
use crate::diagnostic::{Diagnostic, Sink};
use crate::text::{count, natural_order};

/// What a class gives to those who are in it.
struct Class {
    row: usize,
    title: Vec<String>,
    periods: Vec<String>,
    subjects: Vec<String>,
}

/// The cells of each person: `classes`, `periods` and `class_subjects`, lists joined by `;`.
#[derive(Default)]
pub(super) struct Lessons {
    pub classes: Vec<Cell>,
    pub periods: Vec<Cell>,
    pub subjects: Vec<Cell>,
}

/// Gathers the lessons of each person; blank where there are no enrollments. `None` where they come to more text than can be right.
pub(super) fn lessons(
    people: &People<'_>,
    classes: Option<&Part>,
    enrollments: Option<&Part>,
    left_out: &mut LeftOut,
    budget: &mut Budget,
    sink: &mut Sink,
) -> Option<Lessons> {
    let known = classes.map(|part| ids(part, part.column("sourcedId"), left_out, sink)).unwrap_or_default();
    let taken = enrollments.map(|part| taken(part, people, &known, left_out, sink)).unwrap_or_default();
    let Some(part) = classes else { return Some(Lessons::default()) };
    let mut all: Vec<Option<Class>> = std::iter::repeat_with(|| None).take(part.len()).collect();
    let mut separators = Tally::default();
    for &(_, row) in &taken {
        all[row].get_or_insert_with(|| Class::of(part, row, &mut separators));
    }
    report_separators(separators, sink);
    let [title, periods, subjects] = ["title", "periods", "subjects"].map(|name| part.column(name));
    let mut lessons = Lessons::default();
    let mut rest = taken.as_slice();
    for person in 0..people.len() {
        let (own, others) = rest.split_at(rest.partition_point(|(other, _)| *other <= person));
        rest = others;
        let own: Vec<&Class> = own.iter().filter_map(|(_, row)| all[*row].as_ref()).collect();
        let mut cell = |column: Option<usize>, pick: fn(&Class) -> &[String], is_sorted: bool| -> Option<Cell> {
            let Some(column) = column else { return Some(Cell::default()) };
            let text = joined(&own, pick, is_sorted, budget)?;
            let first = own.iter().find(|class| !pick(class).is_empty());
            Some((text, first.map(|class| part.at(class.row, column))))
        };
        lessons.classes.push(cell(title, |class| &class.title, false)?);
        lessons.periods.push(cell(periods, |class| &class.periods, true)?);
        lessons.subjects.push(cell(subjects, |class| &class.subjects, false)?);
    }
    Some(lessons)
}

/// Who is in which class, by the number of the person and the row of the class: each once, in this order.
fn taken(
    part: &Part,
    people: &People<'_>,
    classes: &Ids<'_>,
    left_out: &mut LeftOut,
    sink: &mut Sink,
) -> Vec<(usize, usize)> {
    let [user, class, status] = ["userSourcedId", "classSourcedId", "status"].map(|name| part.column(name));
    let (mut deleted, mut nobody, mut no_class) = (Tally::default(), Tally::default(), Tally::default());
    let mut taken = Vec::new();
    for row in 0..part.len() {
        if !is_active(part, row, status, sink) {
            deleted.add(|| part.place(row, status));
            continue;
        }
        match (people.find(part.text(row, user)), classes.get(part.text(row, class))) {
            (None, _) => nobody.add(|| part.place(row, user)),
            (Some(None), _) => {}
            (Some(Some(_)), None) => no_class.add(|| part.place(row, class)),
            (Some(Some(person)), Some(&class)) => taken.push((person, class)),
        }
    }
    taken.sort_unstable();
    taken.dedup();
    left_out.rows(part.kind(), deleted);
    report_unknown(nobody, "row", part, sink);
    let notice = no_class.tell(|rows| {
        let (counted, name) = (count(rows, "row"), verb(rows, "names a class that is", "name classes that are"));
        let message = format!("{counted} of {} {name} not in classes.csv: not read", part.table.file());
        Diagnostic::notice("oneroster::unknown-reference", message)
    });
    notice.into_iter().for_each(|notice| sink.push(notice));
    taken
}

impl Class {
    fn of(part: &Part, row: usize, separators: &mut Tally) -> Class {
        let [title, periods, subjects] = ["title", "periods", "subjects"].map(|name| part.column(name));
        let whole = part.text(row, title);
        let title_as_tag = as_tag(whole);
        if title_as_tag != whole {
            separators.add(|| part.place(row, title));
        }
        let list = |column| parts(part.text(row, column)).map(as_tag).collect();
        let title = Some(title_as_tag).filter(|title| !title.is_empty()).into_iter().collect();
        Class { row, title, periods: list(periods), subjects: list(subjects) }
    }
}

/// The entries of all classes, each once, joined by `;`. One that has a comma in it and stands alone is followed by `;`, so that nobody takes
/// it for several.
fn joined(own: &[&Class], pick: fn(&Class) -> &[String], is_sorted: bool, budget: &mut Budget) -> Option<String> {
    let mut seen = HashSet::new();
    let mut entries: Vec<&str> = Vec::new();
    for entry in own.iter().flat_map(|class| pick(class)) {
        budget.spend(entry.len() + 1)?;
        if seen.insert(entry.as_str()) {
            entries.push(entry);
        }
    }
    if is_sorted {
        entries.sort_by(|a, b| natural_order(a, b));
    }
    let mut text = entries.join(";");
    if entries.len() == 1 && text.contains([',', '，']) {
        text.push(';');
    }
    Some(text)
}

fn report_separators(separators: Tally, sink: &mut Sink) {
    let notice = separators.tell(|classes| {
        let counted = format!("{} of {}", count(classes, "title"), Kind::Classes.name());
        let message =
            format!("{counted} {} `;`, `|` or a line break: read as `/` or a space", verb(classes, "has", "have"));
        Diagnostic::notice("oneroster::separator-in-title", message)
    });
    notice.into_iter().for_each(|notice| sink.push(notice));
}
