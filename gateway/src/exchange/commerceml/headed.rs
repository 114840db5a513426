//! A file whose beginning can be looked at before it is read.

use std::io::{self, BufRead, Read};

/// A reader that keeps the head of its file until it is read.
pub struct Headed<R> {
    head: Vec<u8>,
    read: usize,
    inner: R,
}

impl<R: BufRead> Headed<R> {
    /// Starts at the beginning.
    pub const fn new(inner: R) -> Self {
        Self { head: Vec::new(), read: 0, inner }
    }

    /// The first bytes, at most so many; nothing of them counts as read.
    pub fn head(&mut self, bytes: usize) -> io::Result<&[u8]> {
        let missing = bytes.saturating_sub(self.head.len());
        self.inner.by_ref().take(missing as u64).read_to_end(&mut self.head)?;
        Ok(&self.head)
    }
}

impl<R: BufRead> BufRead for Headed<R> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        if self.read < self.head.len() { Ok(&self.head[self.read..]) } else { self.inner.fill_buf() }
    }

    fn consume(&mut self, amount: usize) {
        if self.read < self.head.len() {
            self.read += amount;
        } else {
            self.inner.consume(amount);
        }
    }
}

impl<R: BufRead> Read for Headed<R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let available = self.fill_buf()?;
        let amount = available.len().min(into.len());
        into[..amount].copy_from_slice(&available[..amount]);
        self.consume(amount);
        Ok(amount)
    }
}
