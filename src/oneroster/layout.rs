//! The files of an export and their columns, as the standard names them, and the other names that exporters give them.

/// A file of an export that is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Kind {
    Manifest,
    Users,
    Roles,
    Orgs,
    Classes,
    Enrollments,
    Demographics,
}

/// A column that is read.
pub(super) struct Column {
    /// The name in the standard.
    pub name: &'static str,
    /// Other names for it.
    pub also: &'static [&'static str],
}

impl Kind {
    /// Every file that is read.
    pub const ALL: [Kind; 7] =
        [Kind::Manifest, Kind::Users, Kind::Roles, Kind::Orgs, Kind::Classes, Kind::Enrollments, Kind::Demographics];

    /// The name of the file.
    pub const fn name(self) -> &'static str {
        match self {
            Kind::Manifest => "manifest.csv",
            Kind::Users => "users.csv",
            Kind::Roles => "roles.csv",
            Kind::Orgs => "orgs.csv",
            Kind::Classes => "classes.csv",
            Kind::Enrollments => "enrollments.csv",
            Kind::Demographics => "demographics.csv",
        }
    }

    /// The file that a path means: by its last part, in any case.
    pub fn of(path: &str) -> Option<Kind> {
        let name = path.rsplit_once('/').map_or(path, |(_, name)| name);
        Kind::ALL.into_iter().find(|kind| kind.name().eq_ignore_ascii_case(name))
    }

    /// The columns that are read.
    pub fn columns(self) -> &'static [Column] {
        match self {
            Kind::Manifest => MANIFEST,
            Kind::Users => USERS,
            Kind::Roles => ROLES,
            Kind::Orgs => ORGS,
            Kind::Classes => CLASSES,
            Kind::Enrollments => ENROLLMENTS,
            Kind::Demographics => DEMOGRAPHICS,
        }
    }

    /// The columns without which the file says nothing.
    pub fn needed(self) -> &'static [&'static str] {
        match self {
            Kind::Manifest | Kind::Demographics => &[],
            Kind::Users | Kind::Orgs | Kind::Classes => &["sourcedId"],
            Kind::Roles => &["userSourcedId", "role"],
            Kind::Enrollments => &["classSourcedId", "userSourcedId"],
        }
    }

    /// Whether a header is one of the columns that are read, by any of its names.
    pub fn knows(self, header: &str) -> bool {
        let header = key(header);
        self.columns().iter().any(|column| column.names().any(|name| key(name) == header))
    }
}

impl Column {
    /// Its name in the standard, and the others.
    fn names(&self) -> impl Iterator<Item = &'static str> {
        std::iter::once(self.name).chain(self.also.iter().copied())
    }
}

/// A header as it is compared: letters and digits alone, in lower case.
pub(super) fn key(header: &str) -> String {
    header.chars().filter(|letter| letter.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

const fn plain(name: &'static str) -> Column {
    Column { name, also: &[] }
}

const fn also(name: &'static str, also: &'static [&'static str]) -> Column {
    Column { name, also }
}

const MANIFEST: &[Column] = &[also("propertyName", &["property", "name"]), also("value", &["propertyValue"])];

const USERS: &[Column] = &[
    also("sourcedId", &["userSourcedId", "userId"]),
    plain("status"),
    also("enabledUser", &["enabled"]),
    also("orgSourcedIds", &["orgSourcedId", "orgIds", "orgId", "orgs"]),
    plain("role"),
    also("givenName", &["firstName"]),
    also("familyName", &["lastName"]),
    plain("identifier"),
    also("email", &["emailAddress"]),
    also("grades", &["grade", "gradeLevel"]),
    also("preferredGivenName", &["preferredFirstName"]),
    also("preferredFamilyName", &["preferredLastName"]),
    also("primaryOrgSourcedId", &["primaryOrgId", "primaryOrg"]),
    plain("pronouns"),
];

const ROLES: &[Column] = &[
    plain("status"),
    also("userSourcedId", &["userId"]),
    plain("roleType"),
    plain("role"),
    also("orgSourcedId", &["orgId"]),
    also("grades", &["grade"]),
];

const ORGS: &[Column] =
    &[also("sourcedId", &["orgSourcedId", "orgId"]), plain("status"), also("name", &["orgName"]), plain("type")];

const CLASSES: &[Column] = &[
    also("sourcedId", &["classSourcedId", "classId"]),
    plain("status"),
    also("title", &["className"]),
    also("subjects", &["subject"]),
    also("periods", &["period"]),
];

const ENROLLMENTS: &[Column] =
    &[plain("status"), also("classSourcedId", &["classId"]), also("userSourcedId", &["userId"])];

const DEMOGRAPHICS: &[Column] = &[
    plain("sourcedId"),
    plain("status"),
    also("userSourcedId", &["userId"]),
    also("birthDate", &["dateOfBirth", "dob"]),
    also("sex", &["gender"]),
];

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn no_header_of_a_file_means_two_columns() {
        for kind in Kind::ALL {
            let mut seen = HashSet::new();
            for name in kind.columns().iter().flat_map(Column::names) {
                assert!(seen.insert(key(name)), "{name} stands twice in {}", kind.name());
            }
        }
    }

    #[test]
    fn files_are_known_in_any_case_and_in_any_folder() {
        assert_eq!(Kind::of("export/2026/Users.CSV"), Some(Kind::Users));
        assert_eq!(Kind::of("superusers.csv"), None);
        assert_eq!(Kind::of("users.csv/readme.txt"), None);
    }

    #[test]
    fn headers_are_compared_without_case_and_marks() {
        assert!(Kind::Users.knows(" Sourced_ID "));
        assert!(!Kind::Users.knows("metadata.grade"));
    }
}
