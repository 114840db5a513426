//! JSON Lines: the first line says of the batch, each other is a document.

use super::limits::{DOCUMENT_BYTES, HEADER_BYTES};
use super::splitting::{Header, Malformed};

/// A body of lines that comes bit by bit.
#[derive(Debug, Default)]
pub struct Lines {
    header: Option<Header>,
    line: Vec<u8>,
}

impl Lines {
    pub fn push(&mut self, mut bytes: &[u8], documents: &mut Vec<Vec<u8>>) -> Result<(), Malformed> {
        while let Some(end) = bytes.iter().position(|byte| *byte == b'\n') {
            self.keep(&bytes[..end]);
            self.end(documents)?;
            bytes = &bytes[end + 1..];
        }
        self.keep(bytes);
        Ok(())
    }

    /// Ends a line; a last one without its end is a line as well.
    pub fn end(&mut self, documents: &mut Vec<Vec<u8>>) -> Result<(), Malformed> {
        let line = std::mem::take(&mut self.line);
        if line.trim_ascii().is_empty() {
            return Ok(());
        }
        if self.header.is_some() {
            documents.push(line);
            return Ok(());
        }
        let wrong = |said: String| Err(Malformed::Header(said));
        if line.len() > HEADER_BYTES {
            return wrong(format!("the first line has more than {HEADER_BYTES} bytes"));
        }
        match serde_json::from_slice(&line) {
            Ok(header) => self.header = Some(header),
            Err(error) => return wrong(error.to_string()),
        }
        Ok(())
    }

    pub const fn header(&self) -> Option<&Header> {
        self.header.as_ref()
    }

    /// Keeps a part of a line, up to one byte beyond the limit.
    fn keep(&mut self, part: &[u8]) {
        let room = (DOCUMENT_BYTES + 1).saturating_sub(self.line.len());
        self.line.extend_from_slice(&part[..part.len().min(room)]);
    }
}
