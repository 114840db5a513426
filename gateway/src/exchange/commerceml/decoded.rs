//! A file as UTF-8, whatever encoding it is in.

use std::io::{self, BufRead, Read};

use encoding_rs::{Decoder, DecoderResult, UTF_8};

use super::Defect;
use super::digested::Digested;
use super::encoding::{self, HEAD};
use super::headed::Headed;

/// How many decoded bytes are kept.
const BUFFER: usize = 64 * 1024;

/// A reader that decodes. UTF-8 passes as it is.
pub struct Decoded<R> {
    inner: Digested<Headed<R>>,
    form: Form,
    /// What is wrong with the bytes, once it was found.
    defect: Option<Defect>,
}

enum Form {
    /// Nothing was read yet.
    Unknown,
    /// The bytes are UTF-8, or are taken for it.
    Plain,
    /// The bytes are decoded.
    Foreign(Box<Foreign>),
}

struct Foreign {
    decoder: Decoder,
    name: &'static str,
    buffer: Box<[u8]>,
    start: usize,
    end: usize,
    ended: bool,
}

impl<R: BufRead> Decoded<R> {
    /// Starts at the beginning of a file.
    pub fn new(inner: R) -> Self {
        Self { inner: Digested::new(Headed::new(inner)), form: Form::Unknown, defect: None }
    }

    /// The digest of the bytes as they came so far, and their number.
    pub fn digest(&self) -> (String, u64) {
        self.inner.digest()
    }

    /// What is wrong with the bytes, if reading failed for that.
    pub fn defect(&self) -> Option<Defect> {
        self.defect.clone()
    }

    fn look(&mut self) -> io::Result<()> {
        let found = encoding::of(self.inner.inner_mut().head(HEAD)?);
        let encoding = found.map_err(|label| self.fail(Defect::Encoding(label)))?;
        self.form = if encoding == UTF_8 {
            Form::Plain
        } else {
            Form::Foreign(Box::new(Foreign {
                decoder: encoding.new_decoder_with_bom_removal(),
                name: encoding.name(),
                buffer: vec![0; BUFFER].into_boxed_slice(),
                start: 0,
                end: 0,
                ended: false,
            }))
        };
        Ok(())
    }

    fn fail(&mut self, defect: Defect) -> io::Error {
        let error = io::Error::new(io::ErrorKind::InvalidData, defect.to_string());
        self.defect = Some(defect);
        error
    }
}

impl Foreign {
    fn fill(&mut self, from: &mut impl BufRead) -> io::Result<bool> {
        self.start = 0;
        self.end = 0;
        while self.end == 0 && !self.ended {
            let bytes = from.fill_buf()?;
            self.ended = bytes.is_empty();
            let (result, read, written) =
                self.decoder.decode_to_utf8_without_replacement(bytes, &mut self.buffer, self.ended);
            from.consume(read);
            self.end = written;
            if let DecoderResult::Malformed(..) = result {
                return Ok(false);
            }
        }
        Ok(true)
    }
}

impl<R: BufRead> BufRead for Decoded<R> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        if matches!(self.form, Form::Unknown) {
            self.look()?;
        }
        if let Form::Foreign(foreign) = &mut self.form
            && foreign.start == foreign.end
            && !foreign.fill(&mut self.inner)?
        {
            let name = foreign.name;
            return Err(self.fail(Defect::NotInEncoding(name)));
        }
        match &self.form {
            Form::Foreign(foreign) => Ok(&foreign.buffer[foreign.start..foreign.end]),
            Form::Plain | Form::Unknown => self.inner.fill_buf(),
        }
    }

    fn consume(&mut self, amount: usize) {
        match &mut self.form {
            Form::Foreign(foreign) => foreign.start += amount,
            Form::Plain | Form::Unknown => self.inner.consume(amount),
        }
    }
}

impl<R: BufRead> Read for Decoded<R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let available = self.fill_buf()?;
        let amount = available.len().min(into.len());
        into[..amount].copy_from_slice(&available[..amount]);
        self.consume(amount);
        Ok(amount)
    }
}
