//! Exporters whose columns are known: what their headers mean where the everyday reading would be wrong or in doubt.
//!
//! Sources: Clever's and PowerSchool's documented column names, Infinite Campus' ad hoc exports, the `OneRoster` CSV binding of 1EdTech, and
//! the files that Microsoft Forms writes in four languages.

use super::Meaning;
use crate::text::fold_header;

/// An exporter and the columns by which it is known.
#[derive(Debug)]
pub(super) struct Exporter {
    /// The name, as it is told.
    pub name: &'static str,
    /// Headers, folded, that are all there; of each inner list one is enough.
    signature: &'static [&'static [&'static str]],
    /// What headers mean, folded. Of several that mean the same the first counts, and the others are not used.
    columns: &'static [(&'static str, Column)],
}

/// What a column of an exporter is.
#[derive(Clone, Copy, Debug)]
enum Column {
    Field(&'static str),
    /// Tells answers apart, and people only where nothing else does.
    Answer,
    Timestamp,
    Unused,
}

use Column::{Answer, Field, Timestamp, Unused};

const EXPORTERS: &[Exporter] = &[
    Exporter {
        name: "Clever",
        signature: &[&["school_id"], &["student_id"], &["last_name"], &["first_name"]],
        columns: &[
            ("student_id", Field("id")),
            ("student_number", Unused),
            ("state_id", Unused),
            ("sis_id", Unused),
            ("school_name", Field("site")),
            ("school_id", Field("site")),
            ("home_language", Field("languages")),
            ("student_email", Field("email")),
            ("contact_email", Unused),
        ],
    },
    Exporter {
        name: "PowerSchool",
        signature: &[&["student_number"], &["grade_level"], &["lastfirst", "dcid", "schoolid", "home_room"]],
        columns: &[
            ("student_number", Field("id")),
            ("id", Unused),
            ("dcid", Unused),
            ("lastfirst", Field("name")),
            ("schoolid", Field("site")),
        ],
    },
    Exporter {
        name: "OneRoster",
        signature: &[&["sourcedid"], &["givenname"], &["familyname"]],
        columns: &[
            ("sourcedid", Field("id")),
            ("identifier", Unused),
            ("username", Unused),
            ("grades", Field("grade")),
            ("role", Unused),
            ("status", Unused),
            ("school_role", Unused),
            ("birth_date", Unused),
            ("pronouns", Unused),
            ("classes", Unused),
            ("periods", Unused),
            ("class_subjects", Unused),
        ],
    },
    Exporter {
        name: "Microsoft Forms",
        signature: &[
            &["id"],
            &["start_time", "startzeit", "heure_de_debut", "hora_de_inicio"],
            &["completion_time", "fertigstellungszeit", "heure_de_fin", "hora_de_finalizacion"],
        ],
        columns: &[
            ("id", Answer),
            ("completion_time", Timestamp),
            ("fertigstellungszeit", Timestamp),
            ("heure_de_fin", Timestamp),
            ("hora_de_finalizacion", Timestamp),
            ("start_time", Unused),
            ("startzeit", Unused),
            ("heure_de_debut", Unused),
            ("hora_de_inicio", Unused),
            ("adresse_de_messagerie", Field("email")),
            ("last_modified_time", Unused),
            ("total_points", Unused),
            ("quiz_feedback", Unused),
        ],
    },
    Exporter {
        name: "Infinite Campus",
        signature: &[
            &["student_personid", "student_studentnumber", "student_stateid"],
            &["student_lastname", "student_firstname"],
        ],
        columns: &[
            ("student_personid", Field("id")),
            ("student_studentnumber", Field("id")),
            ("student_stateid", Field("id")),
        ],
    },
];

/// The exporter that wrote these headers, where it is a known one.
pub(super) fn of_headers<'h>(headers: impl Iterator<Item = &'h str>) -> Option<&'static Exporter> {
    let folded: Vec<String> = headers.map(fold_header).collect();
    let has = |any: &&[&str]| any.iter().any(|header| folded.iter().any(|known| known == header));
    EXPORTERS.iter().find(|exporter| exporter.signature.iter().all(has))
}

impl Exporter {
    /// What a header means to this exporter, and how it stands among others of the same meaning: the lowest counts.
    pub fn meaning(&self, header: &str) -> Option<(Meaning, usize)> {
        let folded = fold_header(header);
        let place = self.columns.iter().position(|(known, _)| *known == folded)?;
        let meaning = match self.columns[place].1 {
            Field(name) => Meaning::Field(name.to_owned()),
            Answer => Meaning::Answer,
            Timestamp => Meaning::Timestamp,
            Unused => Meaning::Unused,
        };
        Some((meaning, place))
    }

    /// The header without what this exporter puts before each.
    pub fn bare<'h>(&self, header: &'h str) -> &'h str {
        let header = header.trim();
        match header.split_once('.') {
            Some((start, rest)) if self.name == "Infinite Campus" && start.eq_ignore_ascii_case("student") => rest,
            _ => header,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_exporter_is_known_by_its_columns() {
        let name = |headers: &str| of_headers(headers.split(',')).map(|exporter| exporter.name);
        assert_eq!(name("School_id,Student_id,Student_number,State_id,Last_name,First_name,Grade"), Some("Clever"));
        assert_eq!(name("Id,Heure de début,Heure de fin,Adresse de messagerie,Nom"), Some("Microsoft Forms"));
        assert_eq!(name("student.personID,student.lastName,student.grade"), Some("Infinite Campus"));
        assert_eq!(name("Student_Number,LastFirst,Grade_Level"), Some("PowerSchool"));
        assert_eq!(name("id,name,grade"), None);
    }
}
