//! Characters under guard: what a file can make the reader keep in memory is bounded.

use std::io::{self, BufRead, Read};

use super::decoded::Decoded;
use super::limits;

/// A reader that counts and stops.
pub struct Guarded<R> {
    inner: Decoded<R>,
    total: u64,
    of_event: usize,
}

impl<R: BufRead> Guarded<R> {
    /// Puts a reader under guard.
    pub fn new(inner: R) -> Self {
        Self { inner: Decoded::new(inner), total: 0, of_event: 0 }
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

    /// The bytes as they came.
    pub const fn decoded(&self) -> &Decoded<R> {
        &self.inner
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
