//! How the words of a passage belong to one cue: scores in, the best sequence of roles out (Viterbi 1967).

/// What a word is to a cue.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub(crate) enum Role {
    /// Nothing.
    Outside,
    /// First word of a piece of its source.
    SourceStart,
    /// Another word of that piece.
    Source,
    /// First word of a piece of its content.
    ContentStart,
    /// Another word of that piece.
    Content,
}

impl Role {
    /// Every role, in the order of its number.
    pub(crate) const ALL: [Self; 5] =
        [Self::Outside, Self::SourceStart, Self::Source, Self::ContentStart, Self::Content];

    /// Whether the role can stand behind another, or, behind none, open a passage.
    fn follows(self, before: Option<Self>) -> bool {
        match self {
            Self::Source => matches!(before, Some(Self::SourceStart | Self::Source)),
            Self::Content => matches!(before, Some(Self::ContentStart | Self::Content)),
            _ => true,
        }
    }
}

/// The best roles of the words whose scores these are; `passages` weighs, row by row, that one role follows another.
pub(crate) fn best(scores: &[[f32; 5]], passages: &[[f32; 5]; 5]) -> Vec<Role> {
    const NEVER: f32 = -1e9;
    let Some((first, rest)) = scores.split_first() else { return Vec::new() };
    let bar = |before, role: Role| if role.follows(before) { 0.0 } else { NEVER };
    let mut steps = [[0.0_f32; 5]; 5];
    for (row, before) in steps.iter_mut().zip(Role::ALL) {
        for (step, role) in row.iter_mut().zip(Role::ALL) {
            *step = passages[before as usize][role as usize] + bar(Some(before), role);
        }
    }
    let mut best: [f32; 5] = std::array::from_fn(|role| first[role] + bar(None, Role::ALL[role]));
    let mut came = Vec::with_capacity(rest.len());
    for word in rest {
        let mut next = [0.0; 5];
        let mut from = [0_u8; 5];
        for role in 0..5 {
            let mut top = 0;
            for before in 1..5 {
                if best[before] + steps[before][role] > best[top] + steps[top][role] {
                    top = before;
                }
            }
            from[role] = top as u8;
            next[role] = best[top] + steps[top][role] + word[role];
        }
        best = next;
        came.push(from);
    }
    let mut role = (1..5).fold(0, |top, role| if best[role] > best[top] { role } else { top });
    let mut roles = vec![Role::ALL[role]];
    for from in came.iter().rev() {
        role = usize::from(from[role]);
        roles.push(Role::ALL[role]);
    }
    roles.reverse();
    roles
}

#[cfg(test)]
mod tests {
    use super::*;
    use Role::{Content, ContentStart, Outside, Source, SourceStart};

    #[test]
    fn a_piece_begins_before_it_goes_on() {
        // The second word would go on with a source, the last with a content: each is begun by the word before.
        let scores =
            [[0.0; 5], [0.0, 1.0, 3.0, 0.0, 0.0], [0.0, 0.0, 2.0, 0.0, 1.0], [1.0, 0.0, 0.0, 2.0, 9.0]];
        assert_eq!(best(&scores, &[[0.0; 5]; 5]), [SourceStart, Source, ContentStart, Content]);
        assert_eq!(best(&[], &[[0.0; 5]; 5]), []);
        assert_eq!(best(&[[0.0, 0.0, 9.0, 0.0, 9.0]], &[[0.0; 5]; 5]), [Outside]);
    }

    #[test]
    fn passages_hold_a_piece_together() {
        let mut passages = [[0.0; 5]; 5];
        passages[Content as usize][Content as usize] = 2.0;
        passages[ContentStart as usize][Content as usize] = 2.0;
        let scores = [[0.0, 0.0, 0.0, 1.0, 0.0], [0.5, 0.0, 0.0, 0.0, 0.0], [0.0, 0.0, 0.0, 0.0, 0.4]];
        assert_eq!(best(&scores, &passages), [ContentStart, Content, Content]);
        assert_eq!(best(&scores, &[[0.0; 5]; 5]), [ContentStart, Outside, Outside]);
        assert_eq!(best(&[scores[0], [3.0, 0.0, 0.0, 0.0, 0.0]], &passages), [ContentStart, Outside]);
    }
}
