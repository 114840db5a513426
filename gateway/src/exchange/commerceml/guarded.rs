//! Bytes under guard: what a file can make the reader keep in memory is bounded, and the
//! digest is taken on the way.

use std::io::{self, BufRead, Read};

use sha2::{Digest, Sha256};

use super::limits;

/// A reader that counts, digests and stops.
pub struct Guarded<R> {
    inner: R,
    digest: Sha256,
    total: u64,
    of_event: usize,
}

impl<R: BufRead> Guarded<R> {
    /// Puts a reader under guard.
    pub fn new(inner: R) -> Self {
        Self { inner, digest: Sha256::new(), total: 0, of_event: 0 }
    }

    /// Starts to count the bytes of the next event.
    pub const fn start_event(&mut self) {
        self.of_event = 0;
    }

    /// Whether the current event is longer than allowed.
    pub const fn event_is_too_long(&self) -> bool {
        self.of_event > limits::EVENT_BYTES
    }

    /// Whether the file is longer than allowed.
    pub const fn file_is_too_large(&self) -> bool {
        self.total > limits::FILE_BYTES
    }

    /// The digest of the bytes so far, in lower-case hexadecimal, and their number.
    pub fn digest(&self) -> (String, u64) {
        (format!("{:x}", self.digest.clone().finalize()), self.total)
    }
}

impl<R: BufRead> BufRead for Guarded<R> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        if self.event_is_too_long() || self.file_is_too_large() {
            return Err(io::Error::other("a limit is passed"));
        }
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
        self.of_event += amount;
        self.inner.consume(amount);
    }
}

impl<R: BufRead> Read for Guarded<R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let available = self.fill_buf()?;
        let amount = available.len().min(into.len());
        into[..amount].copy_from_slice(&available[..amount]);
        self.consume(amount);
        Ok(amount)
    }
}
