//! Tags and texts of a file, once hostile XML is out of the way.

use std::io::BufRead;

use quick_xml::events::attributes::Attribute;
use quick_xml::events::{BytesRef, BytesStart, Event};
use quick_xml::{Error, Reader, XmlVersion};

use super::guarded::Guarded;
use super::{Broken, Defect, limits};

/// One step through a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Token {
    /// An element begins.
    Start {
        /// Its name without the prefix of a namespace.
        name: String,
        /// Its attributes, names without prefixes.
        attributes: Vec<(String, String)>,
    },
    /// A piece of text: quick-xml tells texts, entities and CDATA apart, people do not.
    Text(String),
    /// An element ends.
    End,
    /// The file ends, with everything closed.
    EndOfFile,
}

/// The steps through a file.
pub struct Tokens<R> {
    reader: Reader<Guarded<R>>,
    buffer: Vec<u8>,
    depth: usize,
    rooted: bool,
}

impl<R: BufRead> Tokens<R> {
    /// Starts at the beginning of a file.
    pub fn new(bytes: R) -> Self {
        let mut reader = Reader::from_reader(Guarded::new(bytes));
        reader.config_mut().expand_empty_elements = true;
        Self { reader, buffer: Vec::new(), depth: 0, rooted: false }
    }

    /// The next step.
    pub fn next_token(&mut self) -> Result<Token, Broken> {
        let mut buffer = std::mem::take(&mut self.buffer);
        let token = self.read(&mut buffer);
        self.buffer = buffer;
        token.map_err(|defect| Broken { position: self.digest().1, defect })
    }

    /// The digest and the number of the bytes read so far.
    pub fn digest(&self) -> (String, u64) {
        self.reader.get_ref().decoded().digest()
    }

    fn read(&mut self, buffer: &mut Vec<u8>) -> Result<Token, Defect> {
        loop {
            buffer.clear();
            self.reader.get_mut().start_event();
            let event = match self.reader.read_event_into(buffer) {
                Ok(_) if self.reader.get_ref().event_is_too_long() => return Err(Defect::EventTooLong),
                Ok(event) => event,
                Err(error) => return Err(self.defect(error)),
            };
            let text = match event {
                Event::Start(start) | Event::Empty(start) => return self.start(&start),
                Event::End(_) => {
                    self.depth -= 1;
                    return Ok(Token::End);
                }
                Event::Eof => return self.end_of_file(),
                Event::DocType(_) => return Err(Defect::Doctype),
                Event::Decl(_) => {
                    self.declaration()?;
                    continue;
                }
                Event::Comment(_) | Event::PI(_) => continue,
                Event::Text(text) => text.xml10_content().into_owned(),
                Event::CData(text) => text.xml10_content().into_owned(),
                Event::GeneralRef(reference) => resolve(&reference)?,
            };
            if self.depth > 0 {
                return Ok(Token::Text(allowed(text)?));
            }
            if !text.trim().is_empty() {
                return Err(if self.rooted {
                    malformed("text after the root element")
                } else {
                    Defect::NotXml
                });
            }
        }
    }

    fn start(&mut self, start: &BytesStart<'_>) -> Result<Token, Defect> {
        if self.depth == 0 && self.rooted {
            return Err(malformed("a second root element"));
        }
        self.rooted = true;
        self.depth += 1;
        if self.depth > limits::DEPTH {
            return Err(Defect::TooDeep);
        }
        let name = start.local_name().as_ref().to_owned();
        if name.is_empty() {
            return Err(malformed("an element without a name"));
        }
        let mut attributes = Vec::new();
        for attribute in start.attributes() {
            if attributes.len() == limits::ATTRIBUTES {
                return Err(Defect::TooManyAttributes);
            }
            attributes.push(pair(&attribute.map_err(|error| malformed(&error.to_string()))?)?);
        }
        Ok(Token::Start { name, attributes })
    }

    fn end_of_file(&self) -> Result<Token, Defect> {
        match (self.rooted, self.depth) {
            (false, _) => Err(Defect::NotXml),
            (true, 0) => Ok(Token::EndOfFile),
            (true, _) => Err(Defect::Truncated),
        }
    }

    fn declaration(&self) -> Result<(), Defect> {
        if self.rooted {
            return Err(malformed("an XML declaration within the file"));
        }
        // Whatever encoding it names: the bytes were decoded already.
        Ok(())
    }

    fn defect(&self, error: Error) -> Defect {
        if self.reader.get_ref().event_is_too_long() {
            return Defect::EventTooLong;
        }
        if self.reader.get_ref().file_is_too_large() {
            return Defect::FileTooLarge;
        }
        if let Some(defect) = self.reader.get_ref().decoded().defect() {
            return defect;
        }
        match error {
            Error::Io(error) => Defect::Io(error.to_string()),
            Error::Encoding(_) => Defect::NotUtf8,
            Error::Syntax(_) if self.rooted => Defect::Truncated,
            Error::Syntax(_) => Defect::NotXml,
            other => malformed(&other.to_string()),
        }
    }
}

fn pair(attribute: &Attribute<'_>) -> Result<(String, String), Defect> {
    let name = attribute.key.local_name().as_ref().to_owned();
    let value = attribute.normalized_value(XmlVersion::Implicit1_0);
    Ok((name, allowed(value.map_err(|error| malformed(&error.to_string()))?.into_owned())?))
}

/// The five entities of XML and numbers of characters; anything else could come from a
/// document type, and there is none.
fn resolve(reference: &BytesRef<'_>) -> Result<String, Defect> {
    if let Some(character) = reference.resolve_char_ref().map_err(|error| malformed(&error.to_string()))? {
        return Ok(character.to_string());
    }
    match quick_xml::escape::resolve_predefined_entity(reference) {
        Some(text) => Ok(text.to_owned()),
        None => Err(Defect::UnknownEntity(reference.chars().take(40).collect())),
    }
}

/// Refuses what XML 1.0 calls no character; the database could not keep some of it either.
fn allowed(text: String) -> Result<String, Defect> {
    let forbidden = |c: &char| matches!(c, '\0'..='\u{8}' | '\u{B}' | '\u{C}' | '\u{E}'..='\u{1F}' | '\u{FFFE}' | '\u{FFFF}');
    match text.chars().find(forbidden) {
        Some(character) => Err(Defect::ForbiddenCharacter(u32::from(character))),
        None => Ok(text),
    }
}

fn malformed(reason: &str) -> Defect {
    Defect::Malformed(reason.chars().take(300).collect())
}
