//! Documents that 1C uploads: what kinds there are, and what a file may be.

use strum::{Display, EnumString, VariantArray};

/// What kind of document a file is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Display, EnumString, VariantArray)]
#[strum(serialize_all = "snake_case")]
pub enum FileKind {
    /// A contract or a supplement to one.
    Contract,
    /// An invoice for payment (счёт на оплату).
    Invoice,
    /// A packing slip (ТОРГ-12).
    Waybill,
    /// A VAT invoice (счёт-фактура).
    VatInvoice,
    /// A universal transfer document (УПД).
    TransferDocument,
    /// An act of services.
    Act,
    /// A reconciliation statement (акт сверки).
    Reconciliation,
    /// A certificate or declaration of goods.
    Certificate,
    /// Anything else.
    Other,
}

impl FileKind {
    /// All of them.
    pub const ALL: &'static [Self] = <Self as VariantArray>::VARIANTS;
}

/// What a file may be. Anything that a browser would run is none of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, VariantArray)]
pub enum Media {
    /// A PDF.
    Pdf,
    /// A workbook of Excel.
    Xlsx,
    /// A document of Word.
    Docx,
    /// An archive.
    Zip,
    /// XML, as operators of electronic documents exchange it.
    Xml,
    /// A picture.
    Png,
    /// A photograph.
    Jpeg,
}

impl Media {
    /// The media type (RFC 6838).
    pub const fn media_type(self) -> &'static str {
        match self {
            Self::Pdf => "application/pdf",
            Self::Xlsx => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            Self::Docx => "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
            Self::Zip => "application/zip",
            Self::Xml => "application/xml",
            Self::Png => "image/png",
            Self::Jpeg => "image/jpeg",
        }
    }

    /// What names of such files end with.
    pub const fn extension(self) -> &'static str {
        match self {
            Self::Pdf => "pdf",
            Self::Xlsx => "xlsx",
            Self::Docx => "docx",
            Self::Zip => "zip",
            Self::Xml => "xml",
            Self::Png => "png",
            Self::Jpeg => "jpg",
        }
    }

    /// Of a media type, whatever parameters it has.
    pub fn of(media_type: &str) -> Option<Self> {
        let name = media_type.split(';').next()?.trim().to_ascii_lowercase();
        let name = if name == "text/xml" { "application/xml" } else { &name };
        Self::VARIANTS.iter().copied().find(|media| media.media_type() == name)
    }

    /// Whether a body begins as such a file does.
    pub fn is_how_it_begins(self, body: &[u8]) -> bool {
        match self {
            Self::Pdf => body.starts_with(b"%PDF-"),
            Self::Xlsx | Self::Docx | Self::Zip => body.starts_with(b"PK\x03\x04"),
            Self::Png => body.starts_with(b"\x89PNG\r\n\x1a\n"),
            Self::Jpeg => body.starts_with(b"\xff\xd8\xff"),
            // With a mark of UTF-8 or without.
            Self::Xml => {
                body.strip_prefix(b"\xef\xbb\xbf").unwrap_or(body).trim_ascii_start().starts_with(b"<?xml")
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_what_it_says_by_its_first_bytes() {
        assert!(Media::Pdf.is_how_it_begins(b"%PDF-1.7\n"));
        assert!(!Media::Pdf.is_how_it_begins(b"<html>"));
        assert!(Media::Xml.is_how_it_begins(b"\xef\xbb\xbf<?xml version=\"1.0\"?>"));
        assert!(!Media::Xml.is_how_it_begins(b"<svg onload=alert(1)>"));
        assert!(!Media::Png.is_how_it_begins(b""));
    }

    #[test]
    fn only_types_on_the_list_are_taken() {
        assert_eq!(Media::of("Application/PDF; charset=utf-8"), Some(Media::Pdf));
        assert_eq!(Media::of("text/xml"), Some(Media::Xml));
        for media in ["text/html", "image/svg+xml", "application/x-msdownload", ""] {
            assert_eq!(Media::of(media), None, "{media}");
        }
    }
}
