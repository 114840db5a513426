//! Tells readers that there may be something new. A hint: polling stays behind it.

use domain::journal::Position;
use tokio::sync::watch;

/// The largest position that this process knows to be committed.
#[derive(Clone, Debug)]
pub struct Wake(watch::Sender<Position>);

impl Default for Wake {
    fn default() -> Self {
        Self(watch::Sender::new(Position(0)))
    }
}

impl Wake {
    /// Says that the journal has reached a position.
    pub fn reached(&self, position: Position) {
        self.0.send_if_modified(|known| {
            let further = position > *known;
            *known = position.max(*known);
            further
        });
    }

    /// A receiver that changes whenever the journal grows.
    pub fn subscribe(&self) -> watch::Receiver<Position> {
        self.0.subscribe()
    }
}
