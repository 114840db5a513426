//! Passwords that the console makes up and shows once.

use commands::ports::Entropy;

/// What they consist of: nothing that looks like something else.
/// There are 32 of them, so a byte gives each the same chance.
const ALPHABET: &[u8; 32] = b"abcdefghijkmnpqrstuvwxyz23456789";
/// 100 random bits.
const LENGTH: usize = 20;

/// A new password.
pub fn made_up(entropy: &dyn Entropy) -> String {
    let mut bytes = [0; LENGTH];
    entropy.fill(&mut bytes);
    bytes.iter().map(|byte| char::from(ALPHABET[usize::from(byte % 32)])).collect()
}
