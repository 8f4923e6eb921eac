//! Files that nobody on this project wrote: each reads, or each fault in it is explained. None panics, and no
//! message repeats a value.

use std::path::{Path, PathBuf};

use crate::common::read_bytes;
use sayso_interop::{ImportPlan, Problem};

fn published() -> Option<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data");
    if folder.is_dir() {
        return Some(folder);
    }
    println!("skipped: the published examples are not here (../shared/data from the project's root)");
    None
}

fn json_files(folder: &Path, into: &mut Vec<PathBuf>) {
    let mut entries: Vec<_> = std::fs::read_dir(folder)
        .unwrap()
        .map(|e| e.unwrap().path())
        .collect();
    entries.sort();
    for path in entries {
        if path.is_dir() {
            json_files(&path, into);
        } else if path.extension().is_some_and(|e| e == "json") {
            into.push(path);
        }
    }
}

fn outcome(path: &Path) -> Result<ImportPlan, Vec<Problem>> {
    let name = path.file_name().unwrap().to_string_lossy();
    read_bytes(&name, &std::fs::read(path).unwrap())
}

fn reads(folder: &Path, name: &str) -> ImportPlan {
    outcome(&folder.join(name)).unwrap_or_else(|p| panic!("{name}: {}", p[0]))
}

#[test]
fn every_published_example_reads_or_says_what_is_wrong_and_what_to_do() {
    let Some(data) = published() else { return };
    let (mut read, mut explained) = (0, 0);
    for part in ["uk-core/examples", "sdoh", "bars"] {
        let mut files = Vec::new();
        json_files(&data.join(part), &mut files);
        assert!(!files.is_empty(), "{part}");
        for file in files {
            match outcome(&file) {
                Ok(_) => read += 1,
                Err(problems) => {
                    explained += 1;
                    assert!(!problems.is_empty());
                    for p in problems {
                        assert!(!p.what.is_empty() && !p.todo.is_empty(), "{p}");
                        assert!(p.line.is_some() || p.what.contains("file"), "{p}");
                        if std::env::var_os("SHOW").is_some() {
                            println!("{p}");
                        }
                    }
                }
            }
        }
    }
    println!("{read} read, {explained} explained");
}
