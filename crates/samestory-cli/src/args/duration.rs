//! How long something takes.

/// A number with s, m or h.
pub(crate) fn duration(text: &str) -> Result<std::time::Duration, String> {
    let unit = text.chars().last().map_or(0, |unit| match unit {
        's' => 1,
        'm' => 60,
        'h' => 3600,
        _ => 0,
    });
    let number = text.get(..text.len().saturating_sub(1)).and_then(|number| number.parse::<u32>().ok());
    match number.filter(|number| *number > 0 && unit > 0) {
        Some(number) => Ok(std::time::Duration::from_secs(u64::from(number) * unit)),
        None => Err("a number with s, m or h is expected, as in 10m".to_owned()),
    }
}
