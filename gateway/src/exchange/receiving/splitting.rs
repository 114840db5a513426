//! A stream of bytes becomes what is said of the batch, and documents.

use serde::Deserialize;

use super::lines::Lines;
use super::object::Object;
use crate::exchange::contract::values::{Moment, Name};

/// How a batch is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// One JSON object.
    Json,
    /// JSON Lines: what is said of the batch, then a document a line.
    Lines,
}

/// What is said of the batch itself.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Header {
    /// The id that 1C gave to it.
    pub batch: Name,
    /// When it was sent.
    #[serde(default)]
    pub sent_at: Option<Moment>,
}

/// What is wrong with a body as a whole.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Malformed {
    /// What is said of the batch cannot be read, or comes after the documents.
    Header(String),
    /// It is no JSON.
    Structure(String),
    /// It ends in the middle.
    CutOff,
}

/// Splits a body.
#[derive(Debug)]
pub struct Splitting {
    /// How many bytes of a byte order mark may still come.
    mark: usize,
    form: Splitter,
}

#[derive(Debug)]
enum Splitter {
    Json(Box<Object>),
    Lines(Box<Lines>),
}

/// The byte order mark of UTF-8, which 1C likes to write.
const MARK: [u8; 3] = [0xEF, 0xBB, 0xBF];

impl Splitting {
    /// Begins with the first byte of a body.
    pub fn of(form: Form) -> Self {
        let form = match form {
            Form::Json => Splitter::Json(Box::default()),
            Form::Lines => Splitter::Lines(Box::default()),
        };
        Self { mark: 0, form }
    }

    /// Splits the next bytes. Documents are added as they end; one that is too long is cut just
    /// beyond its limit.
    pub fn push(&mut self, bytes: &[u8], documents: &mut Vec<Vec<u8>>) -> Result<(), Malformed> {
        let bytes = self.after_mark(bytes);
        match &mut self.form {
            Splitter::Json(object) => object.push(bytes, documents),
            Splitter::Lines(lines) => lines.push(bytes, documents),
        }
    }

    /// Ends with the last byte.
    pub fn end(&mut self, documents: &mut Vec<Vec<u8>>) -> Result<(), Malformed> {
        match &mut self.form {
            Splitter::Json(object) => object.end(),
            Splitter::Lines(lines) => lines.end(documents),
        }
    }

    /// What is said of the batch, as soon as it is known. It is known before the first document.
    pub fn header(&self) -> Option<&Header> {
        match &self.form {
            Splitter::Json(object) => object.header(),
            Splitter::Lines(lines) => lines.header(),
        }
    }

    fn after_mark<'a>(&mut self, mut bytes: &'a [u8]) -> &'a [u8] {
        while self.mark < MARK.len() {
            match bytes.split_first() {
                None => return bytes,
                Some((first, rest)) if *first == MARK[self.mark] => {
                    self.mark += 1;
                    bytes = rest;
                }
                Some(_) => self.mark = MARK.len(),
            }
        }
        bytes
    }
}

#[cfg(test)]
mod tests;
