//! The proof of a result as a document of its own: prices by id, and the digests of the inputs they are prices of.
//!
//! A certificate holds ids and whole numbers, no names and nothing else of anybody; it is the same, byte for byte, for the same result.
//! What it proves is said in [`crate::problem::Prices`]; it is checked in `verify`. Imports `roster`, `problem`, `formulate`, `claim`,
//! `json`, `text` and `diagnostic`.

mod digest;
mod read;
mod write;

use crate::formulate::Formulated;
pub use digest::{Digests, Role, digest_of};
pub use read::ReadCertificate;
pub use write::certificate;

/// The name of the document's format; keys may be added within 1, never renamed or removed.
pub const SCHEMA: &str = "pairwright/certificate/1";

/// How a pairing is chosen, in a word.
fn method_of(formulated: &Formulated) -> &'static str {
    if formulated.problem.stable.is_some() { "stable" } else { "levels" }
}
