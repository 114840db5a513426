//! The digest of a file, taken while it is read.

use std::io::{self, BufRead, Read};

use sha2::{Digest, Sha256};

/// A reader that digests and counts the bytes that pass.
pub struct Digested<R> {
    inner: R,
    digest: Sha256,
    total: u64,
}

impl<R: BufRead> Digested<R> {
    /// Starts at the beginning.
    pub fn new(inner: R) -> Self {
        Self { inner, digest: Sha256::new(), total: 0 }
    }

    /// The reader within: what is read from it here is not digested.
    pub const fn inner_mut(&mut self) -> &mut R {
        &mut self.inner
    }

    /// The digest of the bytes so far, in lower-case hexadecimal, and their number.
    pub fn digest(&self) -> (String, u64) {
        (format!("{:x}", self.digest.clone().finalize()), self.total)
    }
}

impl<R: BufRead> BufRead for Digested<R> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        self.inner.fill_buf()
    }

    fn consume(&mut self, amount: usize) {
        if amount == 0 {
            return;
        }
        // What is consumed is buffered still, so this reads nothing and cannot fail.
        if let Ok(bytes) = self.inner.fill_buf() {
            self.digest.update(&bytes[..amount]);
        }
        self.total += amount as u64;
        self.inner.consume(amount);
    }
}

impl<R: BufRead> Read for Digested<R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let available = self.fill_buf()?;
        let amount = available.len().min(into.len());
        into[..amount].copy_from_slice(&available[..amount]);
        self.consume(amount);
        Ok(amount)
    }
}
