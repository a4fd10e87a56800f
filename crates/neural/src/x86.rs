//! The kernels of x86-64: AVX2, AVX-VNNI and AVX-512 VNNI. The only unsafe code of the program.
#![allow(unsafe_code)]

use std::arch::x86_64::{
    __m256i, __m512i, _mm256_add_epi16, _mm256_add_epi32, _mm256_add_ps, _mm256_cvtepi32_ps,
    _mm256_dpbusd_avx_epi32, _mm256_load_si256, _mm256_loadu_ps, _mm256_loadu_si256, _mm256_madd_epi16,
    _mm256_maddubs_epi16, _mm256_mul_ps, _mm256_set1_epi16, _mm256_set1_epi32, _mm256_set1_ps,
    _mm256_setzero_si256, _mm256_storeu_ps, _mm512_add_ps, _mm512_cvtepi32_ps, _mm512_dpbusd_epi32,
    _mm512_load_si512, _mm512_loadu_ps, _mm512_loadu_si512, _mm512_mul_ps, _mm512_set1_epi32, _mm512_set1_ps,
    _mm512_setzero_si512, _mm512_storeu_ps,
};

use crate::kernel::{INPUTS, Level, OUTPUTS, Product, Tile, Work};

/// The kernels that this machine can run, the fastest last.
pub(crate) fn present() -> Vec<Level> {
    let mut levels = Vec::new();
    if is_x86_feature_detected!("avx2") {
        levels.push(Level::Avx2);
        if is_x86_feature_detected!("avxvnni") {
            levels.push(Level::AvxVnni);
        }
    }
    if is_x86_feature_detected!("avx512f")
        && is_x86_feature_detected!("avx512bw")
        && is_x86_feature_detected!("avx512dq")
        && is_x86_feature_detected!("avx512vl")
        && is_x86_feature_detected!("avx512vnni")
    {
        levels.push(Level::Avx512);
    }
    levels
}

/// Does work as compiled for the level's instructions.
pub(crate) fn run<W: Work<A>, A>(level: Level, arguments: A) {
    match level {
        Level::Portable => W::run(arguments),
        // SAFETY: such a kernel exists only where the machine has AVX2 (`present`).
        Level::Avx2 | Level::AvxVnni => unsafe { narrow::<W, A>(arguments) },
        // SAFETY: such a kernel exists only where the machine has these parts of AVX-512 (`present`).
        Level::Avx512 => unsafe { wide::<W, A>(arguments) },
    }
}

#[target_feature(enable = "avx2")]
fn narrow<W: Work<A>, A>(arguments: A) {
    W::run(arguments);
}

#[target_feature(enable = "avx512f,avx512bw,avx512dq,avx512vl")]
fn wide<W: Work<A>, A>(arguments: A) {
    W::run(arguments);
}

/// A tile by AVX-512 VNNI: 1 to 3 blocks of 1 to 8 rows.
pub(crate) fn avx512(product: &mut Product<'_>, tile: Tile) {
    // SAFETY: a kernel of this level exists only where the machine has AVX-512 VNNI (`present`); `compute`
    // checked the product, and `sweep` cuts it into tiles.
    unsafe {
        match tile.blocks {
            3 => rows512::<3>(product, tile),
            2 => rows512::<2>(product, tile),
            _ => rows512::<1>(product, tile),
        }
    }
}

/// # Safety
/// As [`tile512`].
#[target_feature(enable = "avx512f,avx512bw,avx512dq,avx512vl,avx512vnni")]
unsafe fn rows512<const BLOCKS: usize>(product: &mut Product<'_>, tile: Tile) {
    // SAFETY: as the caller's.
    unsafe {
        match tile.rows {
            8 => tile512::<8, BLOCKS>(product, tile),
            7 => tile512::<7, BLOCKS>(product, tile),
            6 => tile512::<6, BLOCKS>(product, tile),
            5 => tile512::<5, BLOCKS>(product, tile),
            4 => tile512::<4, BLOCKS>(product, tile),
            3 => tile512::<3, BLOCKS>(product, tile),
            2 => tile512::<2, BLOCKS>(product, tile),
            _ => tile512::<1, BLOCKS>(product, tile),
        }
    }
}

/// # Safety
/// The product must have been checked, and the tile lie within it.
#[target_feature(enable = "avx512f,avx512bw,avx512dq,avx512vl,avx512vnni")]
unsafe fn tile512<const ROWS: usize, const BLOCKS: usize>(product: &mut Product<'_>, tile: Tile) {
    let depth = product.depth;
    let at = tile.block * OUTPUTS;
    // SAFETY: a checked product holds `depth` aligned blocks of 64 bytes for each block of outputs, four times
    // `depth` bytes for each row, sixteen numbers for each block of outputs in starts, scales and bias, and
    // a scale for each row; the rows of `out` are `stride` apart and hold sixteen floats for each block. All
    // loads but those of blocks ask for no alignment.
    unsafe {
        let weights = product.blocks.as_ptr().add(tile.block * depth).cast::<__m512i>();
        let rows = product.rows.as_ptr().add(tile.row * depth * INPUTS).cast::<i32>();
        let mut sums = [[_mm512_setzero_si512(); BLOCKS]; ROWS];
        for block in 0..BLOCKS {
            let starts = _mm512_loadu_si512(product.starts.as_ptr().add(at + block * OUTPUTS).cast());
            sums.iter_mut().for_each(|sums| sums[block] = starts);
        }
        for step in 0..depth {
            let mut columns = [_mm512_setzero_si512(); BLOCKS];
            for (block, column) in columns.iter_mut().enumerate() {
                *column = _mm512_load_si512(weights.add(block * depth + step));
            }
            for (row, sums) in sums.iter_mut().enumerate() {
                let activations = _mm512_set1_epi32(rows.add(row * depth + step).read_unaligned());
                for (sum, &column) in sums.iter_mut().zip(&columns) {
                    *sum = _mm512_dpbusd_epi32(*sum, activations, column);
                }
            }
        }
        for block in 0..BLOCKS {
            let scale = _mm512_loadu_ps(product.scales.as_ptr().add(at + block * OUTPUTS));
            let bias = product.bias.map(|bias| bias.as_ptr().add(at + block * OUTPUTS));
            for (row, sums) in sums.iter().enumerate() {
                let row_scale = *product.row_scales.as_ptr().add(tile.row + row);
                let factor = _mm512_mul_ps(scale, _mm512_set1_ps(row_scale));
                let sum = _mm512_cvtepi32_ps(sums[block]);
                let place = (tile.row + row) * product.stride + at + block * OUTPUTS;
                let out = product.out.as_mut_ptr().add(place);
                let base = _mm512_loadu_ps(bias.unwrap_or(out));
                _mm512_storeu_ps(out, _mm512_add_ps(base, _mm512_mul_ps(sum, factor)));
            }
        }
    }
}

/// A tile by AVX2: 1 block of 1 to 3 rows, whose sums fill the registers.
pub(crate) fn avx2(product: &mut Product<'_>, tile: Tile) {
    // SAFETY: a kernel of this level exists only where the machine has AVX2 (`present`); `compute` checked
    // the product, and `sweep` cuts it into tiles.
    unsafe {
        match tile.rows {
            3 => tile_avx2::<3>(product, tile),
            2 => tile_avx2::<2>(product, tile),
            _ => tile_avx2::<1>(product, tile),
        }
    }
}

/// # Safety
/// The product must have been checked, and the tile lie within it.
#[target_feature(enable = "avx2")]
unsafe fn tile_avx2<const ROWS: usize>(product: &mut Product<'_>, tile: Tile) {
    let depth = product.depth;
    let ones = _mm256_set1_epi16(1);
    let mut sums = [[_mm256_setzero_si256(); 2]; ROWS];
    let mut step = 0;
    // SAFETY: a checked product holds `depth` aligned blocks of 64 bytes, two halves of 32, for each block of
    // outputs and four times `depth` bytes for each row, which are read without alignment; the stretches of its
    // matrix end at `depth`.
    unsafe {
        let weights = product.blocks.as_ptr().add(tile.block * depth).cast::<__m256i>();
        let rows = product.rows.as_ptr().add(tile.row * depth * INPUTS).cast::<i32>();
        for stretch in product.stretches.of(tile.block) {
            let starts = stretch.starts.as_ptr().cast::<__m256i>();
            let starts = [_mm256_loadu_si256(starts), _mm256_loadu_si256(starts.add(1))];
            let mut narrow = [starts; ROWS];
            while step < stretch.end {
                let first = _mm256_load_si256(weights.add(2 * step));
                let second = _mm256_load_si256(weights.add(2 * step + 1));
                for (row, narrow) in narrow.iter_mut().enumerate() {
                    let activations = _mm256_set1_epi32(rows.add(row * depth + step).read_unaligned());
                    for (sum, weights) in narrow.iter_mut().zip([first, second]) {
                        // Two products of at most 255 * 63 fit 16 bits.
                        let pairs = _mm256_maddubs_epi16(activations, weights);
                        *sum = _mm256_add_epi16(*sum, pairs);
                    }
                }
                step += 1;
            }
            for (sums, narrow) in sums.iter_mut().zip(&narrow) {
                for (sum, &narrow) in sums.iter_mut().zip(narrow) {
                    *sum = _mm256_add_epi32(*sum, _mm256_madd_epi16(narrow, ones));
                }
            }
        }
        finish256(product, tile, &sums);
    }
}

/// A tile by AVX-VNNI: 1 block of 1 to 4 rows.
pub(crate) fn avx_vnni(product: &mut Product<'_>, tile: Tile) {
    // SAFETY: a kernel of this level exists only where the machine has AVX2 and AVX-VNNI (`present`); `compute`
    // checked the product, and `sweep` cuts it into tiles.
    unsafe {
        match tile.rows {
            4 => tile_vnni::<4>(product, tile),
            3 => tile_vnni::<3>(product, tile),
            2 => tile_vnni::<2>(product, tile),
            _ => tile_vnni::<1>(product, tile),
        }
    }
}

/// # Safety
/// The product must have been checked, and the tile lie within it.
#[target_feature(enable = "avx2,avxvnni")]
unsafe fn tile_vnni<const ROWS: usize>(product: &mut Product<'_>, tile: Tile) {
    let depth = product.depth;
    // SAFETY: a checked product holds `depth` aligned blocks of 64 bytes, two halves of 32, and sixteen starts for each
    // block of outputs, and four times `depth` bytes for each row, which are read without alignment.
    unsafe {
        let starts = product.starts.as_ptr().add(tile.block * OUTPUTS).cast::<__m256i>();
        let mut sums = [[_mm256_loadu_si256(starts), _mm256_loadu_si256(starts.add(1))]; ROWS];
        let weights = product.blocks.as_ptr().add(tile.block * depth).cast::<__m256i>();
        let rows = product.rows.as_ptr().add(tile.row * depth * INPUTS).cast::<i32>();
        for step in 0..depth {
            let first = _mm256_load_si256(weights.add(2 * step));
            let second = _mm256_load_si256(weights.add(2 * step + 1));
            for (row, sums) in sums.iter_mut().enumerate() {
                let activations = _mm256_set1_epi32(rows.add(row * depth + step).read_unaligned());
                for (sum, weights) in sums.iter_mut().zip([first, second]) {
                    *sum = _mm256_dpbusd_avx_epi32(*sum, activations, weights);
                }
            }
        }
        finish256(product, tile, &sums);
    }
}

/// Scales the sums of a tile and adds them to the bias or to what is there.
///
/// # Safety
/// The product must have been checked, and the tile lie within it.
#[target_feature(enable = "avx2")]
unsafe fn finish256<const ROWS: usize>(product: &mut Product<'_>, tile: Tile, sums: &[[__m256i; 2]; ROWS]) {
    for half in 0..2 {
        let at = tile.block * OUTPUTS + half * OUTPUTS / 2;
        // SAFETY: a checked product holds sixteen numbers for each block of outputs in scales and bias, and a scale
        // for each row; the rows of `out` are `stride` apart and hold sixteen floats for each block. No load asks for
        // alignment.
        unsafe {
            let scales = _mm256_loadu_ps(product.scales.as_ptr().add(at));
            let bias = product.bias.map(|bias| bias.as_ptr().add(at));
            for (row, sums) in sums.iter().enumerate() {
                let row_scale = *product.row_scales.as_ptr().add(tile.row + row);
                let factor = _mm256_mul_ps(scales, _mm256_set1_ps(row_scale));
                let sum = _mm256_cvtepi32_ps(sums[half]);
                let out = product.out.as_mut_ptr().add((tile.row + row) * product.stride + at);
                let base = _mm256_loadu_ps(bias.unwrap_or(out));
                _mm256_storeu_ps(out, _mm256_add_ps(base, _mm256_mul_ps(sum, factor)));
            }
        }
    }
}
