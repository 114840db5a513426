//! Lines that are kept compressed.

use std::io::{Read, Write};

use flate2::Compression;
use flate2::read::GzDecoder;
use flate2::write::GzEncoder;

use crate::journal::StoreError;

/// Compresses lines. What separates lines inside of one becomes a blank: in JSON that is where
/// blanks may stand.
pub fn pack<'a>(lines: impl IntoIterator<Item = &'a [u8]>) -> std::io::Result<Vec<u8>> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::fast());
    for line in lines {
        for (number, part) in line.split(|byte| matches!(byte, b'\n' | b'\r')).enumerate() {
            if number > 0 {
                encoder.write_all(b" ")?;
            }
            encoder.write_all(part)?;
        }
        encoder.write_all(b"\n")?;
    }
    encoder.finish()
}

/// The lines again.
pub fn unpack(packed: &[u8]) -> Result<Vec<u8>, StoreError> {
    let mut lines = Vec::new();
    match GzDecoder::new(packed).read_to_end(&mut lines) {
        Ok(_) => Ok(lines),
        Err(error) => Err(StoreError::Inconsistent {
            table: "exchange.chunks",
            column: "outcomes",
            value: error.to_string(),
        }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_come_back_one_a_line() {
        let packed = pack([b"{\"a\":\r\n1}".as_slice(), b"2"]).unwrap();
        assert_eq!(unpack(&packed).unwrap(), b"{\"a\":  1}\n2\n");
        assert!(unpack(b"no gzip").is_err());
    }
}
