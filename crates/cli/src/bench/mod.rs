//! Measuring: create referral (scenario A), caseload page (scenario B) and each seat's main pages, of the quality plan,
//! on data of one surgery (S1) and of seven (S7). Every figure stands beside a calibration of the same run: machines are noisy, ratios less so.

mod calibrate;
mod drive;
mod pages;
mod world;

use std::time::Duration;

use clap::Args;

use crate::CliError;

/// Options of `bench`.
#[derive(Debug, Clone, Args)]
pub struct Bench {
    /// Seconds for each measurement.
    #[arg(long, default_value_t = 5, value_parser = clap::value_parser!(u64).range(1..=60))]
    seconds: u64,
    /// Only the data of one surgery.
    #[arg(long)]
    small: bool,
}

/// How many practices and patients a size has, and how many referrals.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Size {
    pub name: &'static str,
    pub practices: u32,
    pub patients: u32,
    pub referrals: u32,
}

const S1: Size = Size {
    name: "S1",
    practices: 1,
    patients: 10_000,
    referrals: 600,
};
const S7: Size = Size {
    name: "S7",
    practices: 7,
    patients: 73_000,
    referrals: 4_400,
};

/// Measures and prints.
///
/// # Errors
/// When a directory, a port or the store cannot be had.
pub fn run(args: &Bench) -> Result<(), CliError> {
    let time = Duration::from_secs(args.seconds);
    println!("Each figure is of this run on this machine. Compare the ratios.\n");
    let disk = calibrate::fdatasync(time.min(Duration::from_secs(3)))?;
    println!("calibration  4 KiB write + fdatasync, overwriting: {disk:.0}/s");
    let hello = calibrate::hello(time.min(Duration::from_secs(3)))?;
    println!("calibration  a page that says hello, 2 connections:  {hello}");
    println!("memory       idle with an empty house:               {}", idle()?);
    println!("binary       {}\n", binary());
    for size in if args.small { vec![S1] } else { vec![S1, S7] } {
        let started = drive::now();
        let town = world::build(size)?;
        println!(
            "{}  {} practice(s), {} patients on lists, {} referrals, built in {:.1} s, database {:.1} MB",
            size.name,
            size.practices,
            size.patients,
            size.referrals,
            started.elapsed().as_secs_f64(),
            town.megabytes()
        );
        let paced = town.create_referrals(time, Some(500.0), 8);
        println!("{}  A  create referral, 500/s asked for:  {paced}", size.name);
        let most = town.create_referrals(time, None, 64);
        println!("{}  A  create referral, as fast as it goes: {most}", size.name);
        println!(
            "{}  A  ratio: {:.2} referrals for each lone fdatasync (group commit shares them)",
            size.name,
            most.per_second() / disk
        );
        let calm = town.caseload(time, Some(20.0))?;
        println!(
            "{}  B  caseload page, 30 of {} people, 20/s asked for: {calm}",
            size.name,
            town.load()
        );
        let pages = town.caseload(time, None)?;
        println!(
            "{}  B  caseload page, as fast as 2 connections go: {pages}",
            size.name
        );
        println!(
            "{}  B  ratio: {:.3} caseload pages for each hello page",
            size.name,
            pages.per_second() / hello.per_second()
        );
        let over = pages::run_all(
            &town,
            size.name,
            (time / 5).min(Duration::from_millis(400)),
            &hello,
        )?;
        println!("{}  page  {over} page(s) over 15 ms in the middle\n", size.name);
    }
    Ok(())
}

fn idle() -> Result<String, CliError> {
    let dir = tempfile::tempdir()?;
    let source = std::sync::Arc::new(crate::System::default());
    let house = sayso_app::House::open(dir.path(), source, &sayso_app::Options::default())?;
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let kb = status.lines().find_map(|l| {
        l.strip_prefix("VmRSS:")?
            .trim()
            .strip_suffix(" kB")?
            .parse::<u64>()
            .ok()
    });
    house.close();
    Ok(kb.map_or_else(
        || "not told by this system".into(),
        |kb| format!("{} MB (resident, this process)", kb / 1024),
    ))
}

fn binary() -> String {
    let size = std::env::current_exe()
        .and_then(std::fs::metadata)
        .map(|m| m.len());
    size.map_or_else(
        |_| "size not told by this system".into(),
        |n| format!("{:.1} MB", to_f64(n) / 1e6),
    )
}

/// For printing alone: a count as a number with a fraction.
#[expect(clippy::cast_precision_loss, reason = "printed with three digits")]
pub(crate) const fn to_f64(n: u64) -> f64 {
    n as f64
}
