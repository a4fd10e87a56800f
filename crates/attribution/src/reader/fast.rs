//! Running the fast reader: [`Network::read`] says which words are cues and what every word is to each.

use std::ops::Range;

use woozle_language::Analysis;
use woozle_neural::activation::{combine, first_highest, quantise, rectify, sum_rows};
use woozle_neural::{Memory, Rows, UNIT, ZERO, room};
use woozle_text::Report;

use crate::reader::Attribution;
use crate::reader::input::{Input, TABLES, inputs, passages};
use crate::reader::links::{Role, best};
use crate::reader::network::{CUES, DISTANCES, LANES, Network, ROLES};

/// Words of the passages that are read at once, where no passage is longer.
const BLOCK: usize = 1500;

/// Buffers that are used again from block to block.
#[derive(Default)]
struct Block {
    floats: Vec<f32>,
    bytes: Vec<u8>,
    scales: Vec<f32>,
    far: Vec<u8>,
    heads: Vec<f32>,
    units: Vec<f32>,
    memory: Memory,
}

impl Network {
    /// The attributions of a report, in order of their cues. An analysis without states, made without the lens of
    /// this network, has none.
    #[must_use]
    pub fn read(&self, report: &Report, analysis: &Analysis) -> Vec<Attribution> {
        let Some(states) = analysis.states().filter(|states| states.width() == self.dimensions.lens) else {
            return Vec::new();
        };
        let inputs = inputs(report, analysis);
        let passages = passages(analysis);
        let mut found = Vec::new();
        let mut block = Block::default();
        let mut rest = &passages[..];
        while let Some(first) = rest.first() {
            let start = first.start;
            let count = rest.iter().take_while(|passage| passage.end - start <= BLOCK).count().max(1);
            let (some, after) = rest.split_at(count);
            rest = after;
            let words = start..some[count - 1].end;
            let lens = &states.rows()[words.start * states.width()..words.end * states.width()];
            let within: Vec<Range<usize>> =
                some.iter().map(|passage| passage.start - start..passage.end - start).collect();
            self.score(lens, &inputs[words], &within, &mut block);
            for passage in within {
                self.link(passage, start, &block.heads, &mut found);
            }
        }
        found
    }

    /// Computes the rows of the heads for the words of a block.
    fn score(&self, lens: &[u8], inputs: &[Input], passages: &[Range<usize>], block: &mut Block) {
        let (wide, count) = (self.dimensions.lens, inputs.len());
        let read = wide + self.dimensions.row;
        let floats = room(&mut block.floats, count * read);
        for ((out, lens), input) in floats.chunks_exact_mut(read).zip(lens.chunks_exact(wide)).zip(inputs) {
            let (seen, rows) = out.split_at_mut(wide);
            for (value, &byte) in seen.iter_mut().zip(lens) {
                *value = (f32::from(byte) - f32::from(ZERO)) * UNIT;
            }
            let parts: [(&[i8], f32); TABLES.len()] =
                std::array::from_fn(|table| self.tables[table].row(usize::from(input[table])));
            sum_rows(self.kernel, &parts, rows);
        }
        let row_bytes = self.near.row_bytes();
        let bytes = room(&mut block.bytes, count * row_bytes);
        let scales = room(&mut block.scales, count);
        quantise(self.kernel, floats, read, read, bytes, scales);
        let far = room(&mut block.far, count * self.far.row_bytes());
        let rows = Rows { bytes, scales };
        self.lstm.forward(self.kernel, rows, passages, &mut block.memory, far);
        let stride = self.stride();
        let heads = room(&mut block.heads, count * stride);
        block.units.resize(count, UNIT);
        self.far.multiply(self.kernel, far, &block.units, (&mut *heads, stride));
        self.near.add(self.kernel, bytes, scales, (&mut *heads, stride));
        rectify(self.kernel, heads, 2 * self.dimensions.link, stride);
    }

    fn stride(&self) -> usize {
        self.far.padded().max(self.near.padded())
    }

    /// Finds the cues of a passage and what belongs to each; `offset` is the report's token where the block begins.
    fn link(&self, passage: Range<usize>, offset: usize, heads: &[f32], found: &mut Vec<Attribution>) {
        let (link, stride) = (self.dimensions.link, self.stride());
        let rows: Vec<&[f32]> = heads.chunks_exact(stride).take(passage.end).skip(passage.start).collect();
        let marks: Vec<usize> =
            rows.iter().map(|row| first_highest(&row[2 * link..2 * link + CUES])).collect();
        let mut scores = Vec::with_capacity(rows.len());
        let mut wanted = vec![0.0; (link + 1) * LANES];
        let mut at = 0;
        while at < rows.len() {
            if marks[at] == 0 {
                at += 1;
                continue;
            }
            let end = (at + 1..rows.len()).find(|&next| !matches!(marks[next], 2 | 4)).unwrap_or(rows.len());
            let side = (link + 1) * LANES;
            wanted.copy_from_slice(&self.links[link * side..]);
            combine(self.kernel, &rows[at][..link], &self.links, side, &mut wanted);
            scores.clear();
            scores.extend(
                rows.iter().enumerate().map(|(word, row)| self.roles(row, &wanted, word as i32 - at as i32)),
            );
            let roles = best(&scores, &self.passages);
            let base = offset + passage.start;
            found.push(Attribution {
                cue: base + at..base + end,
                communication: marks[at] <= 2,
                source: pieces(&roles, Role::SourceStart, Role::Source, base),
                content: pieces(&roles, Role::ContentStart, Role::Content, base),
            });
            at = end;
        }
    }

    /// What speaks for each role of a word at this distance from the cue.
    fn roles(&self, row: &[f32], wanted: &[f32], distance: i32) -> [f32; ROLES] {
        let link = self.dimensions.link;
        let mut sums = [0.0; LANES];
        sums.copy_from_slice(&wanted[link * LANES..]);
        combine(self.kernel, &row[link..2 * link], wanted, LANES, &mut sums);
        let near = &self.distances[DISTANCES.partition_point(|&bound| bound <= distance)];
        std::array::from_fn(|role| sums[role] + near[role])
    }
}

/// The pieces that begin with one role and go on with another, as tokens of the report.
fn pieces(roles: &[Role], start: Role, inside: Role, base: usize) -> Vec<Range<usize>> {
    let mut pieces: Vec<Range<usize>> = Vec::new();
    for (at, &role) in roles.iter().enumerate() {
        if role == start {
            pieces.push(base + at..base + at + 1);
        } else if role == inside
            && let Some(piece) = pieces.last_mut()
        {
            piece.end = base + at + 1;
        }
    }
    pieces
}

#[cfg(test)]
mod tests {
    use woozle_language::analyse::analyse_through;
    use woozle_neural::Kernel;

    use super::*;
    use crate::reader::sample::{language, reader};

    const NEWS: &str = "Mayor Ada Lind said on Monday that the bridge was closed.\n\n“We saw the crack,” engineer \
                        Tom Orre told reporters. “It was as wide as a hand.”\n\nThe harbour stayed open.";

    #[test]
    fn every_kernel_and_every_company_gives_the_same_attributions() {
        let model = language();
        let reader = reader(&model, 7);
        let long = vec![NEWS; 40].join("\n\n");
        let report = Report::from_text(&*long);
        let analysis = analyse_through(&report, &model, reader.lens());
        let found = reader.read(&report, &analysis);
        assert!(!found.is_empty());
        for kernel in Kernel::present() {
            assert_eq!(reader.clone().with_kernel(kernel).read(&report, &analysis), found, "{kernel:?}");
        }
        let alone = Report::from_text(NEWS);
        let alone = reader.read(&alone, &analyse_through(&alone, &model, reader.lens()));
        assert_eq!(alone[..], found[..alone.len()]);
        for one in &found {
            let sorted = |pieces: &[Range<usize>]| pieces.windows(2).all(|two| two[0].end <= two[1].start);
            assert!(sorted(&one.source) && sorted(&one.content));
        }
    }

    #[test]
    fn without_a_lens_nothing_is_read() {
        let model = language();
        let report = Report::from_text(NEWS);
        assert_eq!(reader(&model, 7).read(&report, &woozle_language::analyse(&report, &model)), []);
    }
}
