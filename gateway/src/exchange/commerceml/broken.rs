//! Why a file is refused as a whole.

use super::limits;

/// A defect of a file, and where it is.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("byte {position}: {defect}")]
pub struct Broken {
    /// How many bytes of the file were read when it was found.
    pub position: u64,
    /// What it is.
    pub defect: Defect,
}

/// What is wrong with a file.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Defect {
    /// A document type declaration: the way in for entity bombs and foreign files.
    #[error("a DOCTYPE is not accepted")]
    Doctype,
    /// An entity other than the five of XML and numbers of characters.
    #[error("the entity '&{0};' is not known")]
    UnknownEntity(String),
    /// Too many elements within each other.
    #[error("elements are nested deeper than {}", limits::DEPTH)]
    TooDeep,
    /// A tag, text or comment is too long.
    #[error("a tag, text or comment is longer than {} bytes", limits::EVENT_BYTES)]
    EventTooLong,
    /// An element has too many attributes.
    #[error("an element has more than {} attributes", limits::ATTRIBUTES)]
    TooManyAttributes,
    /// An object is too large.
    #[error(
        "one object is larger than {} bytes or {} elements",
        limits::OBJECT_BYTES,
        limits::OBJECT_ELEMENTS
    )]
    ObjectTooLarge,
    /// The file is too large.
    #[error("the file is larger than {} bytes", limits::FILE_BYTES)]
    FileTooLarge,
    /// The file ends before its root element does.
    #[error("the file is cut off: it ends within an element")]
    Truncated,
    /// The file is not well-formed.
    #[error("this is not well-formed XML: {0}")]
    Malformed(String),
    /// The file is no XML at all.
    #[error("this is not XML")]
    NotXml,
    /// A character that XML does not allow.
    #[error("the character U+{0:04X} is not allowed in XML")]
    ForbiddenCharacter(u32),
    /// The file is in an encoding that 1C does not write.
    #[error("the encoding {0} is not accepted: UTF-8, UTF-16 and windows-1251 are")]
    Encoding(String),
    /// The bytes are none of the encoding that the file begins in.
    #[error("the bytes are not valid {0}")]
    NotInEncoding(&'static str),
    /// The bytes are not UTF-8, although the file does not say so.
    #[error("the bytes are not valid UTF-8")]
    NotUtf8,
    /// The root element is another one.
    #[error("the root element is '{0}' and not 'КоммерческаяИнформация'")]
    WrongRoot(String),
    /// The file differs from the one that was read before.
    #[error("the file changed while it was read")]
    Changed,
    /// The file cannot be read.
    #[error("the file cannot be read: {0}")]
    Io(String),
}
