//! Inputs as the host lays them into memory, and as an author may ask for them.

use std::cell::UnsafeCell;

/// Most inputs that `analyze` may have.
pub const MAX_INPUTS: usize = 8;

/// One buffer that the host fills. The host has checked that it holds UTF-8.
#[derive(Default)]
pub(crate) struct Buffer {
    pub bytes: Vec<u8>,
    pub documents: Vec<Span>,
}

/// A document inside an input: `start..end` in bytes.
pub(crate) struct Span {
    pub name: Vec<u8>,
    pub start: usize,
    pub end: usize,
}

struct Table(UnsafeCell<Vec<Buffer>>);

// SAFETY: the sandbox has one thread.
unsafe impl Sync for Table {}

static INPUTS: Table = Table(UnsafeCell::new(Vec::new()));
static PARTS: Table = Table(UnsafeCell::new(Vec::new()));

#[allow(clippy::mut_from_ref)]
fn buffers(table: &'static Table) -> &'static mut Vec<Buffer> {
    // SAFETY: one thread; the host fills the tables before the author's code runs, and no reference
    // to a buffer is kept across a call that changes its table.
    unsafe { &mut *table.0.get() }
}

fn reserve(table: &'static Table, len: usize) -> *mut u8 {
    let mut bytes = Vec::new();
    // Empty texts too get an address of their own, by which `documents` knows them.
    if bytes.try_reserve_exact(len.max(1)).is_err() {
        return std::ptr::null_mut();
    }
    let start = bytes.as_mut_ptr();
    // SAFETY: `len` bytes were reserved; linear memory has no uninitialised bytes, and the host
    // overwrites all of them, and checks that they are UTF-8, before anything reads them.
    unsafe { bytes.set_len(len) };
    buffers(table).push(Buffer {
        bytes,
        documents: Vec::new(),
    });
    start
}

pub(crate) fn reserve_input(len: usize) -> *mut u8 {
    reserve(&INPUTS, len)
}

pub(crate) fn reserve_part(len: usize) -> *mut u8 {
    reserve(&PARTS, len)
}

pub(crate) fn reserve_document(input: usize, start: usize, end: usize, name_len: usize) -> *mut u8 {
    let mut name = vec![0; name_len];
    let address = name.as_mut_ptr();
    buffers(&INPUTS)[input].documents.push(Span { name, start, end });
    address
}

pub(crate) fn inputs() -> &'static [Buffer] {
    buffers(&INPUTS)
}

fn text(buffer: &'static Buffer) -> &'static str {
    // SAFETY: the host refuses to call an analysis with bytes that are not UTF-8.
    unsafe { std::str::from_utf8_unchecked(&buffer.bytes) }
}

/// The parameter types that `analyze` may have.
pub trait FromInput {
    /// # Safety
    /// Once for each input: a `String` owns the host's buffer.
    unsafe fn from_input(index: usize) -> Self;
}

impl FromInput for &'static str {
    unsafe fn from_input(index: usize) -> Self {
        text(&buffers(&INPUTS)[index])
    }
}

impl FromInput for &'static [u8] {
    unsafe fn from_input(index: usize) -> Self {
        &buffers(&INPUTS)[index].bytes
    }
}

impl FromInput for String {
    /// Takes the host's buffer itself, so that nothing is copied and `documents` still knows it.
    unsafe fn from_input(index: usize) -> Self {
        let buffer = &buffers(&INPUTS)[index].bytes;
        let (start, len) = (buffer.as_ptr().cast_mut(), buffer.len());
        // The vector in the table has exactly this capacity and is never dropped or reallocated; after
        // this call its bytes are only reached through the string.
        String::from_raw_parts(start, len, buffer.capacity())
    }
}

impl FromInput for &'static String {
    unsafe fn from_input(index: usize) -> Self {
        Box::leak(Box::new(String::from_input(index)))
    }
}

/// An argument of `analyze`. For the crate around an analysis only, which may say `unsafe` where authors may not.
///
/// # Safety
/// Once for each input: a `String` owns the host's buffer.
pub unsafe fn input<T: FromInput>(index: usize) -> T {
    T::from_input(index)
}

/// The parameter types that `merge` may have.
pub trait FromParts {
    fn from_parts() -> Self;
}

impl FromParts for Vec<&'static str> {
    fn from_parts() -> Self {
        buffers(&PARTS).iter().map(text).collect()
    }
}

impl FromParts for Vec<String> {
    fn from_parts() -> Self {
        buffers(&PARTS).iter().map(|part| text(part).to_owned()).collect()
    }
}

impl FromParts for &'static [String] {
    fn from_parts() -> Self {
        Vec::leak(FromParts::from_parts())
    }
}

impl FromParts for &'static [&'static str] {
    fn from_parts() -> Self {
        Vec::leak(FromParts::from_parts())
    }
}

impl FromParts for &'static Vec<String> {
    fn from_parts() -> Self {
        Box::leak(Box::new(FromParts::from_parts()))
    }
}

pub fn parts<T: FromParts>() -> T {
    T::from_parts()
}
