//! Zip archives, unpacked in memory and within bounds.

/// A file of an archive or of a folder.
#[derive(Clone, Debug)]
pub struct Member {
    /// The name, with `/` between folders.
    pub name: String,
    /// The contents.
    pub bytes: Vec<u8>,
}
