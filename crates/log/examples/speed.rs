//! How fast the log is, against plain SHA-256 over the same bytes in the same run. `tree` is a directory of tiles
//! that this writes and removes. Usage: `cargo run --release --example speed -- [ENTRIES] [BYTES]`.
//!
//! Checking runs in a process of its own, so that its memory is its own. It fails where a limit of the design is broken:
//! too much memory (exact), or too long against plain hashing in the same run (with slack for a busy machine).

use std::error::Error;
use std::hint::black_box;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};
use std::{env, fs, process};

use sayso_log::Hash;
use sayso_log::proof::Head;
use sayso_log::tile::reader::Reader;
use sayso_log::tile::{Appender, TilePath, TileSource, Unreadable, audit};

/// The most memory that checking may take, in kB: 64 MB, however large the log is.
const MOST_MEMORY: u64 = 64 * 1024;
/// How many times as long as plain hashing of the same entries checking may take. Measured: 1.6 to 2.6.
const MOST_TIMES: f64 = 5.0;

/// How many entries are appended each second at least, their tiles written. Measured: 109,000.
const LEAST_APPENDED: u64 = 5_000;

/// Tiles as files.
struct Directory(PathBuf);

impl TileSource for Directory {
    fn read(&self, path: &TilePath) -> Result<Vec<u8>, Unreadable> {
        fs::read(self.0.join(path.to_string())).map_err(|e| match e.kind() {
            std::io::ErrorKind::NotFound => Unreadable::Missing,
            _ => Unreadable::Broken(e.to_string()),
        })
    }
}

impl Directory {
    fn write(&self, tiles: Vec<(TilePath, Vec<u8>)>) -> std::io::Result<()> {
        for (path, bytes) in tiles {
            let file = self.0.join(path.to_string());
            fs::create_dir_all(file.parent().unwrap_or(Path::new(".")))?;
            fs::write(file, bytes)?;
        }
        Ok(())
    }
}

/// Entry `n`: different each time, and as long as asked for.
fn entry(n: u64, length: usize) -> Vec<u8> {
    let mut bytes = vec![b'.'; length];
    bytes[..8.min(length)].copy_from_slice(&n.to_be_bytes()[..8.min(length)]);
    bytes
}

fn main() -> Result<(), Box<dyn Error>> {
    let args: Vec<String> = env::args().skip(1).collect();
    if let [word, place, size, root] = &args[..]
        && word == "check"
    {
        return check(place, size.parse()?, root.parse()?);
    }
    let number = |at: usize, default: u64| args.get(at).map_or(Ok(default), |a| a.parse());
    let (entries, length) = (number(0, 1_000_000)?, usize::try_from(number(1, 300)?)?);
    let place = env::temp_dir().join(format!("sayso-log-speed-{}", process::id()));
    let outcome = measure(&place, entries, length);
    fs::remove_dir_all(&place)?;
    outcome
}

fn measure(place: &Path, entries: u64, length: usize) -> Result<(), Box<dyn Error>> {
    let directory = Directory(place.to_owned());
    let began = Instant::now();
    let mut log = Appender::new();
    for n in 0..entries {
        log.append(&entry(n, length))?;
        if n % 4096 == 0 {
            directory.write(log.take_full())?;
        }
    }
    directory.write(log.take_full())?;
    directory.write(log.partials())?;
    let head = log.head();
    report("append, tiles written", began, entries, None);
    let least = Duration::from_secs(entries / LEAST_APPENDED + 1);
    if began.elapsed() > least {
        return Err(format!("fewer than {LEAST_APPENDED} entries were appended each second").into());
    }

    // One checkpoint for each 50 entries: what integrating often costs.
    let began = Instant::now();
    let mut often = Appender::new();
    for n in 0..entries / 10 {
        often.append(&entry(n, length))?;
        if n % 50 == 0 {
            black_box((often.take_full(), often.partials(), often.head()));
        }
    }
    report("append, a checkpoint each 50", began, entries / 10, None);

    let began = Instant::now();
    for n in 0..entries {
        black_box(Hash::of(&entry(n, length)));
    }
    let plain = began.elapsed().as_secs_f64();
    report("plain SHA-256, same entries", began, entries, None);

    let began = Instant::now();
    let me = env::current_exe()?;
    let done = process::Command::new(me)
        .arg("check")
        .args([
            place.as_os_str().to_string_lossy().as_ref(),
            &head.size.to_string(),
            &head.root.to_string(),
        ])
        .status()?;
    let times = began.elapsed().as_secs_f64() / plain;
    report("check all from tiles (process)", began, entries, Some(plain));
    if !done.success() {
        return Err("the check did not hold".into());
    }
    if times > MOST_TIMES {
        return Err(format!(
            "checking took {times:.1} times as long as plain hashing; the limit is {MOST_TIMES}"
        )
        .into());
    }

    let mut reader = Reader::new(&directory, head).ok_or("too large")?;
    let (began, rounds) = (Instant::now(), 2000);
    for n in 0..rounds {
        let index = n * 7919 % entries;
        black_box(reader.inclusion(&Hash::leaf(&entry(index, length)), index)?);
    }
    report("inclusion proof from tiles", began, rounds, None);
    Ok(())
}

fn check(place: &str, size: u64, root: Hash) -> Result<(), Box<dyn Error>> {
    let mut bytes = 0;
    let began = Instant::now();
    audit::whole(&Directory(place.into()), &Head { size, root }, |_, e| {
        bytes += e.len();
    })?;
    let took = began.elapsed().as_secs_f64();
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let peak = status
        .lines()
        .find(|l| l.starts_with("VmHWM"))
        .unwrap_or("VmHWM: unknown");
    // Fields 14 and 15 of this process, in hundredths of a second: what others on the machine do not slow down.
    let stat = fs::read_to_string("/proc/self/stat").unwrap_or_default();
    let ticks: u64 = stat
        .split(' ')
        .skip(13)
        .take(2)
        .filter_map(|f| f.parse::<u64>().ok())
        .sum();
    println!(
        "  inside: {took:.3} s ({ticks} hundredths of a second of CPU), {bytes} bytes of entries, {peak}"
    );
    // "VmHWM:     2300 kB"; a system without it cannot be judged, and says so above.
    let memory = peak
        .split_whitespace()
        .nth(1)
        .and_then(|kb| kb.parse::<u64>().ok());
    if memory.is_some_and(|kb| kb > MOST_MEMORY) {
        return Err(format!("checking took more memory than {MOST_MEMORY} kB").into());
    }
    Ok(())
}

fn report(what: &str, began: Instant, count: u64, plain: Option<f64>) {
    let took = began.elapsed().as_secs_f64();
    #[expect(clippy::cast_precision_loss, reason = "a rate for people")]
    let rate = count as f64 / took;
    let ratio = plain.map_or(String::new(), |p| {
        format!(", {:.2} times plain hashing", took / p)
    });
    println!("{what:32} {count:>8}  {took:7.3} s  {rate:>10.0}/s{ratio}");
}
