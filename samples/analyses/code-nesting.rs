#[derive(Clone, Copy)]
enum Mode {
    Code,
    Text,
    Comment,
}

pub fn analyze(code: &str) -> usize {
    let mut mode = Mode::Code;
    let (mut depth, mut deepest) = (0usize, 0usize);
    let mut rest = code;
    while let Some(c) = rest.chars().next() {
        let mut step = c.len_utf8();
        mode = match (mode, c) {
            (Mode::Code, '/') if rest.starts_with("//") => Mode::Comment,
            (Mode::Code, '\'') if ["'{'", "'}'", "'\"'"].iter().any(|l| rest.starts_with(l)) => {
                step = 3;
                Mode::Code
            }
            (Mode::Code, '"') => Mode::Text,
            (Mode::Code, '{') => {
                depth += 1;
                deepest = deepest.max(depth);
                Mode::Code
            }
            (Mode::Code, '}') => {
                depth = depth.saturating_sub(1);
                Mode::Code
            }
            (Mode::Text, '\\') => {
                step += rest[1..].chars().next().map_or(0, char::len_utf8);
                Mode::Text
            }
            (Mode::Text, '"') => Mode::Code,
            (Mode::Comment, '\n') => Mode::Code,
            (other, _) => other,
        };
        rest = &rest[step..];
    }
    deepest
}
