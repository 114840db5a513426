//! Commands on one stream wait for each other inside the process, so that they do
//! not all load the same state and then conflict. Across processes the version
//! check decides.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError, Weak};

use domain::journal::StreamKey;
use tokio::sync::{Mutex as Turn, OwnedMutexGuard};

/// Who is next on which stream.
#[derive(Clone, Default)]
pub struct StreamQueue(Arc<Mutex<HashMap<StreamKey, Weak<Turn<()>>>>>);

impl StreamQueue {
    /// Waits until nobody else of this process works on any of the streams.
    ///
    /// Streams are taken in their order, so that two waiters cannot block each other.
    pub async fn wait(&self, mut streams: Vec<StreamKey>) -> Vec<OwnedMutexGuard<()>> {
        streams.sort();
        streams.dedup();
        let mut turns = Vec::with_capacity(streams.len());
        for stream in streams {
            turns.push(self.turn(stream).lock_owned().await);
        }
        turns
    }

    fn turn(&self, stream: StreamKey) -> Arc<Turn<()>> {
        let mut turns = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if turns.len() > 1024 {
            turns.retain(|_, turn| turn.strong_count() > 0);
        }
        if let Some(turn) = turns.get(&stream).and_then(Weak::upgrade) {
            return turn;
        }
        let turn = Arc::new(Turn::new(()));
        turns.insert(stream, Arc::downgrade(&turn));
        turn
    }
}
