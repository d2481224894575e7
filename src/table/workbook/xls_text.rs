//! The texts of `.xls`: runs of bytes that may be broken over several records, in two widths, or in an old encoding. Source: [MS-XLS] 2.5.

use encoding_rs::Encoding;

/// The bytes of a record and of those that continue it.
pub(super) struct Pieces<'s> {
    pieces: Vec<&'s [u8]>,
    piece: usize,
    at: usize,
}

impl<'s> Pieces<'s> {
    pub fn new(pieces: Vec<&'s [u8]>) -> Pieces<'s> {
        Pieces { pieces, piece: 0, at: 0 }
    }

    /// The bytes that are left of this piece, or of the next where this one is used up.
    fn rest(&mut self) -> Option<&'s [u8]> {
        while self.pieces.get(self.piece)?.len() <= self.at {
            self.piece += 1;
            self.at = 0;
        }
        Some(&self.pieces[self.piece][self.at..])
    }

    fn byte(&mut self) -> Option<u8> {
        let byte = *self.rest()?.first()?;
        self.at += 1;
        Some(byte)
    }

    fn short(&mut self) -> Option<u16> {
        Some(u16::from_le_bytes([self.byte()?, self.byte()?]))
    }

    fn long(&mut self) -> Option<usize> {
        let (low, high) = (self.short()?, self.short()?);
        Some(usize::from(low) | usize::from(high) << 16)
    }

    pub fn skip(&mut self, mut bytes: usize) -> Option<()> {
        while bytes > 0 {
            let step = self.rest()?.len().min(bytes);
            self.at += step;
            bytes -= step;
        }
        Some(())
    }

    /// A text that begins with its number of characters, as in BIFF 8; what it says of fonts and pronunciation is passed over.
    pub fn text(&mut self) -> Option<String> {
        let characters = usize::from(self.short()?);
        self.flagged(characters)
    }

    /// A text that begins with its flags.
    fn flagged(&mut self, characters: usize) -> Option<String> {
        let flags = self.byte()?;
        let runs = if flags & 8 != 0 { usize::from(self.short()?) } else { 0 };
        let sounds = if flags & 4 != 0 { self.long()? } else { 0 };
        let text = self.characters(characters, flags & 1 != 0)?;
        // What is cut off behind the text takes nothing from it.
        let _ = self.skip(runs * 4 + sounds);
        Some(text)
    }

    fn characters(&mut self, mut left: usize, mut is_wide: bool) -> Option<String> {
        let mut units: Vec<u16> = Vec::new();
        let mut begun = self.piece;
        while left > 0 {
            let rest = self.rest()?;
            if self.piece != begun {
                // A text that goes on in another record says anew how wide it is.
                begun = self.piece;
                is_wide = self.byte()? & 1 != 0;
                continue;
            }
            let width = if is_wide { 2 } else { 1 };
            let here = (rest.len() / width).min(left);
            if here == 0 {
                return None;
            }
            match is_wide {
                true => {
                    units.extend(rest[..here * 2].chunks_exact(2).map(|unit| u16::from_le_bytes([unit[0], unit[1]])))
                }
                false => units.extend(rest[..here].iter().map(|byte| u16::from(*byte))),
            }
            self.at += here * width;
            left -= here;
        }
        Some(String::from_utf16_lossy(&units))
    }

    /// A name: its length is one byte.
    pub fn name(&mut self) -> Option<String> {
        let characters = usize::from(self.byte()?);
        self.flagged(characters)
    }

    /// A text of the time before BIFF 8, in an encoding; its length has one byte or two.
    pub fn old_text(&mut self, encoding: &'static Encoding, has_long_length: bool) -> Option<String> {
        let length = if has_long_length { usize::from(self.short()?) } else { usize::from(self.byte()?) };
        let rest = self.rest().unwrap_or(&[]);
        let bytes = &rest[..rest.len().min(length)];
        self.at += bytes.len();
        Some(encoding.decode_without_bom_handling(bytes).0.into_owned())
    }
}

/// The encoding that a workbook names by the number that Windows gives it.
pub(super) fn encoding(code_page: u16) -> &'static Encoding {
    let label = match code_page {
        874 => "windows-874".to_owned(),
        932 => "shift_jis".to_owned(),
        936 => "gbk".to_owned(),
        949 => "euc-kr".to_owned(),
        950 => "big5".to_owned(),
        10_000 | 32_768 => "macintosh".to_owned(),
        page => format!("windows-{page}"),
    };
    Encoding::for_label(label.as_bytes()).unwrap_or(encoding_rs::WINDOWS_1252)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_goes_on_in_the_next_record_in_another_width() {
        let mut pieces = Pieces::new(vec![&[4, 0, 0, b'a', b'b'], &[1, b'c', 0, 0x2D, 0x4E], &[1, 0, 0, b'x']]);
        assert_eq!(pieces.text().as_deref(), Some("abc中"));
        assert_eq!(pieces.text().as_deref(), Some("x"));
        assert_eq!(pieces.text(), None);
    }

    #[test]
    fn fonts_and_sounds_are_passed_over() {
        let mut pieces = Pieces::new(vec![&[1, 0, 12, 1, 0, 2, 0, 0, 0, b'a', 9, 9, 9, 9, 8, 8, 1, 0, 0, b'b']]);
        assert_eq!((pieces.text().as_deref(), pieces.text().as_deref()), (Some("a"), Some("b")));
    }

    #[test]
    fn old_texts_are_in_the_encoding_that_the_workbook_names() {
        let mut pieces = Pieces::new(vec![&[3, b'Z', b'o', 0xEB]]);
        assert_eq!(pieces.old_text(encoding(1252), false).as_deref(), Some("Zoë"));
        assert_eq!(encoding(10_000).name(), "macintosh");
        assert_eq!(encoding(1).name(), "windows-1252");
    }
}
