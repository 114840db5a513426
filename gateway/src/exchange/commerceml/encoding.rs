//! In which encoding is a file? Its bytes decide, not its label: bases write labels that lie.
//!
//! The first bytes are enough. The root element is a Russian word, so every file has letters
//! there that look different in each encoding.

use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1251};

/// How many bytes of a file are looked at.
pub const HEAD: usize = 4096;

/// The encoding of a file that begins so; the label when there is no reader for it.
pub fn of(head: &[u8]) -> Result<&'static Encoding, String> {
    if let Some((encoding, _)) = Encoding::for_bom(head) {
        return Ok(encoding);
    }
    match head {
        [b'<', 0, ..] => return Ok(UTF_16LE),
        [0, b'<', ..] => return Ok(UTF_16BE),
        _ => {}
    }
    if is_utf_8(head) {
        return Ok(UTF_8);
    }
    match label(head).as_deref() {
        None => Ok(WINDOWS_1251),
        Some(label) => match Encoding::for_label(label.as_bytes()) {
            // A file that says UTF-8 and is not: 1C on Windows writes 1251 then.
            Some(said) if said == UTF_8 || said == UTF_16LE || said == UTF_16BE => Ok(WINDOWS_1251),
            Some(said) if said == WINDOWS_1251 => Ok(said),
            _ => Err(label.chars().take(40).collect()),
        },
    }
}

/// A character that is cut off at the end of the head is no error.
fn is_utf_8(head: &[u8]) -> bool {
    match std::str::from_utf8(head) {
        Ok(_) => true,
        // Letters of UTF-8 before the first wrong byte: this is UTF-8, and broken.
        Err(error) => error.error_len().is_none() || !head[..error.valid_up_to()].is_ascii(),
    }
}

fn label(head: &[u8]) -> Option<String> {
    let end = head.windows(2).position(|two| two == b"?>")?;
    let declaration = std::str::from_utf8(&head[..end]).ok()?;
    let (_, after) = declaration.split_once("encoding")?;
    let quoted = after.trim_start().strip_prefix('=')?.trim_start();
    let quote = quoted.chars().next().filter(|c| matches!(c, '"' | '\''))?;
    quoted[1..].split_once(quote).map(|(label, _)| label.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn encoded(encoding: &'static Encoding, label: &str) -> Vec<u8> {
        let text = format!("<?xml version=\"1.0\"{label}?><КоммерческаяИнформация/>");
        encoding.encode(&text).0.into_owned()
    }

    #[test]
    fn the_bytes_decide_whatever_the_label_says() {
        for label in ["", " encoding='utf-8'", " encoding=\"windows-1251\"", " encoding = \"UTF-16\""] {
            assert_eq!(of(&encoded(UTF_8, label)), Ok(UTF_8), "{label}");
            assert_eq!(of(&encoded(WINDOWS_1251, label)), Ok(WINDOWS_1251), "{label}");
        }
    }

    #[test]
    fn a_mark_of_byte_order_or_the_zeros_of_utf_16_are_seen_first() {
        assert_eq!(of("\u{feff}<a/>".as_bytes()), Ok(UTF_8));
        assert_eq!(of(b"\xff\xfe<\0"), Ok(UTF_16LE));
        assert_eq!(of(b"\xfe\xff\0<"), Ok(UTF_16BE));
        assert_eq!(of(b"<\0?\0"), Ok(UTF_16LE));
        assert_eq!(of(b"\0<\0?"), Ok(UTF_16BE));
    }

    #[test]
    fn letters_of_utf_8_before_a_wrong_byte_are_broken_utf_8() {
        let mut bytes = encoded(UTF_8, "");
        bytes.push(0xcf);
        bytes.push(b'<');
        assert_eq!(of(&bytes), Ok(UTF_8));
        let cut = encoded(UTF_8, "");
        assert_eq!(of(&cut[..23]), Ok(UTF_8), "a letter that is cut off is none");
    }

    #[test]
    fn an_encoding_without_a_reader_is_named() {
        assert_eq!(of(&encoded(WINDOWS_1251, " encoding=\"koi8-r\"")), Err("koi8-r".to_owned()));
    }
}
