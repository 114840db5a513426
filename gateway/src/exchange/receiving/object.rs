//! One JSON object with an array of documents, which are taken out of it as they come.

use serde_json::{Map, Value};

use super::framing::{Fed, Frame};
use super::limits::{DOCUMENT_BYTES, HEADER_BYTES};
use super::splitting::{Header, Malformed};

/// The member that holds the documents.
const DOCUMENTS: &str = "documents";

/// A body of one object that comes bit by bit.
#[derive(Debug, Default)]
pub struct Object {
    at: At,
    members: Map<String, Value>,
    name: String,
    value: Vec<u8>,
    frame: Frame,
    header: Option<Header>,
}

/// Where in the object the next byte is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum At {
    /// Before its brace.
    #[default]
    Start,
    /// Before the name of a member; the first may be missing.
    Name { first: bool },
    /// In the name of a member.
    InName,
    /// Before the colon.
    Colon,
    /// Before a value.
    Value,
    /// In a value.
    InValue,
    /// After a member.
    AfterMember,
    /// Before a document; the first may be missing.
    Document { first: bool },
    /// In a document.
    InDocument,
    /// After a document.
    AfterDocument,
    /// After everything.
    End,
}

impl Object {
    pub fn push(&mut self, bytes: &[u8], documents: &mut Vec<Vec<u8>>) -> Result<(), Malformed> {
        for byte in bytes {
            self.step(*byte, documents)?;
        }
        Ok(())
    }

    pub fn end(&self) -> Result<(), Malformed> {
        match (self.at, &self.header) {
            (At::End, Some(_)) => Ok(()),
            (At::End, None) => Err(Malformed::Header("there is no 'documents'".to_owned())),
            _ => Err(Malformed::CutOff),
        }
    }

    pub const fn header(&self) -> Option<&Header> {
        self.header.as_ref()
    }

    fn step(&mut self, byte: u8, documents: &mut Vec<Vec<u8>>) -> Result<(), Malformed> {
        match self.at {
            At::InName => return self.in_name(byte),
            At::InValue => return self.in_value(byte, documents),
            At::InDocument => return self.in_document(byte, documents),
            _ if byte.is_ascii_whitespace() => return Ok(()),
            _ => {}
        }
        self.at = match (self.at, byte) {
            (At::Start, b'{') => At::Name { first: true },
            (At::Name { .. }, b'"') => At::InName,
            (At::Name { first: true } | At::AfterMember, b'}') => At::End,
            (At::Colon, b':') => At::Value,
            (At::Value, b'[') if self.name == DOCUMENTS => self.begin_documents()?,
            (At::Value, _) if self.name == DOCUMENTS => {
                return Err(structure("'documents' must be an array"));
            }
            (At::Value, _) => {
                self.begin();
                return self.in_value(byte, documents);
            }
            (At::AfterMember, b',') => At::Name { first: false },
            (At::Document { first: true } | At::AfterDocument, b']') => At::AfterMember,
            (At::AfterDocument, b',') => At::Document { first: false },
            (At::Document { .. }, b'{' | b'[' | b'"' | b'-' | b'0'..=b'9' | b'a'..=b'z') => {
                self.begin();
                self.at = At::InDocument;
                return self.in_document(byte, documents);
            }
            _ => return Err(structure(&format!("'{}' is not expected here", byte.escape_ascii()))),
        };
        Ok(())
    }

    fn begin(&mut self) {
        self.value.clear();
        self.frame = Frame::default();
        self.at = At::InValue;
    }

    fn begin_documents(&mut self) -> Result<At, Malformed> {
        if self.header.is_some() {
            return Err(structure("'documents' comes twice"));
        }
        self.name.clear();
        let header = Value::Object(self.members.clone());
        let header = serde_json::from_value(header).map_err(|error| Malformed::Header(error.to_string()))?;
        self.header = Some(header);
        Ok(At::Document { first: true })
    }

    fn in_name(&mut self, byte: u8) -> Result<(), Malformed> {
        match byte {
            b'"' => self.at = At::Colon,
            _ if self.name.len() > DOCUMENTS.len() || !byte.is_ascii_alphanumeric() => {
                return Err(structure("there are only 'batch', 'sentAt' and 'documents'"));
            }
            _ => self.name.push(char::from(byte)),
        }
        Ok(())
    }

    fn in_value(&mut self, byte: u8, documents: &mut Vec<Vec<u8>>) -> Result<(), Malformed> {
        let fed = self.frame.feed(byte);
        if fed != Fed::After {
            self.value.push(byte);
        }
        if self.value.len() > HEADER_BYTES {
            return Err(Malformed::Header(format!("'{}' has more than {HEADER_BYTES} bytes", self.name)));
        }
        if fed == Fed::More {
            return Ok(());
        }
        self.at = At::AfterMember;
        self.keep_member()?;
        if fed == Fed::After { self.step(byte, documents) } else { Ok(()) }
    }

    /// What is said of the batch after its documents must still be sound, and changes nothing.
    fn keep_member(&mut self) -> Result<(), Malformed> {
        let name = std::mem::take(&mut self.name);
        let value = serde_json::from_slice(&self.value)
            .map_err(|error| Malformed::Header(format!("'{name}': {error}")))?;
        if !matches!(name.as_str(), "batch" | "sentAt") || self.members.contains_key(&name) {
            return Err(Malformed::Header(format!("'{name}' is unknown here, or comes twice")));
        }
        if self.header.is_some() && name == "batch" {
            return Err(Malformed::Header("'batch' must come before 'documents'".to_owned()));
        }
        self.members.insert(name, value);
        Ok(())
    }

    fn in_document(&mut self, byte: u8, documents: &mut Vec<Vec<u8>>) -> Result<(), Malformed> {
        let fed = self.frame.feed(byte);
        // One byte beyond the limit is enough to know that it is too long.
        if fed != Fed::After && self.value.len() <= DOCUMENT_BYTES {
            self.value.push(byte);
        }
        if fed == Fed::More {
            return Ok(());
        }
        documents.push(std::mem::take(&mut self.value));
        self.at = At::AfterDocument;
        if fed == Fed::After { self.step(byte, documents) } else { Ok(()) }
    }
}

fn structure(said: &str) -> Malformed {
    Malformed::Structure(said.to_owned())
}
