//! Documents gathered until there are enough to be taken in together.
//!
//! Where a chunk ends depends on the documents alone and not on how they came over the wire: a
//! batch that is sent again has the same chunks.

use super::limits::{CHUNK_BYTES, CHUNK_DOCUMENTS};

/// Documents on their way to be taken in.
#[derive(Debug, Default)]
pub struct Chunks {
    gathered: Vec<Vec<u8>>,
    bytes: usize,
    most_bytes: usize,
}

impl Chunks {
    /// Adds a document, and gives a chunk when it is full.
    pub fn add(&mut self, document: Vec<u8>) -> Option<Vec<Vec<u8>>> {
        self.bytes += document.len();
        self.gathered.push(document);
        self.most_bytes = self.most_bytes.max(self.bytes);
        let is_full = self.gathered.len() >= CHUNK_DOCUMENTS || self.bytes >= CHUNK_BYTES;
        if is_full { self.rest() } else { None }
    }

    /// The last chunk, when nothing more comes.
    pub fn rest(&mut self) -> Option<Vec<Vec<u8>>> {
        self.bytes = 0;
        let chunk = std::mem::take(&mut self.gathered);
        if chunk.is_empty() { None } else { Some(chunk) }
    }

    /// The most bytes that were held at any moment.
    pub const fn most_bytes(&self) -> usize {
        self.most_bytes
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_chunk_ends_with_enough_documents_or_enough_bytes() {
        let mut chunks = Chunks::default();
        let sizes: Vec<usize> =
            (0..12_000).filter_map(|_| chunks.add(vec![b'x'; 10])).map(|chunk| chunk.len()).collect();
        assert_eq!(sizes, [CHUNK_DOCUMENTS, CHUNK_DOCUMENTS]);
        assert_eq!(chunks.rest().map(|chunk| chunk.len()), Some(2_000));
        assert_eq!(chunks.rest(), None);
        assert_eq!(chunks.most_bytes(), 10 * CHUNK_DOCUMENTS);

        let mut large = (0..100).filter_map(|_| chunks.add(vec![b'x'; CHUNK_BYTES / 4]));
        assert_eq!(large.next().map(|chunk| chunk.len()), Some(4));
    }
}
