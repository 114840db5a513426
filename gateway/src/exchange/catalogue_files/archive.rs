//! Archives as 1C sends them: one zip of the whole exchange folder.
//!
//! An archive can lie about everything, so nothing of it is believed: names are never used as
//! paths, and every byte that comes out is counted.

use std::fs::File;
use std::io::{self, BufReader, Read};
use std::path::Path;

use tempfile::NamedTempFile;
use zip::ZipArchive;
use zip::result::ZipError;

/// How many entries an archive may have. 1C sends each picture as one.
const ENTRIES: usize = 200_000;
/// How many bytes all files of an archive may hold together.
const BYTES: u64 = 8 << 30;
/// Above this many bytes, a file may be at most so many times larger than it is in the archive.
/// Real catalogues shrink to a fifteenth.
const RATIO_FROM: u64 = 16 << 20;
const RATIO: u64 = 100;

/// Why an archive is refused as a whole.
#[derive(Debug, thiserror::Error)]
pub enum BadArchive {
    /// It is broken, or packed in a way that 1C does not use.
    #[error("the archive cannot be read: {0}")]
    Broken(String),
    /// It has too many entries.
    #[error("the archive has more than {ENTRIES} entries")]
    TooMany,
    /// A name leads out of the archive.
    #[error("the archive names '{0}', which is no path within it")]
    Outside(String),
    /// It grows beyond measure.
    #[error("'{0}' in the archive grows more than {RATIO} times, or the archive beyond {BYTES} bytes")]
    Bomb(String),
    /// It is locked with a password.
    #[error("'{0}' in the archive is locked with a password")]
    Locked(String),
    /// The disk refused.
    #[error("the archive cannot be unpacked: {0}")]
    Disk(#[from] io::Error),
}

/// A file out of an archive: its name there, and where it lies now until it is dropped.
pub type Unpacked = (String, NamedTempFile);

/// Whether a file begins as an archive does.
pub fn is_archive(path: &Path) -> io::Result<bool> {
    let mut first = Vec::with_capacity(4);
    File::open(path)?.take(4).read_to_end(&mut first)?;
    Ok(first == *b"PK\x03\x04" || first == *b"PK\x05\x06")
}

/// Unpacks the XML files of an archive, in its order. Pictures and the rest stay in it.
pub fn unpack(path: &Path) -> Result<Vec<Unpacked>, BadArchive> {
    let mut archive = ZipArchive::new(BufReader::new(File::open(path)?))?;
    if archive.len() > ENTRIES {
        return Err(BadArchive::TooMany);
    }
    let mut unpacked = Vec::new();
    let mut left = BYTES;
    for index in 0..archive.len() {
        let raw = archive.by_index_raw(index)?;
        let name = raw.name()?.into_owned();
        if raw.enclosed_name().is_none() || name.starts_with(['/', '\\']) {
            return Err(BadArchive::Outside(shown(&name)));
        }
        if raw.is_dir() || !name.to_lowercase().ends_with(".xml") {
            continue;
        }
        if raw.encrypted() {
            return Err(BadArchive::Locked(shown(&name)));
        }
        let most = left.min(RATIO_FROM.max(raw.compressed_size().saturating_mul(RATIO)));
        drop(raw);
        let file = archive.by_index(index)?;
        let mut spooled = NamedTempFile::new()?;
        let bytes = io::copy(&mut file.take(most + 1), &mut spooled)
            .map_err(|error| BadArchive::Broken(error.to_string()))?;
        if bytes > most {
            return Err(BadArchive::Bomb(shown(&name)));
        }
        left -= bytes;
        unpacked.push((name.rsplit(['/', '\\']).next().unwrap_or_default().to_owned(), spooled));
    }
    Ok(unpacked)
}

impl From<ZipError> for BadArchive {
    fn from(error: ZipError) -> Self {
        Self::Broken(error.to_string())
    }
}

fn shown(name: &str) -> String {
    name.chars().take(100).collect()
}
