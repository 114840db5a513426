//! Where templates come from: the supplier's folder first, then those that are built in.

use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use typst::diag::{FileError, FileResult};
use typst::syntax::VirtualPath;

/// The templates that are built in, by name.
const BUILT_IN: [(&str, &str); 3] = [
    ("invoice.typ", include_str!("../../templates/invoice.typ")),
    ("parts.typ", include_str!("../../templates/parts.typ")),
    ("reconciliation.typ", include_str!("../../templates/reconciliation.typ")),
];

/// The folder of a supplier, or none.
#[derive(Clone, Debug)]
pub struct Templates {
    folder: Option<PathBuf>,
}

impl Templates {
    /// Templates with those of a folder in front. The folder need not exist.
    pub const fn new(folder: Option<PathBuf>) -> Self {
        Self { folder }
    }

    /// The bytes of a file: nothing outside of the folder, whichever way it is named.
    pub fn read(&self, path: &VirtualPath) -> FileResult<Vec<u8>> {
        let name = path.get_without_slash();
        match self.folder.as_deref().map(|folder| of_supplier(folder, path)) {
            None | Some(Err(FileError::NotFound(_))) => built_in(name),
            Some(found) => found,
        }
    }
}

fn built_in(name: &str) -> FileResult<Vec<u8>> {
    let found = BUILT_IN.iter().find(|(built_in, _)| *built_in == name);
    found.map(|(_, text)| text.as_bytes().to_vec()).ok_or_else(|| FileError::NotFound(name.into()))
}

fn of_supplier(folder: &Path, path: &VirtualPath) -> FileResult<Vec<u8>> {
    let named = path.realize(folder).map_err(FileError::Realize)?;
    let outside = |error| FileError::from_io(error, Path::new(path.get_without_slash()));
    let folder = folder.canonicalize().map_err(outside)?;
    // A link may lead anywhere; what counts is where it ends.
    let file = named.canonicalize().map_err(not_a_folder).map_err(outside)?;
    if !file.starts_with(&folder) {
        return Err(FileError::AccessDenied);
    }
    if file.is_dir() {
        return Err(FileError::IsDirectory);
    }
    // Reading a pipe or a device might never end.
    if !file.is_file() {
        return Err(FileError::AccessDenied);
    }
    fs::read(&file).map_err(outside)
}

/// A path through a file is a path to nothing.
fn not_a_folder(error: std::io::Error) -> std::io::Error {
    if error.kind() == ErrorKind::NotADirectory { ErrorKind::NotFound.into() } else { error }
}
