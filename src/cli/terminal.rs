//! The terminal: what standard error can show, and how wide standard output is.

use std::io::{IsTerminal as _, Write as _};

/// Whether colours are wanted: a terminal, and no `NO_COLOR` (no-color.org).
pub fn colours() -> bool {
    let refused = std::env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty());
    let dumb = std::env::var_os("TERM").is_some_and(|term| term == "dumb");
    std::io::stderr().is_terminal() && !refused && !dumb
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
