//! Memory for the analysis. Text becomes very many small pieces that live shortly, and the system allocator, which must
//! find the size of a piece again and join neighbours, is what such code then waits for. Rust says the size when it frees,
//! so small pieces need neither: each size has a list of free pieces, and a piece is taken from its list or cut from a
//! block. The system allocator has the blocks and all that is larger.
//!
//! A piece stays of its size for ever, so memory that was many pieces of one size is not there for another. That is the
//! price; an instance lives for one input.
//!
//! What memory was refused is remembered: a program that dies because the memory limit was reached only executes
//! `unreachable`, and its author should be told the real reason.

use crate::state;
use std::alloc::{GlobalAlloc, Layout, System};
use std::cell::UnsafeCell;
use std::ptr;

/// Sizes go in steps of this, and every piece is aligned to it.
const STEP: usize = 8;

/// The largest small piece.
const LARGEST: usize = 1024;

const FIRST_BLOCK: usize = 8 << 10;
const LARGEST_BLOCK: usize = 256 << 10;

struct Pieces(UnsafeCell<Heap>);

// SAFETY: the sandbox has one thread.
unsafe impl Sync for Pieces {}

#[global_allocator]
static ALLOCATOR: Pieces = Pieces(UnsafeCell::new(Heap {
    free: [ptr::null_mut(); LARGEST / STEP + 1],
    next: 0,
    left: 0,
    block: FIRST_BLOCK,
}));

/// A free piece holds the address of the next one of its size.
struct Free {
    next: *mut Free,
}

struct Heap {
    free: [*mut Free; LARGEST / STEP + 1],
    /// Where the rest of the block begins, and its length.
    next: usize,
    left: usize,
    /// Size of the next block.
    block: usize,
}

fn is_small(layout: Layout) -> bool {
    layout.size() <= LARGEST && layout.align() <= STEP
}

fn class(size: usize) -> usize {
    size.div_ceil(STEP)
}

fn reported(memory: *mut u8, size: usize) -> *mut u8 {
    if memory.is_null() {
        state::update(|s| s.refused = size as u32);
    }
    memory
}

impl Heap {
    #[inline]
    unsafe fn take(&mut self, class: usize) -> *mut u8 {
        let piece = self.free[class];
        if !piece.is_null() {
            self.free[class] = (*piece).next;
            return piece.cast();
        }
        let size = class * STEP;
        if self.left < size {
            return self.refill(size);
        }
        self.cut(size)
    }

    #[inline]
    unsafe fn give_back(&mut self, memory: *mut u8, class: usize) {
        let piece: *mut Free = memory.cast();
        (*piece).next = self.free[class];
        self.free[class] = piece;
    }

    #[inline]
    fn cut(&mut self, size: usize) -> *mut u8 {
        let start = self.next;
        self.next += size;
        self.left -= size;
        start as *mut u8
    }

    /// Cuts from a new block; what is left of the old one, always less than a small piece, becomes one.
    #[cold]
    unsafe fn refill(&mut self, size: usize) -> *mut u8 {
        let block = System.alloc(Layout::from_size_align_unchecked(self.block, STEP));
        if block.is_null() {
            // There may still be room for the piece alone.
            return reported(System.alloc(Layout::from_size_align_unchecked(size, STEP)), size);
        }
        if self.left > 0 {
            self.give_back(self.next as *mut u8, self.left / STEP);
        }
        self.next = block as usize;
        self.left = self.block;
        self.block = (self.block * 2).min(LARGEST_BLOCK);
        self.cut(size)
    }
}

// SAFETY: small pieces are at least as large and as aligned as was asked for, and no two overlap: each is cut once, and
// lies in the list of its size only while it is free. `class` is at least 1, since nobody asks for 0 bytes. One thread, and
// nothing here calls back. All else is passed on to `System`; `is_small` says the same when it is freed.
unsafe impl GlobalAlloc for Pieces {
    #[inline]
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        if is_small(layout) {
            (*self.0.get()).take(class(layout.size()))
        } else {
            reported(System.alloc(layout), layout.size())
        }
    }

    #[inline]
    unsafe fn alloc_zeroed(&self, layout: Layout) -> *mut u8 {
        if !is_small(layout) {
            return reported(System.alloc_zeroed(layout), layout.size());
        }
        let memory = self.alloc(layout);
        if !memory.is_null() {
            ptr::write_bytes(memory, 0, layout.size());
        }
        memory
    }

    #[inline]
    unsafe fn dealloc(&self, memory: *mut u8, layout: Layout) {
        if is_small(layout) {
            (*self.0.get()).give_back(memory, class(layout.size()));
        } else {
            System.dealloc(memory, layout);
        }
    }

    #[inline]
    unsafe fn realloc(&self, memory: *mut u8, layout: Layout, size: usize) -> *mut u8 {
        let wanted = Layout::from_size_align_unchecked(size, layout.align());
        match (is_small(layout), is_small(wanted)) {
            (true, true) if class(layout.size()) == class(size) => memory,
            (false, false) => reported(System.realloc(memory, layout, size), size),
            _ => {
                let moved = self.alloc(wanted);
                if !moved.is_null() {
                    ptr::copy_nonoverlapping(memory, moved, layout.size().min(size));
                    self.dealloc(memory, layout);
                }
                moved
            }
        }
    }
}
