//! A large inbox: `inspect`, the first `draft` and the second, beside a limit that only parses the same files in full;
//! growth, memory, and what a single mail costs.
//!
//! `cargo bench --bench inbox [-- --large] [MAILS]` makes the inboxes from a seed and the project's own examples, and
//! prints ratios; `--large` goes on to 200,000 mails. Each run is repeated in turns, and the cheapest counts.
#![allow(clippy::print_stdout, missing_docs)]

mod letters;
mod limit;
mod maker;
mod measure;
#[path = "../parts/world.rs"]
#[allow(dead_code)]
mod world;

use std::path::{Path, PathBuf};
use std::process::Command;

use measure::{Cost, cost};

/// So often everything is measured.
const ROUNDS: u32 = 3;

fn main() {
    let words: Vec<String> = std::env::args().skip(1).collect();
    if let [what, inbox] = words.as_slice()
        && what == "limit"
    {
        return limit::run(Path::new(inbox));
    }
    if let [what, inbox, mails] = words.as_slice()
        && what == "make"
    {
        println!("{} octets", maker::make_inbox(Path::new(inbox), mails.parse().unwrap()));
        return;
    }
    let mails: u32 = words.iter().find_map(|word| word.parse().ok()).unwrap_or(20_000);
    let mut verdict = Verdict::default();
    let mut sizes = vec![mails / 10, mails];
    sizes.extend(words.iter().any(|word| word == "--large").then_some(mails * 10));
    let results: Vec<(u32, Inbox)> =
        sizes.iter().map(|size| (*size, Inbox::measured(*size, if *size > mails { 1 } else { ROUNDS }))).collect();
    let Some((_, main)) = results.iter().find(|(size, _)| *size == mails) else { return };
    println!("{mails} mails; times are shares of what the limit takes, on the clock / of all cores\n");
    let share = |name: &str, cost: Cost, of: Cost, most: f64, verdict: &mut Verdict| {
        let (clock, cores) = (cost.clock / of.clock, cost.cores / of.cores);
        // Beside other work on the same machine only the time of the cores says something; the better one counts.
        verdict.add(name, &format!("≤ {most:.2}"), &format!("{clock:.2} / {cores:.2}"), clock.min(cores) <= most);
    };
    share("inspect", main.inspect, main.limit, 1.0, &mut verdict);
    share("first draft", main.first, main.limit, 1.0, &mut verdict);
    share("second draft, of the first", main.second, main.first, 0.05, &mut verdict);
    for pair in results.windows(2) {
        let [(small, few), (large, many)] = pair else { continue };
        let times = f64::from(large / small);
        let name = format!("{times:.0} times the mails, {large}: first draft");
        share(&name, many.first, few.first, times * 1.2, &mut verdict);
    }
    for (size, inbox) in &results {
        for (what, cost) in [("inspect", inbox.inspect), ("first draft", inbox.first), ("second draft", inbox.second)] {
            memory(&format!("memory: {what}, {size} mails"), cost, 0, &mut verdict);
        }
    }
    memory("memory: inspect, three mails of 40 MiB", large_mails(), 40, &mut verdict);
    single_mail(&mut verdict);
    let letters = letters::a_second() / 5_000.0;
    verdict.add("letters a second and core, of 5,000", "≥ 1.00", &format!("{letters:.2}"), letters >= 1.0);
    verdict.print();
}

fn memory(name: &str, cost: Cost, largest: u64, verdict: &mut Verdict) {
    let most = 64 + largest;
    let mib = cost.memory >> 10;
    verdict.add(name, &format!("≤ {most} MiB"), &format!("{mib} MiB"), mib <= most);
}

/// What runs over an inbox cost.
struct Inbox {
    limit: Cost,
    inspect: Cost,
    first: Cost,
    second: Cost,
}

impl Inbox {
    fn measured(mails: u32, rounds: u32) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let inbox = folder.path().join("inbox");
        let octets = maker::make_inbox(&inbox, mails);
        println!("made {mails} mails, {} MiB", octets >> 20);
        // Once unmeasured, so that every run finds the files in memory.
        limit::run(&inbox);
        let mut all = Self { limit: Cost::NONE, inspect: Cost::NONE, first: Cost::NONE, second: Cost::NONE };
        for round in 0..rounds {
            let outbox = folder.path().join(format!("outbox-{round}.db"));
            all.limit = all.limit.or(cost(1, || this_program(&["limit", &inbox.display().to_string()])));
            all.inspect = all.inspect.or(cost(1, || statt(&["--json", "inspect"], &inbox, &outbox)));
            all.first = all.first.or(cost(1, || statt(&["draft"], &inbox, &outbox)));
            all.second = all.second.or(cost(5, || statt(&["draft"], &inbox, &outbox)));
        }
        all
    }
}

fn large_mails() -> Cost {
    let folder = tempfile::tempdir().unwrap();
    let line = "JVBERi0xLjcKJeLjz9MKMSAwIG9iago8PC9UeXBlL0NhdGFsb2cvUGFnZXMgMiAwIFI+PgplbmRv\r\n";
    let invite = std::fs::read_to_string(example("02-google-katalog.eml")).unwrap();
    for number in 0..3 {
        let mail = format!("{invite}\r\n--x\r\n{}", line.repeat((40 << 20) / line.len()));
        std::fs::write(folder.path().join(format!("{number}.eml")), mail).unwrap();
    }
    cost(1, || statt(&["inspect"], folder.path(), Path::new("/nonexistent")))
}

fn single_mail(verdict: &mut Verdict) {
    let none = Path::new("/nonexistent");
    let version = cost(50, || Command::new(env!("CARGO_BIN_EXE_statt")).arg_and("--version"));
    let mail = example("02-google-katalog.eml");
    let inspect = cost(50, || statt(&["inspect"], &mail, none));
    let reading = cost(50, || Command::new("cat").arg_and(&mail.display().to_string()));
    let ms = |seconds: f64| seconds * 1_000.0;
    verdict.add("--version", "< 5 ms", &format!("{:.1} ms", ms(version.clock)), ms(version.clock) < 5.0);
    let more = ms(inspect.clock - reading.clock);
    verdict.add("inspect of one mail, more than cat", "< 15 ms", &format!("{more:.1} ms"), more < 15.0);
}

trait ArgAnd {
    fn arg_and(self, argument: &str) -> Self;
}

impl ArgAnd for Command {
    fn arg_and(mut self, argument: &str) -> Self {
        self.arg(argument);
        self
    }
}

fn example(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/inbox").join(name)
}

fn this_program(words: &[&str]) -> Command {
    let mut command = Command::new(std::env::current_exe().unwrap());
    command.args(words);
    command
}

fn statt(words: &[&str], inbox: &Path, outbox: &Path) -> Command {
    let mut statt = Command::new(env!("CARGO_BIN_EXE_statt"));
    statt
        .args(words)
        .arg(inbox)
        .env("STATT_OUTBOX", outbox)
        .env("STATT_NOW", "2026-11-23T09:00:00+01:00")
        .env_remove("STATT_CONFIG")
        .env("XDG_CONFIG_HOME", "/nonexistent");
    statt
}

/// Goals, what was measured, and whether that holds.
#[derive(Default)]
struct Verdict(Vec<[String; 4]>);

impl Verdict {
    fn add(&mut self, name: &str, goal: &str, measured: &str, holds: bool) {
        let holds = if holds { "holds" } else { "DOES NOT HOLD" };
        self.0.push([name, goal, measured, holds].map(str::to_owned));
    }

    fn print(&self) {
        for [name, goal, measured, holds] in &self.0 {
            println!("{name:<48} {goal:>10} {measured:>16}  {holds}");
        }
    }
}
