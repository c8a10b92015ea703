fn check(number: usize, line: &str) -> Result<Option<String>, String> {
    let value: Value = serde_json::from_str(line).map_err(|e| format!("line {number}: {e}"))?;
    let object = value.as_object().ok_or_else(|| format!("line {number}: not an object"))?;
    let field = |name: &str| {
        object
            .get(name)
            .and_then(Value::as_str)
            .ok_or(format!("line {number}: no {name}"))
    };
    let date = field("date")?;
    if object["home_score"].is_null() || object["away_score"].is_null() {
        let (home, away) = (field("home_team")?, field("away_team")?);
        return Ok(Some(format!("line {number}: {home} - {away} ({date})")));
    }
    Ok(None)
}

pub fn analyze(matches: &str) -> Result<String, String> {
    let found: Result<Vec<Option<String>>, String> =
        matches.lines().enumerate().map(|(i, l)| check(i + 1, l)).collect();
    Ok(found?.into_iter().flatten().collect::<Vec<_>>().join("\n"))
}
