//! How much text the gathered table may hold.

/// Beyond this many bytes the gathered table is refused, however large the files.
const MOST: usize = 512 << 20;
/// The table may hold so many times the bytes of the files …
const TIMES: usize = 8;
/// … and so many bytes more.
const FREE: usize = 16 << 20;

/// The bytes that may still be gathered: a long title that a small file gives to everybody must not fill the memory.
pub(super) struct Budget {
    left: usize,
}

impl Budget {
    /// The budget for files of so many bytes in all.
    pub fn for_files(bytes: usize) -> Budget {
        Budget { left: bytes.saturating_mul(TIMES).saturating_add(FREE).min(MOST) }
    }

    /// Takes bytes out; `None` where there are not so many left.
    pub fn spend(&mut self, bytes: usize) -> Option<()> {
        self.left = self.left.checked_sub(bytes)?;
        Some(())
    }
}
