//! Two days of publication in, how much nearer or farther they make their reports out.

use woozle_text::Published;

/// Reports that lie further apart, in days, tell of different events whatever they share.
const WIDEST: i64 = 30;

/// Factor between 0 and 1; 1 where a day is not known.
pub(crate) fn closeness(a: Option<Published>, b: Option<Published>, fading: f32) -> f32 {
    let (Some(a), Some(b)) = (a, b) else { return 1.0 };
    let apart = (a.date.days_since_epoch() - b.date.days_since_epoch()).abs();
    if apart > WIDEST {
        return 0.0;
    }
    // Dates of one event differ by a day for time zones and print alone.
    (-((apart - 1).max(0) as f32) / fading).exp()
}
