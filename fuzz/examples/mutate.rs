//! Runs targets on their seeds, and then on seeds changed at random, with any compiler.
//!
//! `cargo run --release --manifest-path fuzz/Cargo.toml --example mutate -- [TARGET|all] [SECONDS] [SEED]`
//!
//! Without seconds only the seeds are run. An input that breaks something, or takes longer than a few seconds, is kept in
//! `fuzz/artifacts`.

use std::fs;
use std::panic::catch_unwind;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::{Duration, Instant};

use samestory_fuzz::{TARGETS, Target};

/// An input that takes longer is kept.
const SLOW: Duration = Duration::from_secs(5);

/// Inputs longer than this are not made.
const MAX_BYTES: usize = 16 << 10;

/// What is put into inputs: what parsers look for.
const PIECES: &[&[u8]] = &[
    b"\"",
    b"\\",
    b"{",
    b"}",
    b"[",
    b"]",
    b",",
    b":",
    b"null",
    b"\\ud800",
    b"\\u0000",
    b"1e999",
    b"\xff",
    b"\xef\xbb\xbf",
    b"\xff\xfe",
    b"\n",
    b"\n\n",
    b"\t",
    b"|",
    b"-",
    b"'",
    b"<",
    b">",
    b"</",
    b"<td>",
    b"<tr>",
    b"<table class=\"version_diff\">",
    b"<script>",
    b"<!--",
    b"Version 1 Version 2\n",
    b"(about 9 hours later)",
    b"4294967295",
    b"18446744073709551616",
    b"var text1 = '",
    b"[model]",
    b" = ",
    b"\x1f\x8b",
    b"\x28\xb5\x2f\xfd",
    b"\xe2\x80\xae",
    b"\xe2\x80\x9c",
];

/// SplitMix64.
struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    fn below(&mut self, n: usize) -> usize {
        (self.next() % n.max(1) as u64) as usize
    }
}

fn main() -> ExitCode {
    let mut args = std::env::args().skip(1);
    let wanted = args.next().unwrap_or_else(|| "all".to_owned());
    let seconds = args.next().and_then(|text| text.parse().ok()).unwrap_or(0);
    let seed = args.next().and_then(|text| text.parse().ok()).unwrap_or(1);
    let targets: Vec<&Target> =
        TARGETS.iter().filter(|(name, _)| wanted == "all" || wanted == *name).collect();
    if targets.is_empty() {
        eprintln!("there is no target \"{wanted}\"");
        return ExitCode::from(2);
    }
    let findings: usize = targets.into_iter().map(|target| run(*target, seconds, seed)).sum();
    if findings == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

/// Runs a target; how many inputs broke something.
fn run((name, target): Target, seconds: u64, seed: u64) -> usize {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut seeds: Vec<PathBuf> = fs::read_dir(root.join("seeds").join(name))
        .map(|entries| entries.filter_map(|entry| Some(entry.ok()?.path())).collect())
        .unwrap_or_default();
    seeds.sort();
    let mut inputs: Vec<Vec<u8>> = seeds.iter().filter_map(|path| fs::read(path).ok()).collect();
    assert!(!inputs.is_empty(), "{name} has no seeds");
    let (mut runs, mut findings) = (0_u64, 0);
    let mut try_one = |input: &[u8]| {
        runs += 1;
        let begun = Instant::now();
        let broke = catch_unwind(|| target(input)).is_err();
        if broke || begun.elapsed() > SLOW {
            findings += 1;
            let kept = root.join("artifacts").join(format!("{name}-{seed}-{runs}"));
            let _ = fs::create_dir_all(root.join("artifacts"));
            let _ = fs::write(&kept, input);
            let what = if broke { "breaks" } else { "is slow" };
            println!("{name}: an input {what}, kept in {}", kept.display());
        }
    };
    inputs.iter().for_each(|input| try_one(input));
    let mut random = Random(seed);
    let end = Instant::now() + Duration::from_secs(seconds);
    while Instant::now() < end {
        let input = mutated(&inputs, &mut random);
        try_one(&input);
        // some changes are kept, so that changes of changes are tried
        if random.below(64) == 0 {
            if inputs.len() < 512 {
                inputs.push(input);
            } else {
                let at = seeds.len() + random.below(512 - seeds.len());
                inputs[at] = input;
            }
        }
    }
    println!("{name}: {runs} inputs, {findings} findings");
    findings
}

fn mutated(inputs: &[Vec<u8>], random: &mut Random) -> Vec<u8> {
    let mut bytes = inputs[random.below(inputs.len())].clone();
    for _ in 0..1 + random.below(6) {
        let at = random.below(bytes.len() + 1);
        match random.below(7) {
            0 => bytes.truncate(at),
            1 if at < bytes.len() => bytes[at] = random.next() as u8,
            2 if at < bytes.len() => bytes[at] ^= 1 << random.below(8),
            3 => drop(bytes.splice(at..at, PIECES[random.below(PIECES.len())].iter().copied())),
            4 => {
                let end = (at + random.below(80)).min(bytes.len());
                bytes.drain(at..end);
            }
            5 => {
                let other = &inputs[random.below(inputs.len())];
                let from = random.below(other.len() + 1);
                let to = (from + random.below(200)).min(other.len());
                bytes.splice(at..at, other[from..to].iter().copied());
            }
            _ => {
                let end = (at + random.below(40)).min(bytes.len());
                let piece = bytes[at..end].repeat(1 + random.below(8));
                bytes.splice(at..at, piece);
            }
        }
    }
    bytes.truncate(MAX_BYTES);
    bytes
}
