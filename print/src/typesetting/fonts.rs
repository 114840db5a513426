//! The fonts that are built in: no font of the machine is ever looked for.

use std::sync::LazyLock;

use typst::foundations::Bytes;
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;

/// Fonts and the book in which Typst looks them up.
pub struct Fonts {
    /// What fonts there are.
    pub book: LazyHash<FontBook>,
    /// The fonts, in the order of the book.
    pub faces: Vec<Font>,
}

/// Libertinus Serif (the forms are set in it), New Computer Modern and `DejaVu` Sans Mono:
/// all three have the whole of Russian.
pub static FONTS: LazyLock<Fonts> = LazyLock::new(|| {
    let faces: Vec<_> = typst_assets::fonts().flat_map(|file| Font::iter(Bytes::new(file))).collect();
    Fonts { book: LazyHash::new(FontBook::from_fonts(&faces)), faces }
});
