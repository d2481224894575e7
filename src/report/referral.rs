//! Who is on the referral list, and that list as CSV: the one place where the needs themselves stand.

use serde::Serialize;

use super::csv::neutralised;
use crate::formulate::Formulated;
use crate::problem::Outcome;
use crate::roster::Roster;
use crate::scoring::Scoring;
use crate::text::natural_order;

/// Somebody with a need that only an adult may meet.
#[derive(Clone, Debug, Serialize)]
pub struct ReferralRow {
    /// The mentee's id.
    pub mentee: String,
    /// The number of such needs.
    pub needs: usize,
    /// The ids of the adults who are the mentee's mentors, in natural order.
    pub mentors: Vec<String>,
    /// The mentee's name.
    #[serde(skip)]
    pub mentee_name: String,
    /// The names of the mentors, in the order of their ids.
    #[serde(skip)]
    pub mentor_names: Vec<String>,
    /// The needs, as the mentee's cell spells them; for nobody but the reader of the list.
    #[serde(skip)]
    pub tags: Vec<String>,
}

/// Everybody on the referral list, by id in natural order; none where the program has no such table, or it is left out.
pub(super) fn referral(
    roster: &Roster,
    scoring: &Scoring<'_>,
    formulated: &Formulated,
    outcome: &Outcome,
) -> Option<Vec<ReferralRow>> {
    let bound = scoring.referral()?;
    let mut mentors_of = vec![Vec::new(); roster.mentees.len()];
    for row in outcome.assignment.rows() {
        mentors_of[formulated.mentee_at[row.pair.mentee]].push(formulated.mentor_at[row.pair.mentor]);
    }
    let row = |mentee: usize| {
        let mut mentors = std::mem::take(&mut mentors_of[mentee]);
        mentors.sort_by(|&one, &other| natural_order(roster.mentors.id(one), roster.mentors.id(other)));
        // With demands one mentor may fill several places.
        mentors.dedup();
        ReferralRow {
            mentee: roster.mentees.id(mentee).to_owned(),
            needs: bound.needs(mentee).len(),
            mentors: mentors.iter().map(|&mentor| roster.mentors.id(mentor).to_owned()).collect(),
            mentee_name: roster.mentees.name(mentee).to_owned(),
            mentor_names: mentors.iter().map(|&mentor| roster.mentors.name(mentor).to_owned()).collect(),
            tags: bound.needs(mentee).to_vec(),
        }
    };
    let mut rows: Vec<ReferralRow> = bound.listed().map(row).collect();
    rows.sort_by(|one, other| natural_order(&one.mentee, &other.mentee));
    Some(rows)
}

/// Writes the list as CSV in UTF-8, a row a mentee; several needs or mentors in a cell are joined by `;`.
#[must_use]
pub fn to_referral_csv(rows: &[ReferralRow]) -> Vec<u8> {
    let mut writer = ::csv::Writer::from_writer(Vec::new());
    let mut write = |cells: [&str; 5]| writer.write_record(cells).expect("memory takes every record");
    write(["mentee_id", "mentee_name", "needs", "mentor_id", "mentor_name"]);
    for row in rows {
        let (id, name) = (neutralised(&row.mentee), neutralised(&row.mentee_name));
        write([&id, &name, &joined(&row.tags), &joined(&row.mentors), &joined(&row.mentor_names)]);
    }
    writer.into_inner().expect("memory takes the last record")
}

/// Several texts in one cell; nothing where all are empty.
fn joined(parts: &[String]) -> String {
    if parts.iter().all(String::is_empty) {
        return String::new();
    }
    // Each part by itself: where a spreadsheet takes `;` for the separator of cells, it stands in a cell of its own.
    let parts: Vec<String> = parts.iter().map(|part| neutralised(part)).collect();
    neutralised(&parts.join(";"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_part_of_a_cell_loses_its_power() {
        let joined = |parts: &[&str]| joined(&parts.iter().map(|part| (*part).to_owned()).collect::<Vec<_>>());
        assert_eq!(joined(&["abuse", "=1+1"]), "abuse;'=1+1");
        assert_eq!(joined(&["@x", "grief"]), "'@x;grief");
        assert_eq!(joined(&["-1", "-2"]), "'-1;-2");
        assert_eq!(joined(&["", ""]), "");
    }
}
