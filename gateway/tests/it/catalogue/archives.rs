//! Archives, folders and standard input; and archives that mean harm.

use std::fs::File;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::Stdio;

use sqlx::PgPool;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

use super::command_line::url;
use super::database::{count, migrated};
use super::files::{examples, take};
use crate::service::kabinet;

/// An archive of entries: names and bytes.
fn archive(folder: &Path, entries: &[(&str, Vec<u8>)]) -> PathBuf {
    let path = folder.join("v8_1C41_03.zip");
    let mut writer = ZipWriter::new(File::create(&path).unwrap());
    let options = SimpleFileOptions::default().compression_method(CompressionMethod::Deflated);
    for (name, bytes) in entries {
        writer.start_file(*name, options).unwrap();
        writer.write_all(bytes).unwrap();
    }
    writer.finish().unwrap();
    path
}

fn packed(folder: &Path) -> PathBuf {
    let files = examples();
    let mut entries: Vec<_> = files
        .iter()
        .map(|path| (path.file_name().unwrap().to_str().unwrap(), std::fs::read(path).unwrap()))
        .collect();
    entries.push(("import_files/ab/picture.jpg", vec![0xff; 100]));
    archive(folder, &entries)
}

async fn refused(pool: &PgPool, file: PathBuf) -> String {
    let refused = take(pool, &[file], 2).await.unwrap_err().to_string();
    assert_eq!(count(pool, "select count(*) from catalogue.taken_files").await, 0);
    refused
}

#[tokio::test]
async fn an_archive_of_the_whole_exchange_is_taken_in_and_its_pictures_are_passed_over() {
    let pool = migrated().await;
    let folder = tempfile::tempdir().unwrap();
    let taken = take(&pool, &[packed(folder.path())], 2).await.unwrap();
    assert_eq!(taken.summary.files.len(), 4);
    assert_eq!(count(&pool, "select count(*) from catalogue.products where not by_offer").await, 7);
    let again = take(&pool, &examples(), 3).await.unwrap();
    assert!(again.summary.is_repetition(), "the same bytes, packed or not");
}

#[tokio::test]
async fn a_folder_is_taken_in_with_the_folders_in_it() {
    let pool = migrated().await;
    let folder = tempfile::tempdir().unwrap();
    let inner = folder.path().join("webdata/000000001");
    std::fs::create_dir_all(&inner).unwrap();
    for file in examples() {
        std::fs::copy(&file, inner.join(file.file_name().unwrap())).unwrap();
    }
    std::fs::write(folder.path().join("notes.txt"), "no catalogue").unwrap();
    assert_eq!(take(&pool, &[folder.path().into()], 2).await.unwrap().summary.files.len(), 4);
    let empty = tempfile::tempdir().unwrap();
    let refused = take(&pool, &[empty.path().into()], 3).await.unwrap_err().to_string();
    assert!(refused.ends_with("no XML file is in it"), "{refused}");
}

#[tokio::test]
async fn standard_input_is_read_to_its_end_an_archive_too() {
    let pool = migrated().await;
    let folder = tempfile::tempdir().unwrap();
    let mut command = kabinet(&["seed", "catalogue", "-"]);
    let input = File::open(packed(folder.path())).unwrap();
    let output = command.env("KABINET_DATABASE_URL", url(&pool)).stdin(Stdio::from(input)).output().unwrap();
    assert!(output.status.success(), "{output:?}");
    assert_eq!(count(&pool, "select count(*) from catalogue.taken_files").await, 4);
}

#[tokio::test]
async fn an_archive_that_leads_out_of_itself_is_refused() {
    let pool = migrated().await;
    for name in ["../../etc/cron.d/x.xml", "/etc/x.xml", "a/../../x.xml"] {
        let folder = tempfile::tempdir().unwrap();
        let said = refused(&pool, archive(folder.path(), &[(name, b"<a/>".to_vec())])).await;
        assert!(said.contains("which is no path within it"), "{name}: {said}");
    }
}

#[tokio::test]
async fn an_archive_that_grows_beyond_measure_is_refused() {
    let pool = migrated().await;
    let folder = tempfile::tempdir().unwrap();
    let mut bytes = "<КоммерческаяИнформация>".as_bytes().to_vec();
    bytes.resize(40 << 20, b' ');
    let said = refused(&pool, archive(folder.path(), &[("import.xml", bytes)])).await;
    assert!(said.contains("grows more than"), "{said}");
}

#[tokio::test]
async fn a_broken_archive_and_one_without_a_catalogue_are_refused() {
    let pool = migrated().await;
    let folder = tempfile::tempdir().unwrap();
    let whole = std::fs::read(packed(folder.path())).unwrap();
    let cut = folder.path().join("cut.zip");
    std::fs::write(&cut, &whole[..whole.len() / 2]).unwrap();
    assert!(refused(&pool, cut).await.contains("the archive cannot be read"));
    let pictures = archive(folder.path(), &[("import_files/a.jpg", vec![1, 2, 3])]);
    assert!(refused(&pool, pictures).await.ends_with("no XML file is in it"));
}
