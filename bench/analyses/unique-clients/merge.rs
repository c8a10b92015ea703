pub fn analyze(input: &str) -> String {
    let mut addresses: HashSet<&str> = HashSet::new();
    let mut users: HashSet<&str> = HashSet::new();
    for line in input.lines() {
        let mut fields = line.split(' ').skip(3);
        if let (Some(address), Some(user)) = (fields.next(), fields.next()) {
            addresses.insert(address);
            users.insert(user);
        }
    }
    let join = |set: HashSet<&str>| set.into_iter().collect::<Vec<_>>().join(" ");
    format!("{}\n{}", join(addresses), join(users))
}

pub fn merge(parts: &[String]) -> String {
    let mut addresses: HashSet<&str> = HashSet::new();
    let mut users: HashSet<&str> = HashSet::new();
    for part in parts {
        let (a, u) = part.split_once('\n').unwrap();
        addresses.extend(a.split_whitespace());
        users.extend(u.split_whitespace());
    }
    format!("{} addresses, {} users", addresses.len(), users.len())
}
