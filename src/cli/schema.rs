//! `pairwright schema`: which tables and keys a program file may have, for editors.

use super::arguments::SchemaArguments;
use super::failure::Failure;
use super::output::Target;
use crate::program::SCHEMA;

/// Runs the command: the schema to standard output or a file.
pub fn run(arguments: &SchemaArguments) -> Result<(), Failure> {
    let target = Target::of(arguments.output.as_deref());
    target.check().and_then(|()| target.write(SCHEMA.as_bytes())).map_err(Failure::World)
}
