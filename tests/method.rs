//! The table of fields in docs/method.md names the everyday headers that the code knows, and no others.

use std::path::Path;

use pairwright::roster::FIELDS;

/// The words in backticks of a text, in order.
fn backticked(text: &str) -> Vec<&str> {
    text.split('`').skip(1).step_by(2).collect()
}

#[test]
fn the_table_of_fields_names_the_headers_that_are_read() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/method.md");
    let text = std::fs::read_to_string(path).expect("the method");
    for field in FIELDS {
        let begin = format!("| `{}` |", field.name);
        // Other tables have such rows too; that of the fields has five columns.
        let mut rows = text.lines().filter(|line| line.starts_with(&begin) && line.matches('|').count() == 6);
        let row = rows.next().unwrap_or_else(|| panic!("{} has no row in the table of fields", field.name));
        assert!(rows.next().is_none(), "{} has two rows in the table of fields", field.name);
        let last = row.trim_end_matches([' ', '|']).rsplit('|').next().unwrap_or_default();
        assert_eq!(backticked(last), field.synonyms, "the headers of {} in docs/method.md", field.name);
    }
}
