//! The terminal: what standard error can show, and how wide standard output is.

use std::ffi::OsStr;
use std::io::{IsTerminal as _, Write as _};

use crate::diagnostic::{Severity, Sink, render};
use crate::keys::BUILT_IN;

/// Shows what was collected: errors and warnings, and notices unless `quiet`.
pub fn report(mut sink: Sink, quiet: bool) {
    if quiet {
        sink.drop_notices();
    }
    let (no_color, term) = (std::env::var_os("NO_COLOR"), std::env::var_os("TERM"));
    let colours = wants_colours(std::io::stderr().is_terminal(), no_color.as_deref(), term.as_deref());
    show(&render(&sink, colours));
    if let Some(name) = faulty_built_in(&sink) {
        say(&format!(
            "{name} is built in; to change a line of it, write it into a folder of your own: pairwright init {name}\n"
        ));
    }
}

/// The built-in program into which an error points that does not say itself how to change it.
fn faulty_built_in(sink: &Sink) -> Option<&str> {
    let errors = sink.iter().map(|(diagnostic, _)| diagnostic).filter(|diagnostic| {
        let is_told = diagnostic.help.as_ref().is_some_and(|help| help.contains("pairwright init"));
        diagnostic.severity == Severity::Error && !is_told
    });
    let mut places = errors.filter_map(|error| error.place.as_ref());
    places.find_map(|(place, _)| place.file.strip_suffix(BUILT_IN))
}

/// Whether colours are wanted: on a terminal that has them, unless `NO_COLOR` says something (no-color.org).
fn wants_colours(is_terminal: bool, no_color: Option<&OsStr>, term: Option<&OsStr>) -> bool {
    is_terminal && no_color.is_none_or(OsStr::is_empty) && term.is_none_or(|term| term != "dumb")
}

/// The width of standard output in characters, where it is a terminal.
pub fn width_of_stdout() -> Option<usize> {
    let (width, _) = terminal_size::terminal_size_of(std::io::stdout())?;
    Some(usize::from(width.0))
}

/// Shows a text on standard error. Nobody can be told where even that fails.
pub fn show(text: &str) {
    let _ = std::io::stderr().lock().write_all(text.as_bytes());
}

/// Shows a line on standard error.
pub fn say(line: &str) {
    show(&format!("{line}\n"));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn colours_are_for_terminals_that_have_them_and_people_who_want_them() {
        let wanted = |terminal, no_color: Option<&str>, term: Option<&str>| {
            wants_colours(terminal, no_color.map(OsStr::new), term.map(OsStr::new))
        };
        assert!(wanted(true, None, None));
        assert!(wanted(true, Some(""), Some("xterm")));
        assert!(!wanted(true, Some("1"), Some("xterm")));
        assert!(!wanted(true, None, Some("dumb")));
        assert!(!wanted(false, None, Some("xterm")));
    }
}
