//! What became of the files of a run, for people and for the journal.

use std::collections::BTreeMap;
use std::fmt;

use chrono::{DateTime, Utc};
use domain::exchange::run::{CatalogueCounts, TakenFile, Tally};

use super::{Assumption, Reason, RecordKind, SourceFile};

/// How many examples of each remark are kept.
const EXAMPLES: usize = 3;

/// How often something was remarked, and on which objects.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Remarks {
    /// How often.
    pub count: u64,
    /// The first objects.
    pub examples: Vec<String>,
}

impl Remarks {
    fn add(&mut self, example: String) {
        self.count += 1;
        if self.examples.len() < EXAMPLES && !self.examples.contains(&example) {
            self.examples.push(example);
        }
    }
}

/// What became of the objects of one kind in one file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct KindSummary {
    /// The counts.
    pub tally: Tally,
    /// Why objects were left out.
    pub skipped: BTreeMap<Reason, Remarks>,
    /// What stood in for something that the file did not say.
    pub assumed: BTreeMap<Assumption, Remarks>,
}

impl KindSummary {
    /// Notes an object that is left out.
    pub fn skip(&mut self, reason: Reason, example: String) {
        self.tally.skipped += 1;
        self.skipped.entry(reason).or_default().add(example);
    }

    /// Notes what stood in.
    pub fn assume(&mut self, assumption: Assumption, example: String) {
        self.assumed.entry(assumption).or_default().add(example);
    }
}

/// What became of one file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FileSummary {
    /// The file.
    pub file: SourceFile,
    /// When the same bytes were taken in for the first time, if they were before.
    pub known_since: Option<DateTime<Utc>>,
    /// What became of its objects.
    pub kinds: BTreeMap<RecordKind, KindSummary>,
}

/// What became of all files of a run.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Summary {
    /// The files, in the order in which they were given.
    pub files: Vec<FileSummary>,
    /// How many goods were withdrawn because complete files did not name them.
    pub withdrawn: u64,
}

impl Summary {
    /// The counts over all files.
    pub fn counts(&self) -> CatalogueCounts {
        CatalogueCounts {
            categories: self.tally(RecordKind::Category),
            price_types: self.tally(RecordKind::PriceType),
            warehouses: self.tally(RecordKind::Warehouse),
            products: self.tally(RecordKind::Product),
            offers: self.tally(RecordKind::Offer),
            prices: self.tally(RecordKind::Price),
            stock: self.tally(RecordKind::Stock),
            properties: self.tally(RecordKind::Property),
        }
    }

    /// What became of the objects of one kind, over all files.
    pub fn tally(&self, kind: RecordKind) -> Tally {
        let of_kind = self.files.iter().filter_map(|file| file.kinds.get(&kind));
        of_kind.fold(Tally::default(), |sum, one| Tally {
            added: sum.added + one.tally.added,
            changed: sum.changed + one.tally.changed,
            unchanged: sum.unchanged + one.tally.unchanged,
            skipped: sum.skipped + one.tally.skipped,
        })
    }

    /// Whether goods may be called otherwise, or came or went.
    pub fn renames_goods(&self) -> bool {
        let counts = self.counts();
        counts.products.changes() || counts.offers.changes() || self.withdrawn > 0
    }

    /// Whether every file was taken in before and nothing differs.
    pub fn is_repetition(&self) -> bool {
        let units = self.tally(RecordKind::Unit);
        !units.changes()
            && self.withdrawn == 0
            && !self.counts().changes()
            && self.files.iter().all(|file| file.known_since.is_some())
    }

    /// The files as the journal keeps them.
    pub fn taken_files(&self) -> Vec<TakenFile> {
        let taken = |FileSummary { file, .. }: &FileSummary| TakenFile {
            name: file.name.clone(),
            sha256: file.sha256.clone(),
            kind: file.kind().to_string(),
        };
        self.files.iter().map(taken).collect()
    }
}

/// The counts of each file for machines: `sha256`, kind of file, kind of object, taken,
/// skipped, separated by tabs. Taken is what is in the catalogue now, new or not.
pub struct Table<'a>(pub &'a Summary);

impl fmt::Display for Table<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for FileSummary { file, kinds, .. } in &self.0.files {
            for (objects, KindSummary { tally, .. }) in kinds {
                let taken = tally.added + tally.changed + tally.unchanged;
                writeln!(f, "{}\t{}\t{objects}\t{taken}\t{}", file.sha256, file.kind(), tally.skipped)?;
            }
        }
        Ok(())
    }
}

impl fmt::Display for Summary {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for file in &self.files {
            write!(f, "{file}")?;
        }
        if self.is_repetition() {
            return writeln!(f, "Nothing changed: the same files were taken in before.");
        }
        writeln!(f, "Over all files:")?;
        let kinds = self.files.iter().flat_map(|file| file.kinds.keys().copied());
        for kind in kinds.collect::<std::collections::BTreeSet<_>>() {
            writeln!(f, "  {}", Line(kind, self.tally(kind)))?;
        }
        if self.withdrawn > 0 {
            writeln!(f, "  {} goods withdrawn: the files do not name them", self.withdrawn)?;
        }
        Ok(())
    }
}

impl fmt::Display for FileSummary {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let SourceFile { name, sha256, bytes, .. } = &self.file;
        writeln!(f, "{name} ({}, {bytes} bytes, sha256 {sha256})", self.file.kind())?;
        if let Some(since) = self.known_since {
            writeln!(f, "  the same bytes were taken in before, on {}", since.format("%Y-%m-%d %H:%M UTC"))?;
        }
        for (&kind, summary) in &self.kinds {
            writeln!(f, "  {}", Line(kind, summary.tally))?;
            for (reason, remarks) in &summary.skipped {
                writeln!(f, "    skipped {} {reason}{}", remarks.count, Examples(remarks))?;
            }
            for (assumption, remarks) in &summary.assumed {
                writeln!(f, "    {} {assumption}{}", remarks.count, Examples(remarks))?;
            }
        }
        Ok(())
    }
}

struct Line(RecordKind, Tally);

impl fmt::Display for Line {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self(kind, Tally { added, changed, unchanged, skipped }) = self;
        let kind = kind.to_string();
        write!(
            f,
            "{kind:<12} {added:>8} added {changed:>8} changed {unchanged:>8} unchanged {skipped:>8} skipped"
        )
    }
}

struct Examples<'a>(&'a Remarks);

impl fmt::Display for Examples<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Remarks { count, examples } = self.0;
        let shown: Vec<_> = examples.iter().filter(|example| !example.is_empty()).cloned().collect();
        if shown.is_empty() {
            return Ok(());
        }
        let more = if *count > shown.len() as u64 { ", …" } else { "" };
        write!(f, ": {}{more}", shown.join(", "))
    }
}
