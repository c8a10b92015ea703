//! Lines that an analysis left out on purpose: how many, and the first of them as samples.

use crate::state;
use std::cell::UnsafeCell;

const KEPT: usize = 5;
const SAMPLE_BYTES: usize = 200;
const CUT: &str = "…";

/// The host reads [`KEPT`] of these where `State::samples` points.
#[derive(Clone, Copy)]
#[repr(C)]
struct Sample {
    len: u32,
    text: [u8; SAMPLE_BYTES + CUT.len() + 1],
}

struct Samples(UnsafeCell<[Sample; KEPT]>);

// SAFETY: the sandbox has one thread.
unsafe impl Sync for Samples {}

static SAMPLES: Samples = Samples(UnsafeCell::new(
    [Sample {
        len: 0,
        text: [0; SAMPLE_BYTES + CUT.len() + 1],
    }; KEPT],
));

/// Says that the code left a line out: it could not be read, or does not count. Whoever sees the
/// result sees how many there were and what the first looked like.
pub fn skipped(line: impl AsRef<str>) {
    note(line.as_ref());
}

fn note(line: &str) {
    let seen = state::read(|s| s.skipped) as usize;
    if seen < KEPT {
        // SAFETY: one thread, and nothing else has a reference to the samples.
        keep(unsafe { &mut (*SAMPLES.0.get())[seen] }, line);
    }
    state::update(|s| {
        s.skipped = s.skipped.saturating_add(1);
        s.samples = SAMPLES.0.get() as u32;
    });
}

fn keep(sample: &mut Sample, line: &str) {
    let line = line.trim_end_matches(['\r', '\n']);
    let mut kept = line.len().min(SAMPLE_BYTES);
    while !line.is_char_boundary(kept) {
        kept -= 1;
    }
    let mark = if kept < line.len() { CUT } else { "" };
    sample.text[..kept].copy_from_slice(&line.as_bytes()[..kept]);
    sample.text[kept..kept + mark.len()].copy_from_slice(mark.as_bytes());
    sample.len = (kept + mark.len()) as u32;
}
