//! The trees of a chunk: what its words give to the heads in, the head of every word and how it hangs on it out.

use std::ops::Range;

use woozle_neural::activation::{combine, first_highest, quantise};
use woozle_neural::room;

use crate::neural::decode::Reading;
use crate::neural::network::{Network, label_stride};
use crate::neural::once::{self, LabelScores};
use crate::neural::tree;
use crate::tagset::Deprel;

/// Heads whose dependents' labels are scored at once.
const LABELLED: usize = 16;

/// Memory of the heads.
#[derive(Default)]
pub(super) struct Heads {
    /// Rows of all heads, as [`Offsets`](super::network::Offsets) tells.
    pub(super) rows: Vec<f32>,
    pub(super) units: Vec<f32>,
    bytes: Vec<u8>,
    scales: Vec<f32>,
    /// What the head of each word should be like, or the dependents of each head.
    wanted: Vec<f32>,
    /// Every head, the root first: a line for each of its values.
    candidates: Vec<f32>,
    /// For each window, for each of its words the scores of its heads, the root first.
    arcs: Vec<f32>,
    /// The head of each word of a chunk, counted within it.
    found: Vec<Option<u32>>,
    /// The heads of a window, counted from 1, 0 the root.
    tree: Vec<u32>,
}

impl Network {
    /// Appends the trees of the windows of a chunk, of a block that begins at `block`.
    pub(super) fn parse(
        &self,
        chunk: &[Range<usize>],
        block: usize,
        heads: &mut Heads,
        reading: &mut Reading,
    ) {
        let first = chunk[0].start;
        heads.found.clear();
        heads.arcs.clear();
        let mut found = std::mem::take(&mut heads.tree);
        for window in chunk {
            let (count, shift) = (window.len(), (window.start - first) as u32);
            let scores = heads.arcs.len();
            self.score_arcs(window.start - first..window.end - first, heads);
            tree::heads(&heads.arcs[scores..], arc_stride(count), count, &mut found);
            heads.found.extend(found.iter().map(|head| head.checked_sub(1).map(|head| head + shift)));
        }
        let labelled = reading.labels.len();
        self.label(heads, &mut reading.labels);
        let mut arcs = 0;
        for window in chunk {
            let (words, shift) = (window.start - first..window.end - first, (window.start - first) as u32);
            found.clear();
            found.extend(
                heads.found[words.clone()].iter().map(|head| head.map_or(0, |head| head - shift + 1)),
            );
            let labels = &mut reading.labels[labelled + words.start..labelled + words.end];
            self.once(words, arcs, heads, (&mut found, labels));
            arcs += window.len() * arc_stride(window.len());
            let start = (block + window.start) as u32;
            reading.heads.extend(found.iter().map(|head| head.checked_sub(1).map(|head| head + start)));
        }
        heads.tree = found;
    }

    /// Scores every word of a window as head of every other; the scores are appended to those of other windows.
    fn score_arcs(&self, words: Range<usize>, heads: &mut Heads) {
        let (width, stride, offsets) = (self.dimensions.arc, self.head_stride(), self.offsets());
        let count = words.len();
        let across = arc_stride(count);
        let rows = &heads.rows[words.start * stride..words.end * stride];
        let candidates = room(&mut heads.candidates, width * across);
        let words = rows.chunks_exact(stride).map(|row| &row[offsets.arc_head..][..width]);
        for (at, word) in std::iter::once(&self.root_arc[..]).chain(words).enumerate() {
            for (line, &value) in candidates.chunks_exact_mut(across).zip(word) {
                line[at] = value;
            }
        }
        let bytes = room(&mut heads.bytes, count * self.arc.row_bytes());
        let scales = room(&mut heads.scales, count);
        quantise(self.kernel, &rows[offsets.arc_dependent..], width, stride, bytes, scales);
        let padded = self.arc.padded();
        let wanted = room(&mut heads.wanted, count * padded);
        self.arc.multiply(self.kernel, bytes, scales, (&mut *wanted, padded));
        let before = heads.arcs.len();
        heads.arcs.resize(before + count * across, 0.0);
        let words = wanted.chunks_exact(padded).zip(heads.arcs[before..].chunks_exact_mut(across));
        for (word, (wanted, arcs)) in words.enumerate() {
            combine(self.kernel, &wanted[..width], candidates, across, arcs);
            arcs[word + 1] = f32::MIN;
        }
    }

    /// Appends the labels of the arcs of a chunk: those of one head after those of another, as a head is multiplied
    /// once for all its dependents.
    fn label(&self, heads: &mut Heads, labels: &mut Vec<Deprel>) {
        let Heads { rows, found, bytes, scales, wanted, .. } = heads;
        let (width, stride, offsets) = (self.dimensions.label, self.head_stride(), self.offsets());
        let (row_bytes, padded) = (self.labels.row_bytes(), self.labels.padded());
        let first = labels.len();
        labels.resize(first + found.len(), Deprel::Root);
        let mut arcs: Vec<(u32, usize)> =
            found.iter().zip(0..).filter_map(|(head, dependent)| Some(((*head)?, dependent))).collect();
        arcs.sort_unstable();
        let families: Vec<&[(u32, usize)]> = arcs.chunk_by(|one, other| one.0 == other.0).collect();
        for families in families.chunks(LABELLED) {
            let bytes = room(bytes, families.len() * row_bytes);
            let scales = room(scales, families.len());
            for ((family, bytes), scale) in
                families.iter().zip(bytes.chunks_exact_mut(row_bytes)).zip(scales.chunks_exact_mut(1))
            {
                let row = &rows[family[0].0 as usize * stride + offsets.label_head..][..width];
                quantise(self.kernel, row, width, width, bytes, scale);
            }
            let wanted = room(wanted, families.len() * padded);
            self.labels.multiply(self.kernel, bytes, scales, (&mut *wanted, padded));
            for (wanted, family) in wanted.chunks_exact(padded).zip(families) {
                for &(_, dependent) in *family {
                    let dependent_row = &rows[dependent * stride + offsets.label_dependent..][..width];
                    labels[first + dependent] = self.best_label(wanted, dependent_row);
                }
            }
        }
    }

    /// The best label but that of the root.
    fn best_label(&self, wanted: &[f32], dependent: &[f32]) -> Deprel {
        Deprel::ALL[first_highest(&self.label_scores(wanted, dependent))]
    }

    /// The scores of all labels of a dependent, given what its head wants; that of the root is out of the question.
    fn label_scores(&self, wanted: &[f32], dependent: &[f32]) -> LabelScores {
        let across = label_stride();
        let (lines, constant) = wanted.split_at(dependent.len() * across);
        let mut scores = [0.0; 2 * Deprel::ALL.len()];
        let scores = &mut scores[..across];
        scores.copy_from_slice(&constant[..across]);
        combine(self.kernel, dependent, lines, across, scores);
        scores[Deprel::Root as usize] = f32::MIN;
        std::array::from_fn(|label| scores[label])
    }

    /// Sees to it that what a head has once it has once. The arcs of the words are scored from `arcs` on.
    fn once(
        &self,
        words: Range<usize>,
        arcs: usize,
        heads: &mut Heads,
        (found, labels): (&mut [u32], &mut [Deprel]),
    ) {
        let crowded = once::crowded(found, labels);
        if crowded.is_empty() {
            return;
        }
        let (width, stride, offsets) = (self.dimensions.label, self.head_stride(), self.offsets());
        let rows = &heads.rows[words.start * stride..words.end * stride];
        let bytes = room(&mut heads.bytes, self.labels.row_bytes());
        let wanted = room(&mut heads.wanted, self.labels.padded());
        let scored = |dependent: usize, head: usize| {
            let row = &rows[(head - 1) * stride + offsets.label_head..][..width];
            let mut scale = [0.0];
            quantise(self.kernel, row, width, width, bytes, &mut scale);
            self.labels.multiply(self.kernel, bytes, &scale, (&mut *wanted, self.labels.padded()));
            self.label_scores(wanted, &rows[dependent * stride + offsets.label_dependent..][..width])
        };
        once::settle(crowded, (&heads.arcs[arcs..], arc_stride(found.len())), scored, (found, labels));
    }
}

/// Distance of the rows of arc scores: the root and the words, padded for vectors.
fn arc_stride(count: usize) -> usize {
    (count + 1).next_multiple_of(16)
}
