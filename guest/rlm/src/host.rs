//! Calls to whoever runs the analysis: two imports, which a module has only when its code calls.
//!
//! `call` hands texts over and waits; the host fills in one [`Reply`] for each answer and keeps the
//! texts until `take` has them written into memory that the guest made ready. So the host never
//! calls back into a guest that waits for it. The host trusts nothing here; see `HostPort` there.

/// A text that the host reads.
#[repr(C)]
struct Text {
    address: *const u8,
    len: usize,
}

/// What the host says of an answer before it is taken.
#[derive(Clone, Copy, Default)]
#[repr(C)]
struct Reply {
    /// 0 an answer, 1 the reason why there is none.
    refused: u32,
    len: usize,
}

#[link(wasm_import_module = "rlm")]
extern "C" {
    /// 0 when `replies` were filled in; otherwise the length of the reason, as text 0, for refusing all.
    fn call(kind: u32, texts: *const Text, count: usize, replies: *mut Reply) -> usize;

    /// Writes a text of the last `call`, once. 0 done, 1 it is no longer there, 2 it is not UTF-8.
    fn take(index: usize, to: *mut u8) -> u32;
}

/// The texts are prompts; one reply for each.
const ASK: u32 = 1;
/// The texts are a task and what it is about; one reply.
const RUN: u32 = 2;
/// The text is the name of a variable; one reply.
const VAR: u32 = 3;

/// Asks the model one question. `Err` says why there is no answer.
pub fn llm_query(prompt: impl AsRef<str>) -> Result<String, String> {
    one(ASK, &[prompt.as_ref()])
}

/// Asks the model many questions at once; the answers come in the order of the prompts.
pub fn llm_query_batch<P>(prompts: P) -> Vec<Result<String, String>>
where
    P: IntoIterator,
    P::Item: AsRef<str>,
{
    let prompts: Vec<P::Item> = prompts.into_iter().collect();
    let texts: Vec<&str> = prompts.iter().map(|prompt| prompt.as_ref()).collect();
    request(ASK, &texts, texts.len())
}

/// Gives a task over a text of its own to a whole run, with commands and analyses.
pub fn rlm_query(task: impl AsRef<str>, text: impl AsRef<str>) -> Result<String, String> {
    one(RUN, &[task.as_ref(), text.as_ref()])
}

/// The text of a variable or document of the run.
pub fn var(name: impl AsRef<str>) -> Result<String, String> {
    one(VAR, &[name.as_ref()])
}

fn one(kind: u32, texts: &[&str]) -> Result<String, String> {
    request(kind, texts, 1).swap_remove(0)
}

fn request(kind: u32, texts: &[&str], count: usize) -> Vec<Result<String, String>> {
    if count == 0 {
        return Vec::new();
    }
    let texts: Vec<Text> = texts
        .iter()
        .map(|text| Text {
            address: text.as_ptr(),
            len: text.len(),
        })
        .collect();
    let mut replies = vec![Reply::default(); count];
    // SAFETY: the host reads the texts, which outlive the call, and writes `count` replies.
    let refused = unsafe { call(kind, texts.as_ptr(), texts.len(), replies.as_mut_ptr()) };
    if refused > 0 {
        let reason = taken(0, refused).unwrap_or_else(|error| error);
        return vec![Err(reason); count];
    }
    replies
        .iter()
        .enumerate()
        .map(|(index, reply)| match (taken(index, reply.len)?, reply.refused) {
            (text, 0) => Ok(text),
            (reason, _) => Err(reason),
        })
        .collect()
}

fn taken(index: usize, len: usize) -> Result<String, String> {
    let mut bytes = Vec::<u8>::new();
    if bytes.try_reserve_exact(len).is_err() {
        return Err(format!(
            "the text has {len} bytes and does not fit in the memory that is left"
        ));
    }
    // SAFETY: the host writes exactly the length that it told, which was reserved. Linear memory has
    // no uninitialised bytes, and what was written is UTF-8 when the host says 0.
    unsafe {
        match take(index, bytes.as_mut_ptr()) {
            0 => {
                bytes.set_len(len);
                Ok(String::from_utf8_unchecked(bytes))
            }
            1 => Err("the text changed or vanished while it was read".to_owned()),
            _ => Err("the text is not UTF-8".to_owned()),
        }
    }
}
