//! Argon2id with the parameters of the OWASP minimum (19 MiB, 2 passes, 1 lane).
//!
//! Hashing runs on threads of its own and a few at a time, so that a crowd that signs
//! in does not take the processors away from everybody else.

use std::num::NonZero;
use std::sync::Arc;
use std::thread;

use argon2::password_hash::{PasswordHasher as _, PasswordVerifier as _, SaltString};
use argon2::{Algorithm, Argon2, Params, Version};
use commands::identity::password::Hashing;
use commands::identity::{Password, PasswordHash, PasswordHasher};
use commands::ports::Entropy;
use tokio::sync::Semaphore;
use tokio::task;

/// Memory of one hash, in KiB.
const MEMORY: u32 = 19_456;
const PASSES: u32 = 2;
const LANES: u32 = 1;

/// The hasher of a running service.
pub struct Argon2Hasher {
    entropy: Arc<dyn Entropy>,
    places: Arc<Semaphore>,
    nobody: PasswordHash,
}

impl Argon2Hasher {
    /// Leaves one processor to everybody else.
    pub fn new(entropy: Arc<dyn Entropy>) -> Self {
        let processors = thread::available_parallelism().map_or(1, NonZero::get);
        let places = Arc::new(Semaphore::new(processors.saturating_sub(1).max(1)));
        let mut unguessable = [0; 16];
        entropy.fill(&mut unguessable);
        let nobody = hash(unguessable.as_slice(), &salt(entropy.as_ref()));
        Self { entropy, places, nobody }
    }

    async fn in_turn<T: Send + 'static>(&self, work: impl FnOnce() -> T + Send + 'static) -> T {
        let place = Arc::clone(&self.places).acquire_owned().await.expect("the semaphore is never closed");
        let work = move || {
            // The place is given back when the work ends, even if nobody waits for it any more.
            let _place = place;
            work()
        };
        task::spawn_blocking(work).await.expect("hashing neither panics nor is cancelled")
    }
}

impl PasswordHasher for Argon2Hasher {
    fn hash(&self, password: Password) -> Hashing<'_, PasswordHash> {
        let salt = salt(self.entropy.as_ref());
        Box::pin(self.in_turn(move || hash(password.expose().as_bytes(), &salt)))
    }

    fn verify(&self, password: Password, known: Option<PasswordHash>) -> Hashing<'_, bool> {
        let is_known = known.is_some();
        let hash = known.unwrap_or_else(|| self.nobody.clone());
        Box::pin(self.in_turn(move || is_hash_of(&hash, password.expose().as_bytes()) && is_known))
    }
}

fn argon2() -> Argon2<'static> {
    let params = Params::new(MEMORY, PASSES, LANES, None).expect("the parameters are within argon2's ranges");
    Argon2::new(Algorithm::Argon2id, Version::V0x13, params)
}

fn salt(entropy: &dyn Entropy) -> SaltString {
    let mut bytes = [0; 16];
    entropy.fill(&mut bytes);
    SaltString::encode_b64(&bytes).expect("16 bytes are a salt")
}

fn hash(password: &[u8], salt: &SaltString) -> PasswordHash {
    let hash = argon2().hash_password(password, salt).expect("any bytes short of 4 GiB can be hashed");
    PasswordHash(hash.to_string())
}

fn is_hash_of(hash: &PasswordHash, password: &[u8]) -> bool {
    argon2::PasswordHash::new(&hash.0).is_ok_and(|hash| argon2().verify_password(password, &hash).is_ok())
}
