//! Short reports of one outlet, written by a form: what of them is boilerplate depends on which are told apart together.

/// Title and body of a report.
pub(crate) fn report(number: usize) -> [String; 2] {
    let of = |n: usize, most: usize| (n.wrapping_mul(2_654_435_761) >> 7) % most;
    let n = number;
    let title = format!("Zorblat{} raises quarterly dividend of Quimby{}", of(n, 900), of(n + 7, 900));
    let body = format!(
        "Dividend {} cents against {} cents prior\nPayable at the bank of Vexil{} on April {}\nRecorded by Brundle{} on March {}",
        of(n, 97),
        of(n + 3, 97),
        of(n + 5, 400),
        of(n, 28),
        of(n + 9, 400),
        of(n + 1, 28)
    );
    [title, body]
}
