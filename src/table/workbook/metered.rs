//! Bytes that can be read a few times over and not without end.

use std::io::{self, Cursor, Read, Seek, SeekFrom};

/// How often all the bytes may be read: once for the heads of the sheets, once for a sheet, and once to spare.
const TIMES: usize = 3;

/// What may be read beyond, for the directory and small files.
const BESIDES: usize = 1 << 18;

/// The bytes of a file, which may be read a few times over.
///
/// A hostile workbook can name the same large sheet hundreds of times.
pub(super) struct Metered {
    bytes: Cursor<Vec<u8>>,
    left: usize,
}

impl Metered {
    pub fn new(bytes: Vec<u8>) -> Metered {
        let left = bytes.len().saturating_mul(TIMES).saturating_add(BESIDES);
        Metered { bytes: Cursor::new(bytes), left }
    }
}

impl Read for Metered {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        let read = self.bytes.read(out)?;
        self.left = self.left.checked_sub(read).ok_or_else(|| io::Error::other("its parts are named over and over"))?;
        Ok(read)
    }
}

impl Seek for Metered {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        self.bytes.seek(to)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reading_without_end_fails() {
        let mut metered = Metered::new(vec![0; 1 << 18]);
        let mut times = 0;
        while metered.rewind().is_ok() && io::copy(&mut metered, &mut io::sink()).is_ok() {
            times += 1;
        }
        assert_eq!(times, 4);
    }
}
