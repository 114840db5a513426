//! A catalogue in files on the disk.
//!
//! Each file is read through once before anything is written: a broken one is refused
//! before the database is touched, and the digest and the content are known.

use std::collections::BTreeMap;
use std::fs::File;
use std::io::BufReader;
use std::path::{Path, PathBuf};

use commands::catalogue::source::Entries;
use commands::catalogue::{
    Entry, Source, SourceFile, TakeFiles, TakeFilesError, TakeInError, TakenFiles, Unreadable, take_files,
};
use commands::ports::Ports;
use commands::{Request, Requester};
use sqlx::PgPool;

use super::commerceml::{Broken, Defect, Records};

/// How much of a file is read at once.
const BUFFER: usize = 64 * 1024;

/// Why files were not taken in. None of them was then.
#[derive(Debug, thiserror::Error)]
pub enum SeedError {
    /// No file was given.
    #[error(
        "no file was given: name the files of a catalogue \
         (import___*.xml, offers___*.xml, prices___*.xml, rests___*.xml)"
    )]
    NoFiles,
    /// A file is broken, or the database refused.
    #[error(transparent)]
    NotTaken(#[from] TakeFilesError),
}

/// Takes in the files of a catalogue and records it in the journal, in any order, all or nothing.
///
/// The summary says for people what happened; [`Table`](commands::catalogue::Table) says it
/// for machines.
pub async fn seed_catalogue(
    pool: &PgPool,
    ports: &Ports,
    requester: &Requester,
    request: &Request,
    paths: &[PathBuf],
    how: TakeFiles,
) -> Result<TakenFiles, SeedError> {
    if paths.is_empty() {
        return Err(SeedError::NoFiles);
    }
    let sources = paths.iter().map(|path| open(path)).collect::<Result<Vec<_>, _>>();
    let sources = sources.map_err(|broken| TakeFilesError::from(TakeInError::from(broken)))?;
    Ok(take_files(pool, ports, requester, request, &sources, how).await?)
}

fn open(path: &Path) -> Result<Box<dyn Source>, Unreadable> {
    Ok(Box::new(CatalogueFile::open(path)?))
}

/// A `CommerceML` file that was read through.
pub struct CatalogueFile {
    path: PathBuf,
    file: SourceFile,
}

impl CatalogueFile {
    /// Reads a file through, and refuses it if it is broken.
    pub fn open(path: &Path) -> Result<Self, Unreadable> {
        let refused = |broken: Broken| refusal(path, broken);
        let mut records = records(path)?;
        let mut holds = BTreeMap::new();
        for entry in &mut records {
            *holds.entry(entry.map_err(refused)?.kind()).or_default() += 1;
        }
        let (sha256, bytes) = records.digest();
        Ok(Self { path: path.to_owned(), file: SourceFile { name: name(path), sha256, bytes, holds } })
    }
}

impl Source for CatalogueFile {
    fn file(&self) -> &SourceFile {
        &self.file
    }

    fn entries(&self) -> Result<Entries<'_>, Unreadable> {
        Ok(Box::new(Again { records: records(&self.path)?, of: self, done: false }))
    }
}

/// A file read again, which must be the one that was read through.
struct Again<'a> {
    records: Records<BufReader<File>>,
    of: &'a CatalogueFile,
    done: bool,
}

impl Iterator for Again<'_> {
    type Item = Result<Entry, Unreadable>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.done {
            return None;
        }
        if let Some(entry) = self.records.next() {
            return Some(entry.map_err(|broken| refusal(&self.of.path, broken)));
        }
        self.done = true;
        let (sha256, bytes) = self.records.digest();
        let changed = Broken { position: bytes, defect: Defect::Changed };
        (sha256 != self.of.file.sha256).then(|| Err(refusal(&self.of.path, changed)))
    }
}

fn records(path: &Path) -> Result<Records<BufReader<File>>, Unreadable> {
    let unreadable = |error: std::io::Error| Broken { position: 0, defect: Defect::Io(error.to_string()) };
    let file = File::open(path).map_err(|error| refusal(path, unreadable(error)))?;
    Ok(Records::new(BufReader::with_capacity(BUFFER, file)))
}

fn refusal(path: &Path, broken: Broken) -> Unreadable {
    Unreadable { file: name(path), reason: Box::new(broken) }
}

fn name(path: &Path) -> String {
    path.file_name().map_or_else(|| path.display().to_string(), |name| name.to_string_lossy().into_owned())
}
