//! Whole exports, read as a user's are.

use proptest::prelude::*;

use super::testing::{manifest, read};
use super::*;

const USERS_1_1: &str = "sourcedId,status,enabledUser,orgSourcedIds,role,username,userIds,givenName,familyName,identifier,email,phone,grades,password\n\
    u1,active,true,\"d1,s1\",student,ana,{local:1},Ana,Álvarez,0017,ana@x.example,555-0100,09,geheim\n\
    u2,tobedeleted,true,s1,student,,,Ben,Brandt,,,,10,geheim\n\
    u3,active,FALSE,s1,student,,,Cem,Çelik,,,,10,geheim\n\
    u4,active,1,s1,teacher,,,Dee,Dubois,,dee@x.example,,\"09,10\",geheim\n\
    u5,active,true,s1,guardian,,,Eva,Álvarez,,eva@x.example,,,geheim\n";

#[test]
fn an_export_of_version_1_1_becomes_one_table_of_users() {
    let read = read(&[
        ("manifest.csv", &manifest("1.1", &["users", "orgs", "classes", "enrollments", "demographics"])),
        ("users.csv", USERS_1_1),
        ("orgs.csv", "sourcedId,name,type\nd1,District,district\ns1,North,school\n"),
        (
            "classes.csv",
            "sourcedId,status,title,periods,subjects\nc1,,\"Art, crafts\",\"3,1\",Art\nc2,,Maths,2,\nc3,tobedeleted,Old,9,\n",
        ),
        (
            "enrollments.csv",
            "sourcedId,status,classSourcedId,userSourcedId,role\ne1,,c2,u4,teacher\ne2,,c1,u4,teacher\ne3,,c1,u1,student\ne4,tobedeleted,c2,u1,student\ne5,,c1,u2,student\n",
        ),
        ("demographics.csv", "sourcedId,birthDate,sex,asian\nu1,2011-02-03,female,true\nu4,,unspecified,true\n"),
        ("results.csv", "\0"),
    ]);
    assert_eq!(
        read.rows(),
        [
            "sourcedId|identifier|givenName|familyName|email|grade|school|school_role|sex|birth_date|classes|periods|class_subjects",
            "u1|0017|Ana|Álvarez|ana@x.example|09|North|student|female|2011-02-03|Art, crafts;|1;3|Art",
            "u4||Dee|Dubois|dee@x.example||North|teacher|||Art, crafts;Maths|1;2;3|Art",
        ]
    );
    assert_eq!(
        read.told(),
        [
            "oneroster::several-grades: 1 user has several grades in one cell: their grade is blank @ export.zip/users.csv:5:54",
            "oneroster::left-out: left out of export.zip: 1 user to be deleted, 1 user not enabled, 1 parent, guardian or other \
             relative, 1 row of classes.csv to be deleted and 1 row of enrollments.csv to be deleted @ export.zip/users.csv:3:4",
        ]
    );
}

#[test]
fn an_export_of_version_1_2_has_its_roles_in_a_file_of_their_own() {
    let read = read(&[
        ("manifest.csv", &manifest("1.2", &["users", "roles", "orgs"])),
        (
            "users.csv",
            "sourcedId,enabledUser,givenName,familyName,grades,preferredGivenName,primaryOrgSourcedId,pronouns\n\
             u1,true,Anastasia,Ash,09,Ana,s1,she/her\nu2,true,Ben,Birch,,,,\nu3,true,Cleo,Cork,,,,\nu4,true,Dan,Dill,,,,\n",
        ),
        (
            "roles.csv",
            "sourcedId,status,userSourcedId,roleType,role,orgSourcedId\nr1,,u1,primary,student,s2\n\
             r2,,u2,secondary,guardian,s1\nr3,,u2,primary,teacher,s2\nr4,,u3,primary,parent,s1\n\
             r5,,u4,secondary,aide,s1\nr6,,u4,secondary,counselor,s2\nr7,,u9,primary,student,s1\nr8,tobedeleted,u1,primary,parent,s1\n",
        ),
        ("orgs.csv", "sourcedId,name,type\ns1,North,school\ns2,South,school\n"),
    ]);
    assert_eq!(
        read.rows(),
        [
            "sourcedId|givenName|familyName|grade|school|school_role|pronouns",
            "u1|Ana|Ash|09|North|student|she/her",
            "u2|Ben|Birch||South|teacher|",
            "u4|Dan|Dill||North|aide|",
        ]
    );
    assert_eq!(
        read.told(),
        [
            "oneroster::unknown-reference: 1 row of export.zip/roles.csv names a user who is not in users.csv: not read @ export.zip/roles.csv:8:5",
            "oneroster::several-roles: 1 user has several roles, none of which is the only primary one: the first is taken @ export.zip/roles.csv:6:18",
            "oneroster::several-schools: 1 user belongs to several schools, none of which is called primary: the first is taken @ export.zip/roles.csv:6:23",
            "oneroster::left-out: left out of export.zip: 1 parent, guardian or other relative and 1 row of roles.csv to be deleted @ export.zip/users.csv:4:1",
        ]
    );
}

#[test]
fn cells_know_the_cell_that_they_come_from() {
    let read = read(&[
        (
            "users.csv",
            "sourcedId,role,givenName,preferredGivenName,orgSourcedIds,grades\nu1,student,Anastasia,Ana,s1,eleven\nu2,student,Bo,,s1,9\n",
        ),
        ("orgs.csv", "sourcedId,name\ns1,North\n"),
        ("classes.csv", "sourcedId,title\nc1,Maths\n"),
        ("enrollments.csv", "classSourcedId,userSourcedId\nc1,u2\n"),
    ]);
    let table = read.table.expect("a table");
    let place = |row, header: &str| {
        let column = table.headers().position(|other| other == header).expect("the column");
        let place = table.place(row, column);
        format!("{}:{}:{} {}", place.file, place.line, place.column, &place.shown[place.mark.clone()])
    };
    assert_eq!(place(0, "grade"), "export.zip/users.csv:2:29 eleven");
    assert_eq!(place(0, "givenName"), "export.zip/users.csv:2:22 Ana");
    assert_eq!(place(1, "givenName"), "export.zip/users.csv:3:12 Bo");
    assert_eq!(place(1, "school"), "export.zip/orgs.csv:2:4 North");
    assert_eq!(place(1, "classes"), "export.zip/classes.csv:2:4 Maths");
}

#[test]
fn slips_of_exporters_are_read_as_they_are_meant_and_said_once() {
    let read = read(&[
        (
            "Export 2026/USERS.CSV",
            "\u{feff}SOURCEDID,Status,enabledUser,orgSourcedIds,Role,userId,givenName,familyName,grade,ext_room,metadata.x,agents\r\np1,,TRUE,s1,Student,7,Uma,K,9,A,B,C\r\np2,Active,True,s1,Student,8,Vi,L,KG,A,B,C\r\n",
        ),
        ("Export 2026/Demographics.csv", "userId,status,birthdate\np1,,2010-01-02\n"),
        ("Export 2026/orgs.csv", "\u{feff}\r\n"),
        ("other/readme.txt", "hello"),
    ]);
    assert_eq!(
        read.rows(),
        [
            "sourcedId|givenName|familyName|grade|school|school_role|birth_date",
            "p1|Uma|K|9|s1|Student|2010-01-02",
            "p2|Vi|L|KG|s1|Student|",
        ]
    );
    assert_eq!(
        read.codes(),
        [
            "oneroster::folder",
            "oneroster::no-manifest",
            "oneroster::header",
            "oneroster::empty-file",
            "oneroster::header",
            "oneroster::no-orgs",
        ]
    );
    let told = read.told();
    assert_eq!(
        told[2],
        "oneroster::header: export.zip/Export 2026/USERS.CSV: read `grade` as `grades` @ export.zip/Export 2026/USERS.CSV:1:77"
    );
    assert_eq!(
        told[4],
        "oneroster::header: export.zip/Export 2026/Demographics.csv: read `userId` as `userSourcedId` @ export.zip/Export 2026/Demographics.csv:1:1"
    );
}

#[test]
fn a_version_that_the_columns_belie_is_told_and_the_columns_are_believed() {
    let users = "sourcedId,role\nu1,student\n";
    let labelled_1_2 = read(&[("manifest.csv", &manifest("1.2", &["users"])), ("users.csv", users)]);
    assert_eq!(labelled_1_2.codes(), ["oneroster::version"]);
    assert_eq!(labelled_1_2.rows(), ["sourcedId|school_role", "u1|student"]);
    let labelled_1_1 = read(&[
        ("manifest.csv", &manifest("1.1", &["users"])),
        ("users.csv", "sourcedId,grades\nu1,\nu2,\n"),
        ("roles.csv", "userSourcedId,role,grade\nu1,student,10\n"),
    ]);
    assert_eq!(labelled_1_1.codes(), ["oneroster::header", "oneroster::version"]);
    assert_eq!(labelled_1_1.rows(), ["sourcedId|grade|school_role", "u1|10|student", "u2||"]);
    let nobody_knows = read(&[("manifest.csv", &manifest("2.0", &["users"])), ("users.csv", "sourcedId\nu1\n")]);
    assert_eq!(nobody_knows.codes(), ["oneroster::version", "oneroster::no-roles"]);
}

#[test]
fn a_file_that_the_manifest_promises_and_is_not_there_is_an_error_at_the_manifest() {
    let with_users = read(&[
        ("manifest.csv", &manifest("1.2", &["users", "roles", "orgs", "courses"])),
        ("users.csv", "sourcedId\nu1\n"),
    ]);
    assert_eq!(
        with_users.told(),
        [
            "oneroster::missing-file: export.zip has no roles.csv @ export.zip/manifest.csv:5:12",
            "oneroster::missing-file: export.zip has no orgs.csv @ export.zip/manifest.csv:6:11",
        ]
    );
    let promised = read(&[("manifest.csv", &manifest("1.1", &["users"]))]);
    assert_eq!(
        promised.told(),
        [
            "oneroster::missing-file: export.zip has no users.csv: it says nothing of anybody @ export.zip/manifest.csv:4:12"
        ]
    );
    for files in [&[("manifest.csv", "propertyName,value\n")] as &[_], &[("orgs.csv", "sourcedId\n")], &[]] {
        let read = read(files);
        assert_eq!(
            read.told().last().map(String::as_str),
            Some("oneroster::missing-file: export.zip has no users.csv: it says nothing of anybody @ export.zip:1:1")
        );
        assert!(read.table.is_none() && read.sink.errors() == 1);
    }
}

#[test]
fn a_set_of_changes_is_warned_of_and_an_absent_file_that_is_there_is_read() {
    let read = read(&[
        ("manifest.csv", "property,propertyValue\nfile.users,delta\nfile.orgs,Absent\n"),
        ("users.csv", "sourcedId,role,orgSourcedIds\nu1,student,s1\n"),
        ("orgs.csv", "sourcedId,name\ns1,North\n"),
    ]);
    assert_eq!(read.codes(), ["oneroster::header", "oneroster::not-absent", "oneroster::delta"]);
    assert_eq!(read.rows()[1], "u1|North|student");
}

#[test]
fn an_id_that_stands_twice_is_an_error_at_both_rows_unless_one_is_to_be_deleted() {
    let users =
        "sourcedId,status,role\nu1,tobedeleted,student\nu1,active,student\nu2,,student\nu2,,teacher\n,,student\n";
    let read = read(&[("manifest.csv", &manifest("1.1", &[])), ("users.csv", users)]);
    assert_eq!(
        read.told()[..2],
        [
            "oneroster::duplicate-id: the id `u2` stands twice in users.csv @ export.zip/users.csv:5:1 export.zip/users.csv:4:1",
            "oneroster::no-id: this row has no `sourcedId`: nothing can refer to it @ export.zip/users.csv:6:1",
        ]
    );
    assert_eq!(read.rows()[1..], ["u1|student", "u2|student"]);
}

#[test]
fn references_to_what_is_not_there_are_counted() {
    let read = read(&[
        ("manifest.csv", &manifest("1.1", &[])),
        ("users.csv", "sourcedId,role,orgSourcedIds\nu1,student,\"s7,s8\"\n"),
        ("orgs.csv", "sourcedId,name\ns1,North\n"),
        ("classes.csv", "sourcedId,title\nc1,Maths\n"),
        ("enrollments.csv", "classSourcedId,userSourcedId\nc9,u1\nc1,u9\nc1,u8\n"),
    ]);
    assert_eq!(
        read.told(),
        [
            "oneroster::unknown-reference: 2 references to schools or other organisations not in orgs.csv are passed over @ export.zip/users.csv:2:13",
            "oneroster::unknown-reference: 2 rows of export.zip/enrollments.csv name users who are not in users.csv: not read @ export.zip/enrollments.csv:3:4",
            "oneroster::unknown-reference: 1 row of export.zip/enrollments.csv names a class that is not in classes.csv: not read @ export.zip/enrollments.csv:2:1",
        ]
    );
    assert_eq!(read.rows(), ["sourcedId|school_role", "u1|student"]);
}

#[test]
fn several_grades_are_none_and_a_warning_for_students() {
    let read = read(&[
        ("manifest.csv", &manifest("1.2", &[])),
        ("users.csv", "sourcedId,grades\nu1,\"09,10\"\nu2,\"10,10\"\nu3,\nu4,\"1,2\"\n"),
        ("roles.csv", "userSourcedId,role,grades\nu1,student,11\nu2,student,\nu3,student,\"7,8\"\nu4,guardian,\n"),
    ]);
    assert_eq!(read.rows(), ["sourcedId|grade|school_role", "u1||student", "u2|10|student", "u3||student"]);
    assert_eq!(
        read.told()[..1],
        [
            "oneroster::several-grades: 2 students have several grades in one cell: their grade is blank @ export.zip/users.csv:2:5"
        ]
    );
    assert!(!read.sink.has_errors());
    let table = read.table.expect("a table");
    assert_eq!(table.place(2, 1).file, "export.zip/roles.csv");
}

#[test]
fn relatives_count_in_no_other_notice() {
    let read = read(&[
        ("manifest.csv", &manifest("1.1", &[])),
        (
            "users.csv",
            "sourcedId,role,orgSourcedIds,grades\nu1,Parent,\"s1,s2,s9\",\"9,10\"\nu2,student,s2,9\nu3,student,s1,8\n",
        ),
        ("orgs.csv", "sourcedId,name,type\ns1,North,school\ns2,South,school\n"),
        ("classes.csv", "sourcedId,title\nc1,Maths\n"),
        ("enrollments.csv", "classSourcedId,userSourcedId\nc1,u1\nc1,u3\n"),
    ]);
    assert_eq!(
        read.rows(),
        ["sourcedId|grade|school|school_role|classes", "u2|9|South|student|", "u3|8|North|student|Maths",]
    );
    assert_eq!(read.codes(), ["oneroster::left-out"]);
}

#[test]
fn words_that_are_not_the_standards_are_warned_of_at_their_cell() {
    let users = "sourcedId,status,enabledUser,role\nu1,enrolled,maybe,student\n";
    let read = read(&[("manifest.csv", &manifest("1.1", &[])), ("users.csv", users)]);
    assert_eq!(
        read.told(),
        [
            "oneroster::unknown-word: `enrolled` is no status that OneRoster knows: the row is taken as active @ export.zip/users.csv:2:4",
            "oneroster::unknown-word: `maybe` is no enabledUser that OneRoster knows: the user is taken as enabled @ export.zip/users.csv:2:13",
        ]
    );
    assert_eq!(read.rows().len(), 2);
}

#[test]
fn passwords_and_what_serves_no_pairing_are_forgotten() {
    let read = read(&[("users.csv", USERS_1_1), ("demographics.csv", "sourcedId,sex,white\nu1,male,secret-word\n")]);
    let debug = format!("{:?}", read.table.expect("a table"));
    for word in ["geheim", "555-0100", "{local:1}", "secret-word"] {
        assert!(!debug.contains(word), "{word} was kept");
    }
    assert!(debug.contains("Álvarez"));
}

#[test]
fn an_export_of_nobody_is_an_error() {
    let read = read(&[("manifest.csv", &manifest("1.1", &[])), ("users.csv", "sourcedId,role\nu1,parent\n")]);
    assert_eq!(read.codes(), ["oneroster::left-out", "oneroster::nobody"]);
    assert!(read.table.is_none());
    let read = super::testing::read(&[("users.csv", "sourcedId,role\n")]);
    assert_eq!(read.codes(), ["oneroster::no-manifest", "table::no-rows"]);
}

#[test]
fn files_that_cannot_be_told_apart_are_an_error() {
    let users = "sourcedId\nu1\n";
    assert_eq!(read(&[("a/users.csv", users), ("b/users.csv", users)]).codes(), ["oneroster::several-exports"]);
    assert_eq!(read(&[("users.csv", users), ("Users.csv", users)]).codes(), ["oneroster::file-twice"]);
    let nested =
        read(&[("users.csv", "sourcedId,role\nu1,student\n"), ("old/users.csv", users), ("old/orgs.csv", "x")]);
    assert_eq!(nested.codes(), ["oneroster::no-manifest"]);
}

#[test]
fn headers_that_lack_or_stand_twice_are_errors() {
    let read = read(&[
        ("users.csv", "givenName,grade,gradeLevel\nAna,9,9\n"),
        ("enrollments.csv", "classSourcedId\nc1\n"),
        ("demographics.csv", "sex\nmale\n"),
    ]);
    let errors: Vec<_> =
        read.codes().into_iter().filter(|code| code.starts_with("oneroster::m") || code.ends_with("twice")).collect();
    assert_eq!(
        errors,
        [
            "oneroster::column-twice",
            "oneroster::missing-column",
            "oneroster::missing-column",
            "oneroster::missing-column"
        ]
    );
    assert!(read.table.is_none());
}

#[test]
fn a_small_file_cannot_fill_the_memory() {
    let title = "x".repeat(100_000);
    let users: String = (0..5000).map(|user| format!("u{user},s1\n")).collect();
    let lists = (0..5000).map(|user| format!("c1,u{user}\n")).collect::<String>();
    let files = |org: &str, class: &str| {
        read(&[
            ("users.csv", &format!("sourcedId,orgSourcedIds\n{users}")),
            ("orgs.csv", &format!("sourcedId,name\ns1,{org}\n")),
            ("classes.csv", &format!("sourcedId,title\nc1,{class}\n")),
            ("enrollments.csv", &format!("classSourcedId,userSourcedId\n{lists}")),
        ])
    };
    for read in [files(&title, "Maths"), files("North", &title)] {
        assert!(read.table.is_none());
        assert_eq!(read.codes().last(), Some(&"oneroster::too-large"));
    }
    assert!(files("North", "Maths").table.is_some());
}

#[test]
fn what_makes_up_an_export_is_known_by_its_names() {
    let member = |name: &str| Member { name: name.to_owned(), bytes: Vec::new() };
    assert!(is_oneroster(&[member("readme.txt"), member("x/Users.csv")]));
    assert!(is_oneroster(&[member("manifest.csv")]));
    assert!(!is_oneroster(&[member("xl/workbook.xml"), member("orgs.csv")]));
    assert!(FILES.iter().all(|name| is_wanted(name)) && !is_wanted("courses.csv"));
}

/// A member: any bytes, or a sound file with some bytes changed.
fn any_member() -> impl Strategy<Value = Member> {
    let texts = [
        "propertyName,value\noneroster.version,1.2\nfile.users,bulk\nfile.orgs,delta\n",
        USERS_1_1,
        "sourcedId,userSourcedId,roleType,role,orgSourcedId,grade\nr1,u1,primary,student,\"s1,d1\",9\nr2,u1,,parent,,\n",
        "sourcedId,status,name,type\ns1,active,North,school\nd1,,District,district\n",
        "sourcedId,title,periods,subjects\nc1,\"A;B, \"\"C\"\"\",\"1,2\",\nc2,,,X\n",
        "classSourcedId,userSourcedId,status\nc1,u1,\nc2,u1,inactive\nc9,u4,\n",
        "sourcedId,birthDate,sex\nu1,2011-02-03,female\nu9,,other\n",
    ];
    let names = prop::sample::select(FILES.to_vec());
    let folder = prop::sample::select(vec!["", "", "", "", "a/", "a/b/", "//"]);
    let changes = prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 0..4);
    let sound = (prop::sample::select(texts.to_vec()), changes).prop_map(|(text, changes)| {
        let mut bytes = text.as_bytes().to_vec();
        for (at, byte) in changes {
            let at = at.index(bytes.len());
            bytes[at] = byte;
        }
        bytes
    });
    let words = prop::collection::vec(
        prop::sample::select(vec!["sourcedId", "role", "u1", ",", "\n", "\"", ";", "active", "é", "\u{feff}"]),
        0..40,
    );
    let bytes = prop_oneof![
        4 => sound,
        1 => prop::collection::vec(any::<u8>(), 0..200),
        2 => words.prop_map(|words| words.concat().into_bytes()),
    ];
    (folder, names, bytes).prop_map(|(folder, name, bytes)| Member { name: format!("{folder}{name}"), bytes })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_bytes_in_any_file_are_read_or_reported(members in prop::collection::vec(any_member(), 0..8)) {
        let mut sink = Sink::default();
        let table = super::read("export.zip", members, &Options::default(), &mut sink);
        prop_assert!(table.is_some() || sink.has_errors());
        let _ = crate::diagnostic::render(&sink, false);
        if let Some(table) = table {
            for (row, column) in (0..table.len()).flat_map(|row| (0..table.headers().count()).map(move |column| (row, column))) {
                let place = table.place(row, column);
                prop_assert!(!place.file.is_empty());
            }
        }
    }
}
