namespace Rlm.Wasm.Tests.Execution;

/// <summary>What the guest crate has in the place of parts of the standard library does the same as they do.</summary>
public class GuestLibraryTests
{
    /// <summary>Every length and place around the sixteen bytes of a step, wherever the text begins in memory.</summary>
    [Fact]
    public async Task A_byte_is_found_where_it_is()
    {
        var outcome = await Sandbox.RunAsync(
            """
            pub fn analyze(_input: &str) -> Result<usize, String> {
                let mut tried = 0;
                for skipped in 0..5usize {
                    for len in 0..80usize {
                        for at in 0..=len {
                            let mut bytes = vec![b'a'; skipped + len];
                            if at < len { bytes[skipped + at] = b'!'; }
                            if at + 20 < len { bytes[skipped + at + 20] = b'!'; }
                            let whole = String::from_utf8(bytes).unwrap();
                            let text = &whole[skipped..];
                            let expected = if at < len { Some(at) } else { None };
                            if text.find('!') != expected { return Err(format!("{text:?}: {:?}, not {expected:?}", text.find('!'))); }
                            let mut parts = 1;
                            for b in text.bytes() { if b == b'!' { parts += 1; } }
                            if text.split('!').count() != parts { return Err(format!("{text:?} has {parts} parts")); }
                            tried += 1;
                        }
                    }
                }
                Ok(tried)
            }
            """,
            "");

        Assert.Equal("16200", outcome.Text());
    }

    [Fact]
    public async Task Lines_are_found_with_vectors()
    {
        var line = new string('x', 4095) + "\n";
        var outcome = await Sandbox.RunAsync(
            "pub fn analyze(input: &str) -> usize { input.lines().count() }", string.Concat(Enumerable.Repeat(line, 500)));

        Assert.Equal("500", outcome.Text());

        // Fuel is exact. The library's own search takes 4.6 a byte; where it is used, `ByteSearch` found no symbol.
        Assert.InRange(outcome.FuelUsed, 1UL, 5UL * 4096 * 500 / 2);
    }

    [Fact]
    public async Task Texts_are_in_the_order_of_their_bytes()
    {
        var outcome = await Sandbox.RunAsync(
            """
            // One byte at a time, and in no way that the compiler knows as a comparison of texts.
            fn naive(a: &[u8], b: &[u8]) -> Ordering {
                let mut at = 0;
                loop {
                    match (a.get(at), b.get(at)) {
                        (None, None) => return Ordering::Equal,
                        (None, _) => return Ordering::Less,
                        (_, None) => return Ordering::Greater,
                        (Some(x), Some(y)) if x < y => return Ordering::Less,
                        (Some(x), Some(y)) if x > y => return Ordering::Greater,
                        _ => at += 1,
                    }
                }
            }

            pub fn analyze(_input: &str) -> Result<usize, String> {
                let mut tried = 0;
                for start in 0..3usize {
                    for len in 0..40usize {
                        for at in 0..=len {
                            for (x, y) in [(1u8, 2u8), (2, 1), (127, 128), (255, 0), (0, 255), (9, 9)] {
                                let mut a: Vec<u8> = (0..(start + len) as u8).collect();
                                let mut b = a.clone();
                                if at < len { a[start + at] = x; b[start + at] = y; }
                                // What comes after the first difference must not matter.
                                if at + 1 < len { a[start + len - 1] = 200; b[start + len - 1] = 100; }
                                let (a, b) = (&a[start..], &b[start..]);
                                for (l, r) in [(a, b), (b, a), (a, &b[..at]), (a, a)] {
                                    let expected = naive(l, r);
                                    if l.cmp(r) != expected { return Err(format!("{l:?} {r:?}: {:?}, not {expected:?}", l.cmp(r))); }
                                    if (l == r) != (expected == Ordering::Equal) { return Err(format!("{l:?} == {r:?}")); }
                                    tried += 1;
                                }
                            }
                        }
                    }
                }
                Ok(tried)
            }
            """,
            "");

        Assert.Equal("59040", outcome.Text());
    }

    /// <summary>Pieces of all sizes are taken, grown, shrunk and freed at random; each keeps its own bytes.</summary>
    [Fact]
    public async Task No_two_pieces_of_memory_overlap()
    {
        var outcome = await Sandbox.RunAsync(
            """
            struct Random(u64);
            impl Random {
                fn below(&mut self, n: usize) -> usize {
                    self.0 ^= self.0 << 13; self.0 ^= self.0 >> 7; self.0 ^= self.0 << 17;
                    (self.0 % n as u64) as usize
                }
            }

            pub fn analyze(_input: &str) -> Result<usize, String> {
                let mut random = Random(88172645463325252);
                let mut pieces: Vec<(u8, Vec<u8>)> = Vec::new();
                let mut wide: Vec<(u64, Vec<u128>)> = Vec::new();
                for turn in 0..60_000usize {
                    let most = [9, 40, 300, 1100, 5000][random.below(5)];
                    match random.below(6) {
                        0 | 1 if pieces.len() < 500 => {
                            let mark = (turn % 251) as u8;
                            pieces.push((mark, vec![mark; 1 + random.below(most)]));
                        }
                        2 if pieces.len() < 500 => {
                            let zeros = vec![0u8; 1 + random.below(most)];
                            if zeros.iter().any(|&b| b != 0) { return Err("memory that was to be zero is not".to_string()); }
                            pieces.push((0, zeros));
                        }
                        3 if wide.len() < 100 => wide.push((turn as u64, vec![turn as u128; 1 + random.below(80)])),
                        4 if !pieces.is_empty() => {
                            let i = random.below(pieces.len());
                            let (mark, bytes) = &mut pieces[i];
                            if random.below(2) == 0 { bytes.resize(1 + random.below(most), *mark); bytes.shrink_to_fit(); }
                            else { let mark = *mark; bytes.extend(std::iter::repeat(mark).take(random.below(most))); }
                        }
                        _ => {
                            if !pieces.is_empty() { let i = random.below(pieces.len()); pieces.swap_remove(i); }
                            if !wide.is_empty() { let i = random.below(wide.len()); wide.swap_remove(i); }
                        }
                    }
                    if turn % 500 == 0 {
                        for (mark, bytes) in &pieces {
                            if bytes.iter().any(|b| b != mark) { return Err(format!("turn {turn}: a piece of {} was written over", bytes.len())); }
                        }
                        for (mark, numbers) in &wide {
                            if numbers.iter().any(|&n| n != *mark as u128) || numbers.as_ptr() as usize % 8 != 0 {
                                return Err(format!("turn {turn}: numbers were written over"));
                            }
                        }
                    }
                }
                Ok(pieces.len())
            }
            """,
            "");

        Assert.True(outcome.Error is null, outcome.Error?.Message);
    }

    [Fact]
    public async Task Pieces_that_were_freed_are_used_again()
    {
        var outcome = await Sandbox.RunAsync(
            """
            pub fn analyze(_input: &str) -> usize {
                let mut total = 0;
                for i in 0..2_000_000usize { total += format!("{i} and a little more than that").len(); }
                total
            }
            """,
            "");

        Assert.Null(outcome.Error);
        Assert.InRange(outcome.MemoryBytes, 1, 4 << 20);
    }
}
