//! The built-in programs, a line each.

use serde::Serialize;

use super::outline;
use crate::diagnostic::Sink;
use crate::keys::Document;
use crate::program::{DEFAULT_NAME, PRESETS, preset, read_program};

/// The schema of [`List`] as a document.
pub const LIST_SCHEMA: &str = "pairwright/programmes/1";

/// The built-in programs.
#[derive(Clone, Debug, Serialize)]
pub struct List {
    /// The schema and its version.
    pub schema: &'static str,
    /// The programs: first those for a kind of programme, then the default one.
    pub programs: Vec<Entry>,
}

/// A built-in program in a line.
#[derive(Clone, Debug, Serialize)]
pub struct Entry {
    /// The name by which it is given to `--program`.
    pub name: &'static str,
    /// The programme's own name.
    pub title: Option<String>,
    /// What it makes.
    pub shape: String,
    /// What it is for.
    pub line: Option<String>,
}

/// Lists the built-in programs.
///
/// # Panics
/// Where one of them is no program; the tests read them all.
#[must_use]
pub fn list() -> List {
    let programs = PRESETS.iter().copied().chain(preset(DEFAULT_NAME)).map(|preset| {
        let document = Document::new(preset.name, preset.text);
        let program = read_program(document, &mut Sink::default()).expect("a built-in program is TOML");
        let outline = outline(&program, preset.name);
        Entry { name: preset.name, title: outline.title, shape: outline.shape, line: outline.line }
    });
    List { schema: LIST_SCHEMA, programs: programs.collect() }
}
