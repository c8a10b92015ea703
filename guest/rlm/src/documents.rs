//! The documents inside an input.

use crate::input::{inputs, Buffer, Span};

/// A document, or as much of it as the given text holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Document<'a> {
    /// Its relative path; empty for a text that did not come from documents.
    pub name: &'a str,
    pub text: &'a str,
}

/// Documents in order; see [`documents`].
pub struct Documents<'a> {
    text: &'a str,
    offset: usize,
    spans: std::slice::Iter<'static, Span>,
    whole: bool,
}

/// The documents that `input` consists of, in order. `input` is a parameter of `analyze` or a part
/// of one; a document that lies only partly in it (at the ends of a chunk) gives that part. Any
/// other text is one document without a name.
pub fn documents(input: &str) -> Documents<'_> {
    let start = input.as_ptr() as usize;
    let within = |buffer: &&Buffer| {
        let first = buffer.bytes.as_ptr() as usize;
        first <= start && start + input.len() <= first + buffer.bytes.len()
    };
    match inputs()
        .iter()
        .find(within)
        .filter(|buffer| !buffer.documents.is_empty())
    {
        Some(buffer) => Documents {
            text: input,
            offset: start - buffer.bytes.as_ptr() as usize,
            spans: buffer.documents.iter(),
            whole: false,
        },
        None => Documents {
            text: input,
            offset: 0,
            spans: [].iter(),
            whole: true,
        },
    }
}

impl<'a> Iterator for Documents<'a> {
    type Item = Document<'a>;

    fn next(&mut self) -> Option<Document<'a>> {
        if std::mem::take(&mut self.whole) {
            return Some(Document {
                name: "",
                text: self.text,
            });
        }
        let end = self.offset + self.text.len();
        let span = self.spans.find(|s| {
            (s.start < end && s.end > self.offset)
                || (s.start == s.end && s.start >= self.offset && s.start <= end)
        })?;
        let from = span.start.max(self.offset) - self.offset;
        let to = span.end.min(end) - self.offset;
        let name = std::str::from_utf8(&span.name).unwrap_or("");
        Some(Document {
            name,
            text: &self.text[from..to],
        })
    }
}
