//! Unzipping what comes, in pieces small enough that even a bomb is not large.

use std::io::Write as _;

use flate2::write::MultiGzDecoder;

use super::limits::{BYTES, RATIO, RATIO_FLOOR, WIRE_BYTES};

/// A body that may be zipped, and how much of it has come.
#[derive(Debug)]
pub struct Unzipping {
    decoder: Option<MultiGzDecoder<Vec<u8>>>,
    plain: Vec<u8>,
    came: u64,
    became: u64,
}

/// A body is larger than it may be, or is no gzip.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Bomb {
    /// It is too large as it comes.
    TooLong,
    /// It is too large when it is unzipped.
    TooLarge,
    /// It is no gzip, or a broken one.
    NoGzip,
    /// It ends in the middle.
    CutOff,
}

impl Unzipping {
    /// Begins with the first byte of a body.
    pub fn of(is_zipped: bool) -> Self {
        let decoder = is_zipped.then(|| MultiGzDecoder::new(Vec::new()));
        Self { decoder, plain: Vec::new(), came: 0, became: 0 }
    }

    /// Unzips the next piece. What it becomes is valid until the next one.
    pub fn push(&mut self, piece: &[u8]) -> Result<&[u8], Bomb> {
        self.came += piece.len() as u64;
        self.plain.clear();
        match &mut self.decoder {
            None => self.plain.extend_from_slice(piece),
            Some(decoder) => {
                decoder.write_all(piece).map_err(|_| Bomb::NoGzip)?;
                std::mem::swap(&mut self.plain, decoder.get_mut());
            }
        }
        self.count()
    }

    /// Ends with the last byte.
    pub fn end(&mut self) -> Result<&[u8], Bomb> {
        self.plain.clear();
        if let Some(decoder) = &mut self.decoder {
            // Until now it was sound.
            decoder.try_finish().map_err(|_| Bomb::CutOff)?;
            std::mem::swap(&mut self.plain, decoder.get_mut());
        }
        self.count()
    }

    /// How many bytes it has become.
    pub const fn bytes(&self) -> u64 {
        self.became
    }

    fn count(&mut self) -> Result<&[u8], Bomb> {
        self.became += self.plain.len() as u64;
        if self.came > WIRE_BYTES {
            return Err(Bomb::TooLong);
        }
        if self.became > BYTES || (self.became > RATIO_FLOOR && self.became / RATIO > self.came) {
            return Err(Bomb::TooLarge);
        }
        Ok(&self.plain)
    }
}

#[cfg(test)]
mod tests {
    use flate2::Compression;
    use flate2::write::GzEncoder;

    use super::super::limits::PIECE_BYTES;
    use super::*;

    fn zipped(bytes: &[u8]) -> Vec<u8> {
        let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
        encoder.write_all(bytes).unwrap();
        encoder.finish().unwrap()
    }

    fn unzip(body: &[u8]) -> Result<Vec<u8>, Bomb> {
        let (mut unzipping, mut plain) = (Unzipping::of(true), Vec::new());
        for piece in body.chunks(PIECE_BYTES) {
            plain.extend_from_slice(unzipping.push(piece)?);
        }
        plain.extend_from_slice(unzipping.end()?);
        Ok(plain)
    }

    #[test]
    fn what_was_zipped_comes_out_also_in_several_members() {
        let twice = [zipped(b"one "), zipped(b"two")].concat();
        assert_eq!(unzip(&twice).unwrap(), b"one two");
        let long: Vec<u8> = (0..200_000_u32).flat_map(u32::to_le_bytes).collect();
        assert_eq!(unzip(&zipped(&long)).unwrap(), long);
    }

    #[test]
    fn a_bomb_is_given_up_and_holds_little() {
        let bomb = zipped(&vec![b' '; 64 << 20]);
        assert_eq!(unzip(&bomb), Err(Bomb::TooLarge));
        let mut unzipping = Unzipping::of(true);
        let most =
            bomb.chunks(PIECE_BYTES).map_while(|piece| unzipping.push(piece).ok().map(<[u8]>::len)).max();
        assert!(most.unwrap() <= 1100 * PIECE_BYTES, "{most:?}");
    }

    #[test]
    fn what_is_no_gzip_or_ends_in_the_middle_is_refused() {
        assert_eq!(unzip(b"{\"batch\":1}"), Err(Bomb::NoGzip));
        let whole = zipped(b"{\"batch\":1}");
        assert_eq!(unzip(&whole[..whole.len() - 4]), Err(Bomb::CutOff));
    }
}
