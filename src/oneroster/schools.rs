//! Which school somebody belongs to, by its name in `orgs.csv`.

use super::budget::Budget;
use super::layout::key;
use super::left_out::LeftOut;
use super::list::parts;
use super::part::Part;
use super::people::{Ids, People, ids};
use super::roles::Roles;
use super::tally::{Tally, verb};
use crate::diagnostic::{Diagnostic, Sink};
use crate::table::CellOf;
use crate::text::count;

/// An organisation that somebody belongs to: its id, and the cell that says so.
type Membership<'p> = (&'p str, &'p Part, usize, Option<usize>);

/// A text and the cell that it stands for.
pub(super) type Cell = (String, Option<CellOf>);

/// The school of each person: the primary one, else the first school among the organisations, else the first organisation. `None` where they
/// come to more text than can be right.
pub(super) fn schools(
    users: &Part,
    people: &People<'_>,
    roles: Option<(&Part, &Roles)>,
    orgs: Option<&Part>,
    left_out: &mut LeftOut,
    budget: &mut Budget,
    sink: &mut Sink,
) -> Option<Vec<Cell>> {
    let known = orgs.map(|orgs| (orgs, ids(orgs, orgs.column("sourcedId"), left_out, sink)));
    let (mut unknown, mut several, mut unnamed) = (Tally::default(), Tally::default(), Tally::default());
    let mut cells = Vec::with_capacity(people.len());
    for (person, &row) in people.rows.iter().enumerate() {
        let memberships = memberships(users, row, person, roles);
        let Some((orgs, known)) = &known else {
            cells.push(memberships.first().map_or_else(Cell::default, |&(id, part, row, column)| {
                unnamed.add(|| part.place(row, column));
                (id.to_owned(), column.map(|column| part.at(row, column)))
            }));
            continue;
        };
        let found = found(&memberships, known, &mut unknown);
        let (chosen, is_one) = choose(orgs, &found);
        if let (Some(_), false, Some((_, part, row, column))) = (chosen, is_one, memberships.first()) {
            several.add(|| part.place(*row, *column));
        }
        let cell = chosen.map_or_else(Cell::default, |row| named(orgs, row));
        budget.spend(cell.0.len())?;
        cells.push(cell);
    }
    report(unknown, several, unnamed, sink);
    Some(cells)
}

/// The organisations of a person, in the order in which they count.
fn memberships<'p>(
    users: &'p Part,
    row: usize,
    person: usize,
    roles: Option<(&'p Part, &Roles)>,
) -> Vec<Membership<'p>> {
    let primary = users.column("primaryOrgSourcedId");
    let all = users.column("orgSourcedIds");
    let of_cell = |part: &'p Part, row: usize, column: Option<usize>| -> Vec<Membership<'p>> {
        parts(part.text(row, column)).map(|id| (id, part, row, column)).collect()
    };
    let own = of_cell(users, row, primary);
    let own = if own.is_empty() { of_cell(users, row, all) } else { own };
    match roles {
        Some((part, roles)) if own.is_empty() => {
            let org = part.column("orgSourcedId");
            roles.rows_of(person, part).flat_map(|row| of_cell(part, row, org)).collect()
        }
        _ => own,
    }
}

/// The rows of the organisations that are there, each once.
fn found(memberships: &[Membership<'_>], known: &Ids<'_>, unknown: &mut Tally) -> Vec<usize> {
    let mut found: Vec<usize> = Vec::with_capacity(memberships.len());
    for &(id, part, row, column) in memberships {
        match known.get(id) {
            Some(&org) => found.push(org),
            None => unknown.add(|| part.place(row, column)),
        }
    }
    let mut seen = std::collections::HashSet::new();
    found.retain(|org| seen.insert(*org));
    found
}

/// The first school, else the first organisation, and whether there was no choice to make.
fn choose(orgs: &Part, found: &[usize]) -> (Option<usize>, bool) {
    let kind = orgs.column("type");
    let mut schools = found.iter().copied().filter(|&row| key(orgs.text(row, kind)) == "school");
    match (schools.next(), schools.next()) {
        (Some(school), other) => (Some(school), other.is_none()),
        (None, _) => (found.first().copied(), found.len() < 2),
    }
}

/// The name of an organisation; its id where it has none.
fn named(orgs: &Part, row: usize) -> Cell {
    let [name, id] = ["name", "sourcedId"].map(|name| orgs.column(name));
    let column = if orgs.text(row, name).is_empty() { id } else { name };
    (orgs.text(row, column).to_owned(), column.map(|column| orgs.at(row, column)))
}

fn report(unknown: Tally, several: Tally, unnamed: Tally, sink: &mut Sink) {
    let unknown = unknown.tell(|times| {
        let (counted, name) = (
            count(times, "reference"),
            verb(times, "a school or other organisation", "schools or other organisations"),
        );
        let message = format!("{counted} to {name} not in orgs.csv {} passed over", verb(times, "is", "are"));
        Diagnostic::notice("oneroster::unknown-reference", message)
    });
    let several = several.tell(|people| {
        let message = format!(
            "{} {} to several schools, none of which is called primary: the first is taken",
            count(people, "user"),
            verb(people, "belongs", "belong")
        );
        Diagnostic::notice("oneroster::several-schools", message)
    });
    let unnamed = unnamed.tell(|people| {
        let message = format!("no orgs.csv: the schools of {} go by their ids", count(people, "user"));
        Diagnostic::notice("oneroster::no-orgs", message)
            .help("export orgs.csv too, if the names of schools are wanted")
    });
    [unknown, several, unnamed].into_iter().flatten().for_each(|notice| sink.push(notice));
}
