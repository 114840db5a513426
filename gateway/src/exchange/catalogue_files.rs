//! A catalogue in files on the disk, in archives, or from standard input.
//!
//! Each file is read through once before anything is written: a broken one is refused
//! before the database is touched, and the digest and the content are known.

mod archive;
mod given;

use std::collections::BTreeMap;
use std::fs::File;
use std::io::BufReader;
use std::path::PathBuf;
use std::sync::Arc;

use commands::catalogue::source::Entries;
use commands::catalogue::{
    Entry, Progress, Source, SourceFile, TakeFiles, TakeFilesError, TakeInError, TakenFiles, Unreadable,
    take_files,
};
use commands::ports::Ports;
use commands::{Request, Requester};
use sqlx::PgPool;

use super::commerceml::{Broken, Defect, Records};
pub use archive::BadArchive;
use given::Given;
pub use given::NotGiven;

/// How much of a file is read at once.
const BUFFER: usize = 64 * 1024;

/// Why files were not taken in. None of them was then.
#[derive(Debug, thiserror::Error)]
pub enum SeedError {
    /// No file was given.
    #[error(
        "no file was given: name the files of a catalogue \
         (import___*.xml, offers___*.xml, prices___*.xml, rests___*.xml), an archive, a folder, or -"
    )]
    NoFiles,
    /// What was named cannot be read, or is a hostile archive.
    #[error(transparent)]
    NotGiven(#[from] NotGiven),
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
    (how, progress): (TakeFiles, &dyn Progress),
) -> Result<TakenFiles, SeedError> {
    if paths.is_empty() {
        return Err(SeedError::NoFiles);
    }
    let paths = paths.to_vec();
    let sources = tokio::task::spawn_blocking(move || open(&paths)).await;
    let sources = sources.map_err(|error| NotGiven::Io("reader".to_owned(), error.into()))??;
    Ok(take_files(pool, ports, requester, request, &sources, (how, progress)).await?)
}

fn open(paths: &[PathBuf]) -> Result<Vec<Arc<dyn Source>>, SeedError> {
    let mut sources: Vec<Arc<dyn Source>> = Vec::new();
    for given in given::collect(paths)? {
        let file = CatalogueFile::open(given);
        sources.push(Arc::new(file.map_err(TakeInError::from).map_err(TakeFilesError::from)?));
    }
    Ok(sources)
}

/// A `CommerceML` file that was read through.
struct CatalogueFile {
    given: Given,
    file: SourceFile,
}

impl CatalogueFile {
    /// Reads a file through, and refuses it if it is broken.
    fn open(given: Given) -> Result<Self, Unreadable> {
        let mut records = records(&given)?;
        let mut holds = BTreeMap::new();
        for entry in &mut records {
            *holds.entry(entry.map_err(|broken| refusal(&given, broken))?.kind()).or_default() += 1;
        }
        let (sha256, bytes) = records.digest();
        let file = SourceFile { name: given.name.clone(), sha256, bytes, holds };
        Ok(Self { given, file })
    }
}

impl Source for CatalogueFile {
    fn file(&self) -> &SourceFile {
        &self.file
    }

    fn entries(&self) -> Result<Entries<'_>, Unreadable> {
        Ok(Box::new(Again { records: records(&self.given)?, of: self, done: false }))
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
            return Some(entry.map_err(|broken| refusal(&self.of.given, broken)));
        }
        self.done = true;
        let (sha256, bytes) = self.records.digest();
        let changed = Broken { position: bytes, defect: Defect::Changed };
        (sha256 != self.of.file.sha256).then(|| Err(refusal(&self.of.given, changed)))
    }
}

fn records(given: &Given) -> Result<Records<BufReader<File>>, Unreadable> {
    let unreadable = |error: std::io::Error| Broken { position: 0, defect: Defect::Io(error.to_string()) };
    let file = File::open(&given.path).map_err(|error| refusal(given, unreadable(error)))?;
    Ok(Records::new(BufReader::with_capacity(BUFFER, file)))
}

fn refusal(given: &Given, broken: Broken) -> Unreadable {
    Unreadable { file: given.name.clone(), reason: Box::new(broken) }
}
