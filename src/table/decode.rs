//! Bytes → text: the encoding that was asked for, else the one that the bytes show. What is guessed is said.
//!
//! The order is that of a careful person: a byte order mark, the zeros of UTF-16, valid UTF-8, and only then a guess from the letters'
//! frequencies (chardetng, the detector of Firefox).

use std::borrow::Cow;

use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};

use super::place::line_and_column;
use crate::diagnostic::{Diagnostic, Place, Sink};

/// The bytes that are looked at for the zeros of UTF-16.
const SAMPLE: usize = 4096;

/// A text and the name of the encoding that it was in.
pub(super) struct Decoded {
    pub text: String,
    pub encoding: &'static str,
}

/// Decodes a file; `None` where it is not in the encoding that it must be in, which the sink is told.
pub(super) fn decode(file: &str, bytes: Vec<u8>, asked: Option<&'static Encoding>, sink: &mut Sink) -> Option<Decoded> {
    let mark = Encoding::for_bom(&bytes);
    // A mark is no guess, and stands above what was asked for.
    let known = mark.map(|(encoding, _)| encoding).or(asked).or_else(|| utf_16_by_its_zeros(&bytes));
    let start = mark.filter(|(encoding, _)| Some(*encoding) == known).map_or(0, |(_, length)| length);
    if let Some(encoding) = known {
        let text = if encoding == UTF_8 {
            valid_utf_8(bytes, start)
                .map_err(|valid| (valid, "save the file as \"CSV UTF-8\", or leave --encoding out"))
        } else {
            whole(encoding, &bytes[start..]).map_err(|valid| {
                (valid, "name another encoding with --encoding, or export the file again: it may be cut short")
            })
        };
        return match text {
            Ok(text) => Some(Decoded { text, encoding: encoding.name() }),
            Err((valid, help)) => {
                let (line, column) = line_and_column(&valid, valid.len());
                let place = Place { line, column, ..Place::whole_file(file) };
                let message = format!("{file} is not {}", encoding.name());
                let error = Diagnostic::error("table::bad-encoding", message);
                sink.push(error.at(place, format!("no letter of {}", encoding.name())).help(help));
                None
            }
        };
    }
    let bytes = match String::from_utf8(bytes) {
        Ok(text) => return Some(Decoded { text, encoding: UTF_8.name() }),
        Err(fault) => fault.into_bytes(),
    };
    if is_mostly_utf_8(&bytes) {
        let valid = whole(UTF_8, &bytes).err().unwrap_or_default();
        let (line, column) = line_and_column(&valid, valid.len());
        let place = Place { line, column, ..Place::whole_file(file) };
        let error = Diagnostic::error("table::bad-encoding", format!("{file} is UTF-8 but for some bytes"));
        let help = "correct this letter, or name the encoding of the whole file with --encoding";
        sink.push(error.at(place, "the first byte that is not UTF-8").help(help));
        return None;
    }
    guessed(file, &bytes, sink)
}

/// Whether bytes hold letters of UTF-8 beyond ASCII, and at least as many of them as bytes that are none.
fn is_mostly_utf_8(bytes: &[u8]) -> bool {
    let (mut letters, mut others) = (0_usize, 0_usize);
    for chunk in bytes.utf8_chunks() {
        letters += chunk.valid().chars().filter(|letter| !letter.is_ascii()).count();
        others += chunk.invalid().len();
    }
    letters > others
}

/// The text of an encoding that nobody named.
fn guessed(file: &str, bytes: &[u8], sink: &mut Sink) -> Option<Decoded> {
    // Letters of old encodings stand among printable ones; a picture or a program does not.
    let is_control = |byte: &u8| byte.is_ascii_control() && !matches!(byte, b'\t' | b'\r' | b'\n' | 0x0B | 0x0C | 0);
    if bytes.iter().any(is_control) {
        let error = Diagnostic::error("table::not-text", format!("{file} is neither a text file nor a workbook"));
        let help = "export the roster as CSV or as a workbook (.xlsx, .xls, .ods)";
        sink.push(error.at(Place::whole_file(file), "").help(help));
        return None;
    }
    let mut detector = chardetng::EncodingDetector::new(chardetng::Iso2022JpDetection::Deny);
    detector.feed(bytes, true);
    let encoding = detector.guess(None, chardetng::Utf8Detection::Deny);
    // Every byte is a letter here.
    let western = WINDOWS_1252.decode_without_bom_handling(bytes).0.into_owned();
    let (encoding, text) = match whole(encoding, bytes) {
        Ok(text) if text != western => (encoding, text),
        // Where both give the same letters, the common one is named.
        _ => (WINDOWS_1252, western),
    };
    let first = text.find(|letter: char| !letter.is_ascii()).unwrap_or(0);
    let (line, column) = line_and_column(&text, first);
    let shown: String = text[first..].chars().take(1).collect();
    let mark = 0..shown.len();
    let place = Place { line, column, shown, mark, ..Place::whole_file(file) };
    let notice =
        Diagnostic::notice("table::encoding", format!("{file} is not UTF-8: it is read as {}", encoding.name()));
    let help = "where letters come out wrong, name the encoding with --encoding, for example `--encoding macintosh`";
    sink.push(notice.at(place, "the first letter that depends on it").help(help));
    Some(Decoded { text, encoding: encoding.name() })
}

/// UTF-16 without a mark: of Western text every other byte is zero.
fn utf_16_by_its_zeros(bytes: &[u8]) -> Option<&'static Encoding> {
    let sample = &bytes[..bytes.len().min(SAMPLE) & !1];
    let zeros = |odd: usize| sample.iter().skip(odd).step_by(2).filter(|byte| **byte == 0).count();
    let (even, odd, half) = (zeros(0), zeros(1), sample.len() / 2);
    let most = |zeros: usize| zeros * 5 > half * 2;
    match (most(even), most(odd)) {
        (false, true) if even == 0 => Some(UTF_16LE),
        (true, false) if odd == 0 => Some(UTF_16BE),
        _ => None,
    }
}

/// The text, or as much of it as is sound.
fn valid_utf_8(mut bytes: Vec<u8>, start: usize) -> Result<String, String> {
    bytes.drain(..start);
    String::from_utf8(bytes).map_err(|fault| {
        let valid = fault.utf8_error().valid_up_to();
        String::from_utf8_lossy(&fault.as_bytes()[..valid]).into_owned()
    })
}

/// The text, or as much of it as is sound.
fn whole(encoding: &'static Encoding, bytes: &[u8]) -> Result<String, String> {
    if let Some(text) = encoding.decode_without_bom_handling_and_without_replacement(bytes) {
        return Ok(Cow::into_owned(text));
    }
    let mut decoder = encoding.new_decoder_without_bom_handling();
    let most = decoder.max_utf8_buffer_length_without_replacement(bytes.len()).unwrap_or(bytes.len());
    let mut valid = String::with_capacity(most);
    let _ = decoder.decode_to_string_without_replacement(bytes, &mut valid, true);
    Err(valid)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn decodes(bytes: &[u8], encoding: &str, text: &str) {
        let mut sink = Sink::default();
        let decoded = decode("t.csv", bytes.to_vec(), None, &mut sink).expect("a text");
        assert_eq!((decoded.encoding, decoded.text.as_str()), (encoding, text));
    }

    #[test]
    fn what_the_bytes_show_is_believed() {
        decodes("id,Zoë".as_bytes(), "UTF-8", "id,Zoë");
        decodes("\u{feff}id,Zoë".as_bytes(), "UTF-8", "id,Zoë");
        decodes(b"\xFF\xFEi\0d\0", "UTF-16LE", "id");
        decodes(b"\xFE\xFF\0i\0d", "UTF-16BE", "id");
        decodes(b"i\0d\0,\0x\0", "UTF-16LE", "id,x");
        decodes(b"id,name\nM1,Zo\xEB M\xFCller\nM2,St\xE9phane", "windows-1252", "id,name\nM1,Zoë Müller\nM2,Stéphane");
        decodes(b"id,name\nM1,Ren\xE9", "windows-1252", "id,name\nM1,René");
        decodes(b"id,question \x97 two", "windows-1252", "id,question — two");
    }

    #[test]
    fn an_encoding_that_was_asked_for_is_kept_to() {
        let mut sink = Sink::default();
        let text = |bytes: &[u8], label: &str, sink: &mut Sink| {
            decode("t.csv", bytes.to_vec(), Encoding::for_label(label.as_bytes()), sink).map(|decoded| decoded.text)
        };
        assert_eq!(text(b"Zo\x91", "macintosh", &mut sink).as_deref(), Some("Zoë"));
        assert_eq!(text(b"\x93\xFA\x96{", "shift_jis", &mut sink).as_deref(), Some("日本"));
        assert_eq!(text(b"Zo\xEB", "utf-8", &mut sink), None);
        assert_eq!(text(b"a\n\x93", "shift_jis", &mut sink), None);
        assert_eq!(sink.errors(), 2);
    }
}
