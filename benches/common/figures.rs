//! Figures of a series, and the machine they were taken on.

use std::fs::read_to_string;

/// Returns the smallest value that at least `percent` of the series do not exceed.
pub fn percentile(series: &[f64], percent: usize) -> f64 {
    let mut sorted = series.to_vec();
    sorted.sort_by(f64::total_cmp);
    let rank = (sorted.len() * percent).div_ceil(100);
    sorted[rank.max(1) - 1]
}

/// Returns the middle of the series.
pub fn median(series: &[f64]) -> f64 {
    percentile(series, 50)
}

/// Describes the machine in one line: cores, processor, kernel, load.
pub fn machine() -> String {
    let read = |path| read_to_string(path).unwrap_or_default();
    let cores = std::thread::available_parallelism().map_or(0, usize::from);
    let info = read("/proc/cpuinfo");
    let model = info.lines().find(|line| line.starts_with("model name"));
    let model = model
        .and_then(|line| line.split_once(": "))
        .map_or("?", |(_, name)| name);
    let (kernel, load) = (read("/proc/sys/kernel/osrelease"), read("/proc/loadavg"));
    let load: Vec<&str> = load.split(' ').take(3).collect();
    format!(
        "{cores} cores ({model}), Linux {}, load {}",
        kernel.trim(),
        load.join(" ")
    )
}
