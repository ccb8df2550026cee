//! What a program costs: time, processor time, memory.

use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

/// What one run cost, or the cheapest of several.
#[derive(Debug, Clone, Copy)]
pub struct Cost {
    /// Seconds on the clock.
    pub clock: f64,
    /// Seconds of all cores, user and system.
    pub cores: f64,
    /// The most memory that it had, in KiB.
    pub memory: u64,
}

impl Cost {
    pub const NONE: Self = Self { clock: f64::INFINITY, cores: f64::INFINITY, memory: 0 };

    /// The cheaper time of both, the larger memory.
    pub fn or(self, other: Self) -> Self {
        Self {
            clock: self.clock.min(other.clock),
            cores: self.cores.min(other.cores),
            memory: self.memory.max(other.memory),
        }
    }
}

/// Runs a program a few times in a row, so that short runs can be measured; the cost of one.
pub fn cost(times: u32, command: impl Fn() -> Command) -> Cost {
    let before = spent();
    let mut cost = Cost::NONE;
    for _ in 0..times {
        cost = cost.or(once(command()));
    }
    Cost { cores: (spent() - before) / f64::from(times), ..cost }
}

fn once(mut command: Command) -> Cost {
    let started = Instant::now();
    let mut child = command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
    let status_file = format!("/proc/{}/status", child.id());
    let mut memory = 0;
    loop {
        if let Some(status) = child.try_wait().unwrap() {
            assert!(status.success(), "{command:?}: {status}");
            return Cost { clock: started.elapsed().as_secs_f64(), cores: 0.0, memory };
        }
        let status = std::fs::read_to_string(&status_file).unwrap_or_default();
        let peak =
            status.lines().find_map(|line| line.strip_prefix("VmHWM:")?.trim().strip_suffix(" kB")?.parse().ok());
        memory = memory.max(peak.unwrap_or(0));
        std::thread::sleep(Duration::from_micros(if started.elapsed().as_millis() < 50 { 100 } else { 2_000 }));
    }
}

/// Seconds that ended children had of all cores: fields 16 and 17 of proc(5)'s stat, in hundredths.
fn spent() -> f64 {
    let stat = std::fs::read_to_string("/proc/self/stat").unwrap();
    let fields: Vec<&str> = stat.rsplit_once(')').unwrap().1.split_whitespace().collect();
    let ticks: u32 = fields[13].parse::<u32>().unwrap() + fields[14].parse::<u32>().unwrap();
    f64::from(ticks) / 100.0
}
