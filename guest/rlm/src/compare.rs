//! `memcmp` and `bcmp`, which every comparison of texts ends in: eight bytes at a time, where those that come with the
//! compiler for this target go byte by byte.

unsafe fn word(at: *const u8) -> u64 {
    at.cast::<u64>().read_unaligned()
}

unsafe fn half(at: *const u8) -> u64 {
    u64::from(at.cast::<u32>().read_unaligned())
}

/// Order of two words that differ, by their first byte that does: big-endian, as memory is read.
fn order(left: u64, right: u64) -> i32 {
    if left.swap_bytes() < right.swap_bytes() {
        -1
    } else {
        1
    }
}

/// Less than, equal to or greater than zero, as the first bytes that differ say.
///
/// # Safety
/// Both have `len` bytes.
#[no_mangle]
pub unsafe extern "C" fn memcmp(left: *const u8, right: *const u8, len: usize) -> i32 {
    let mut at = 0;
    while len - at >= 8 {
        let (l, r) = (word(left.add(at)), word(right.add(at)));
        if l != r {
            return order(l, r);
        }
        at += 8;
    }
    let (left, right) = (left.add(at), right.add(at));
    let (l, r) = match len - at {
        0 => return 0,
        rest @ 4.. => {
            // The two halves may overlap, in bytes that are then equal.
            let (l, r) = (half(left), half(right));
            if l != r {
                (l, r)
            } else {
                (half(left.add(rest - 4)), half(right.add(rest - 4)))
            }
        }
        rest => (few(left, rest), few(right, rest)),
    };
    if l == r {
        0
    } else {
        order(l, r)
    }
}

/// Zero when both are equal.
///
/// # Safety
/// Both have `len` bytes.
#[no_mangle]
pub unsafe extern "C" fn bcmp(left: *const u8, right: *const u8, len: usize) -> i32 {
    memcmp(left, right, len)
}

/// One to three bytes as a word, in the order of memory.
unsafe fn few(at: *const u8, len: usize) -> u64 {
    let (first, middle, last) = (*at, *at.add(len / 2), *at.add(len - 1));
    u64::from(first) | u64::from(middle) << 8 | u64::from(last) << 16
}
