pub fn analyze(log: &str) -> String {
    let mut paths: HashMap<&str, (usize, HashSet<&str>)> = HashMap::new();
    for line in log.lines() {
        let Some((before, after)) = line.split_once("\"GET ") else { continue };
        let client = before.split_whitespace().next().unwrap_or("-");
        let target = after.split(' ').next().unwrap_or("");
        let path = target.split('?').next().unwrap_or(target);
        let entry = paths.entry(path).or_default();
        entry.0 += 1;
        entry.1.insert(client);
    }
    let mut heap: BinaryHeap<(usize, Reverse<&str>, usize)> = paths
        .into_iter()
        .map(|(path, (n, clients))| (n, Reverse(path), clients.len()))
        .collect();
    std::iter::from_fn(|| heap.pop())
        .take(10)
        .map(|(n, Reverse(path), clients)| format!("{n} {clients} {path}"))
        .collect::<Vec<_>>()
        .join("\n")
}
