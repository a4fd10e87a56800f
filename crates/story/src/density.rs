//! Nearness in, nearness in view of the crowd out: where many reports are near each other by their topic
//! (an election, an epidemic), two must be nearer to tell of the same event.

use crate::{Settings, similarity::Pair};

/// Neighbours before this rank may be reports of the same story; those from it to `LAST` are the crowd.
const FIRST: usize = 8;
const LAST: usize = 24;

/// Takes the crowd around both reports off their nearness.
pub(crate) fn off_the_crowd(pairs: &mut [Pair], reports: usize, settings: &Settings) {
    let mut neighbours: Vec<Vec<f32>> = vec![Vec::new(); reports];
    for pair in pairs.iter() {
        neighbours[pair.reports.0 as usize].push(pair.near);
        neighbours[pair.reports.1 as usize].push(pair.near);
    }
    let crowds: Vec<f32> = neighbours.iter_mut().map(|around| crowd(around)).collect();
    for pair in pairs {
        let crowd = crowds[pair.reports.0 as usize] + crowds[pair.reports.1 as usize];
        pair.near -= settings.crowd_weight * crowd / 2.0;
    }
}

/// Mean nearness of the report's neighbours that are too many to be one story.
fn crowd(neighbours: &mut [f32]) -> f32 {
    neighbours.sort_by(|a, b| b.total_cmp(a));
    let far = neighbours.iter().skip(FIRST).take(LAST - FIRST);
    far.sum::<f32>() / (LAST - FIRST) as f32
}
