//! What the service takes from the machine it runs on, and from its read models, behind the
//! ports of `commands`.

pub mod account_facts;
pub mod argon2_hasher;
pub mod random;
pub mod read_facts;
pub mod system_clock;

use std::sync::Arc;

use commands::ports::Ports;

pub use account_facts::ReadAccountFacts;
pub use argon2_hasher::Argon2Hasher;
pub use random::{OperatingSystemEntropy, TimeOrderedIds};
pub use read_facts::ReadFacts;
pub use system_clock::SystemClock;

/// The ports of a running service.
pub fn system_ports() -> Ports {
    Ports {
        clock: Arc::new(SystemClock),
        ids: Arc::new(TimeOrderedIds),
        entropy: Arc::new(OperatingSystemEntropy),
    }
}
