//! Reading a file while the database writes what came before.

use std::sync::Arc;

use tokio::sync::mpsc;

use crate::catalogue::{Entry, RecordKind, Source, Unreadable};

/// How many entries go to the writer together, and how much of text at most.
const CHUNK: usize = 512;
const CHUNK_BYTES: usize = 1 << 20;
/// How many chunks may wait for the writer.
const AHEAD: usize = 2;

/// Entries that were read together.
pub type Chunk = Result<Vec<Entry>, Unreadable>;

/// Reads the entries of some kinds on a thread of its own. A broken file ends with its defect.
pub fn read(source: Arc<dyn Source>, kinds: &'static [RecordKind]) -> mpsc::Receiver<Chunk> {
    let (sender, receiver) = mpsc::channel(AHEAD);
    tokio::task::spawn_blocking(move || {
        let mut chunk = Vec::with_capacity(CHUNK);
        let mut bytes = 0;
        let entries = match source.entries() {
            Ok(entries) => entries,
            Err(unreadable) => return drop(sender.blocking_send(Err(unreadable))),
        };
        for entry in entries {
            let entry = match entry {
                Ok(entry) if kinds.contains(&entry.kind()) => entry,
                Ok(_) => continue,
                Err(unreadable) => return drop(sender.blocking_send(Err(unreadable))),
            };
            bytes += entry.bytes();
            chunk.push(entry);
            if chunk.len() == CHUNK || bytes > CHUNK_BYTES {
                bytes = 0;
                let full = std::mem::replace(&mut chunk, Vec::with_capacity(CHUNK));
                if sender.blocking_send(Ok(full)).is_err() {
                    return;
                }
            }
        }
        drop(sender.blocking_send(Ok(chunk)));
    });
    receiver
}
