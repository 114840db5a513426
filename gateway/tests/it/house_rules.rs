//! The rules of the house that a program can keep.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use cargo_metadata::MetadataCommand;

/// The most lines of a file.
const LONGEST: usize = 400;
/// Names that say nothing.
const EMPTY_NAMES: [&str; 10] =
    ["util", "utils", "helper", "helpers", "common", "misc", "shared", "manager", "data", "dto"];
/// The contexts: a folder of a crate's sources is one of them or belongs to the crate's frame.
const CONTEXTS: [&str; 12] = [
    "identity",
    "organizations",
    "catalogue",
    "ordering",
    "approvals",
    "accounts",
    "documents",
    "requests",
    "partners",
    "notifications",
    "exchange",
    "history",
];
/// What a crate has besides contexts.
const FRAMES: [(&str, &[&str]); 5] = [
    ("domain", &["journal", "vocabulary"]),
    ("commands", &["journal", "processes"]),
    ("projections", &[]),
    ("print", &["forms", "payment_code", "typesetting", "words"]),
    ("gateway", &["adapters", "cli", "config", "database", "demo", "graphql", "http", "locale", "workers"]),
];

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap()
}

fn sources() -> Vec<PathBuf> {
    let mut found = Vec::new();
    for (krate, _) in FRAMES {
        for part in ["src", "tests"] {
            collect(&root().join(krate).join(part), &mut found);
        }
    }
    assert!(found.len() > 100, "the sources are found");
    found
}

fn collect(folder: &Path, found: &mut Vec<PathBuf>) {
    let Ok(entries) = fs::read_dir(folder) else { return };
    for entry in entries {
        let path = entry.unwrap().path();
        if path.is_dir() {
            collect(&path, found);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            found.push(path);
        }
    }
}

fn shown(path: &Path) -> String {
    path.strip_prefix(root()).unwrap().display().to_string()
}

#[test]
fn the_crates_form_a_diamond() {
    let metadata = MetadataCommand::new().manifest_path(root().join("Cargo.toml")).no_deps().exec().unwrap();
    let direct = |krate: &str| -> BTreeSet<String> {
        let package = metadata.packages.iter().find(|package| *package.name == krate).unwrap();
        package
            .dependencies
            .iter()
            .filter(|it| it.kind.to_string() == "normal")
            .map(|it| it.name.clone())
            .collect()
    };
    let ours = |krate: &str| -> Vec<String> {
        direct(krate).into_iter().filter(|name| FRAMES.iter().any(|(ours, _)| ours == name)).collect()
    };
    assert_eq!(ours("domain"), Vec::<String>::new());
    assert_eq!(ours("commands"), ["domain"]);
    assert_eq!(ours("projections"), ["domain"]);
    assert_eq!(ours("print"), ["domain"]);
    // Typst takes minutes to compile: only what makes the binary may wait for it.
    let gateway = ours("gateway");
    assert_eq!(
        gateway.iter().filter(|it| *it != "print").collect::<Vec<_>>(),
        ["commands", "domain", "projections"]
    );
    for krate in ["domain", "commands", "projections", "gateway"] {
        let typesetting = direct(krate).into_iter().find(|name| name.starts_with("typst"));
        assert_eq!(typesetting, None, "{krate} depends on Typst past the crate that prints");
    }
    for krate in ["domain", "print"] {
        for forbidden in ["tokio", "sqlx", "axum"] {
            assert!(!direct(krate).contains(forbidden), "{krate} depends on {forbidden}");
        }
    }
    for krate in ["commands", "projections"] {
        assert!(!direct(krate).contains("axum"), "{krate} depends on axum");
    }
}

#[test]
fn no_file_is_too_long() {
    let long: Vec<_> = sources()
        .iter()
        .map(|path| (shown(path), fs::read_to_string(path).unwrap().lines().count()))
        .filter(|(_, lines)| *lines > LONGEST)
        .collect();
    assert!(long.is_empty(), "files of more than {LONGEST} lines: {long:?}");
}

#[test]
fn every_module_says_what_it_is() {
    let silent: Vec<_> = sources()
        .iter()
        .filter(|path| !fs::read_to_string(path).unwrap().starts_with("//!"))
        .map(|path| shown(path))
        .collect();
    assert!(silent.is_empty(), "files that do not open with //!: {silent:?}");
}

#[test]
fn no_name_says_nothing() {
    let empty: Vec<_> = sources()
        .iter()
        .filter(|path| {
            let inside = path.strip_prefix(root()).unwrap();
            inside.components().any(|part| {
                let name = Path::new(part.as_os_str()).file_stem().unwrap().to_string_lossy().into_owned();
                EMPTY_NAMES.contains(&name.as_str()) || name == "mod"
            })
        })
        .map(|path| shown(path))
        .collect();
    assert!(empty.is_empty(), "names that say nothing, or mod.rs: {empty:?}");
}

#[test]
fn lints_are_excepted_with_expect_and_a_reason() {
    let allowing: Vec<_> = sources()
        .iter()
        // This file has to name what it forbids.
        .filter(|path| !path.ends_with("house_rules.rs"))
        .filter(|path| {
            let text = fs::read_to_string(path).unwrap();
            text.contains("#[allow(") || text.contains("#![allow(")
        })
        .map(|path| shown(path))
        .collect();
    assert!(allowing.is_empty(), "#[allow] in place of #[expect(reason)]: {allowing:?}");
}

#[test]
fn no_test_is_switched_off() {
    let ignored = concat!("#[", "ignore");
    let off: Vec<_> = sources()
        .iter()
        .filter(|path| fs::read_to_string(path).unwrap().contains(ignored))
        .map(|path| shown(path))
        .collect();
    assert!(off.is_empty(), "tests that are switched off: {off:?}");
}

#[test]
fn a_folder_of_sources_is_a_context_or_the_frame_of_its_crate() {
    for (krate, frame) in FRAMES {
        for entry in fs::read_dir(root().join(krate).join("src")).unwrap() {
            let path = entry.unwrap().path();
            let name = path.file_name().unwrap().to_string_lossy().into_owned();
            let known = CONTEXTS.contains(&name.as_str()) || frame.contains(&name.as_str());
            assert!(!path.is_dir() || known, "{krate}/src/{name} is neither a context nor part of the frame");
        }
    }
}
