//! What an operator names: files, archives, folders, or standard input.

use std::fs;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use tempfile::{NamedTempFile, TempPath};

use super::archive::{self, BadArchive};
use crate::exchange::commerceml::limits;

/// How deep folders may lie within each other.
const DEPTH: usize = 8;
/// The name of standard input.
const STANDARD_INPUT: &str = "-";

/// A file of XML on the disk.
pub struct Given {
    /// The name under which it came, without folders.
    pub name: String,
    /// Where it lies.
    pub path: PathBuf,
    /// It goes away when this is dropped.
    #[expect(dead_code, reason = "held, never read: the file lives as long as it does")]
    pub spooled: Option<TempPath>,
}

/// Why what was named cannot be read. Nothing was taken in then.
#[derive(Debug, thiserror::Error)]
pub enum NotGiven {
    /// The file system refused.
    #[error("{0}: {1}")]
    Io(String, io::Error),
    /// An archive is refused.
    #[error("{0}: {1}")]
    Archive(String, BadArchive),
    /// Standard input does not end.
    #[error("standard input is longer than {} bytes", limits::FILE_BYTES)]
    TooLong,
    /// There is no file of 1C in what was named.
    #[error("{0}: no XML file is in it")]
    Nothing(String),
}

/// All files of what was named, in its order; those of a folder by name.
pub fn collect(named: &[PathBuf]) -> Result<Vec<Given>, NotGiven> {
    let mut given = Vec::new();
    for path in named {
        let before = given.len();
        if path.as_os_str() == STANDARD_INPUT {
            let spooled = spool(&mut io::stdin().lock())?.into_temp_path();
            file("standard input".to_owned(), spooled.to_path_buf(), Some(spooled), &mut given)?;
        } else if path.is_dir() {
            folder(path, DEPTH, &mut given)?;
        } else {
            file(name(path), path.clone(), None, &mut given)?;
        }
        if given.len() == before {
            return Err(NotGiven::Nothing(name(path)));
        }
    }
    Ok(given)
}

fn folder(path: &Path, depth: usize, given: &mut Vec<Given>) -> Result<(), NotGiven> {
    let failed = |error| NotGiven::Io(path.display().to_string(), error);
    let entries = fs::read_dir(path).map_err(failed)?.collect::<io::Result<Vec<_>>>().map_err(failed)?;
    let mut paths: Vec<_> = entries.into_iter().map(|entry| entry.path()).collect();
    paths.sort();
    for inner in paths {
        let wanted = inner
            .extension()
            .is_some_and(|kind| kind.eq_ignore_ascii_case("xml") || kind.eq_ignore_ascii_case("zip"));
        if inner.is_dir() && depth > 0 {
            folder(&inner, depth - 1, given)?;
        } else if wanted {
            file(name(&inner), inner, None, given)?;
        }
    }
    Ok(())
}

fn file(
    name: String,
    path: PathBuf,
    spooled: Option<TempPath>,
    given: &mut Vec<Given>,
) -> Result<(), NotGiven> {
    if !archive::is_archive(&path).map_err(|error| NotGiven::Io(name.clone(), error))? {
        given.push(Given { name, path, spooled });
        return Ok(());
    }
    let unpacked = archive::unpack(&path).map_err(|bad| NotGiven::Archive(name, bad))?;
    given.extend(unpacked.into_iter().map(|(name, file)| {
        let spooled = file.into_temp_path();
        Given { name, path: spooled.to_path_buf(), spooled: Some(spooled) }
    }));
    Ok(())
}

/// Standard input can be read only once, and files are read several times.
fn spool(input: &mut impl Read) -> Result<NamedTempFile, NotGiven> {
    let failed = |error| NotGiven::Io("standard input".to_owned(), error);
    let mut spooled = NamedTempFile::new().map_err(failed)?;
    let bytes = io::copy(&mut input.by_ref().take(limits::FILE_BYTES + 1), &mut spooled).map_err(failed)?;
    if bytes > limits::FILE_BYTES { Err(NotGiven::TooLong) } else { Ok(spooled) }
}

/// The name of a file without its folders.
pub fn name(path: &Path) -> String {
    path.file_name().map_or_else(|| path.display().to_string(), |name| name.to_string_lossy().into_owned())
}
