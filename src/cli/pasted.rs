//! Paths in commands that are shown, so that a coordinator can paste them into a shell as they stand.

use std::path::Path;

use crate::text::printable;

/// A path, or the name of a built-in program, as one word of a command.
///
/// One that begins with `-` would be taken for an option, but for `-` alone, which is standard input.
pub fn pasted(path: impl AsRef<Path>) -> String {
    let path = printable(&path.as_ref().display().to_string());
    let path = if path.starts_with('-') && path != "-" { format!("./{path}") } else { path };
    // What no shell reads as anything but itself.
    let is_plain = |letter: char| {
        letter.is_alphanumeric() || "-_./,:@+".contains(letter) || cfg!(windows) && letter == std::path::MAIN_SEPARATOR
    };
    if !path.is_empty() && path.chars().all(is_plain) {
        path
    } else if cfg!(windows) {
        format!("\"{path}\"")
    } else {
        format!("'{}'", path.replace('\'', r"'\''"))
    }
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;

    #[test]
    fn a_path_is_one_word_of_a_shell() {
        for (path, word) in [
            ("buddy", "buddy"),
            ("spring/mentors.csv", "spring/mentors.csv"),
            ("école/2027.csv", "école/2027.csv"),
            ("our mentors.csv", "'our mentors.csv'"),
            ("Ana's.csv", r"'Ana'\''s.csv'"),
            ("answers.xlsx#Form 1", "'answers.xlsx#Form 1'"),
            ("$HOME", "'$HOME'"),
            ("-x/mentors.csv", "./-x/mentors.csv"),
            ("-", "-"),
            ("", "''"),
        ] {
            assert_eq!(pasted(path), word);
        }
    }
}
