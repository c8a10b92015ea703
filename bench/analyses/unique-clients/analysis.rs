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
    format!("{} addresses, {} users", addresses.len(), users.len())
}
