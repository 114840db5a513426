//! All that a template can see: the files of its folder, the values of its form, the fonts.
//! There are no packages, no network, no other files and no clock.

use std::sync::LazyLock;

use typst::diag::{FileError, FileResult};
use typst::foundations::{Bytes, Datetime, Duration};
use typst::syntax::{FileId, RootedPath, Source, VirtualPath, VirtualRoot};
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;
use typst::{Library, LibraryExt, World};

use super::fonts::FONTS;
use super::templates::Templates;

/// Where a template finds the values of its form.
const VALUES: &str = "form.json";

static LIBRARY: LazyLock<LazyHash<Library>> = LazyLock::new(|| LazyHash::new(Library::default()));

/// What one printing sees.
pub struct Sight<'a> {
    templates: &'a Templates,
    main: FileId,
    values: Bytes,
}

impl<'a> Sight<'a> {
    /// A template with the values of its form.
    pub fn new(templates: &'a Templates, main: FileId, values: Vec<u8>) -> Self {
        Self { templates, main, values: Bytes::new(values) }
    }

    fn read(&self, id: FileId) -> FileResult<Bytes> {
        let path = id.get();
        if *path.root() != VirtualRoot::Project {
            return Err(FileError::Other(Some("packages are not available".into())));
        }
        if path.vpath().get_without_slash() == VALUES {
            return Ok(self.values.clone());
        }
        self.templates.read(path.vpath()).map(Bytes::new)
    }
}

/// The id of a template by its name in the folder.
pub fn id_of(name: &str) -> FileId {
    let path = VirtualPath::new(name).expect("the names of forms are plain file names");
    RootedPath::new(VirtualRoot::Project, path).intern()
}

impl World for Sight<'_> {
    fn library(&self) -> &LazyHash<Library> {
        &LIBRARY
    }

    fn book(&self) -> &LazyHash<FontBook> {
        &FONTS.book
    }

    fn main(&self) -> FileId {
        self.main
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        let bytes = self.read(id)?;
        let text = std::str::from_utf8(&bytes).map_err(|_| FileError::InvalidUtf8)?;
        Ok(Source::new(id, text.trim_start_matches('\u{feff}').to_owned()))
    }

    fn file(&self, id: FileId) -> FileResult<Bytes> {
        self.read(id)
    }

    fn font(&self, index: usize) -> Option<Font> {
        FONTS.faces.get(index).cloned()
    }

    fn today(&self, _: Option<Duration>) -> Option<Datetime> {
        None
    }
}
