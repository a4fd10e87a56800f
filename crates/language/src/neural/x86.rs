//! The kernels of x86-64: AVX2, AVX-VNNI and AVX-512 VNNI. The only unsafe code of this room.
#![allow(unsafe_code)]

use std::arch::x86_64::{
    __m256i, __m512i, _mm256_add_epi32, _mm256_add_ps, _mm256_cvtepi32_ps, _mm256_dpbusd_avx_epi32,
    _mm256_load_si256, _mm256_loadu_ps, _mm256_loadu_si256, _mm256_madd_epi16, _mm256_maddubs_epi16,
    _mm256_mul_ps, _mm256_set1_epi16, _mm256_set1_epi32, _mm256_set1_ps, _mm256_setzero_si256,
    _mm256_storeu_ps, _mm256_sub_epi32, _mm512_add_ps, _mm512_cvtepi32_ps, _mm512_dpbusd_epi32,
    _mm512_load_si512, _mm512_loadu_ps, _mm512_loadu_si512, _mm512_mul_ps, _mm512_set1_epi32, _mm512_set1_ps,
    _mm512_setzero_si512, _mm512_storeu_ps, _mm512_sub_epi32,
};

use crate::neural::kernel::{Block, INPUTS, Level, OUTPUTS, Product, Tile};

/// The kernels that this machine can run, the fastest last.
pub(super) fn present() -> Vec<Level> {
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

/// Runs `body` compiled for the kernel's instructions and returns; falls through for the portable kernel.
macro_rules! vectorised {
    ($kernel:ident, $body:ident, ($($argument:ident: $type:ty),*)) => {
        #[target_feature(enable = "avx512f,avx512bw,avx512dq,avx512vl")]
        fn wide($($argument: $type),*) { $body($($argument),*); }
        #[target_feature(enable = "avx2")]
        fn narrow($($argument: $type),*) { $body($($argument),*); }
        $crate::neural::x86::run_vectorised!($kernel, wide, narrow, ($($argument),*));
    };
}
/// The unsafe half of `vectorised`.
macro_rules! run_vectorised {
    ($kernel:ident, $wide:ident, $narrow:ident, ($($argument:ident),*)) => {
        match $kernel.0 {
            $crate::neural::kernel::Level::Portable => {}
            $crate::neural::kernel::Level::Avx2 | $crate::neural::kernel::Level::AvxVnni => {
                // SAFETY: such a kernel exists only where the machine has AVX2 (`present`).
                #[allow(unsafe_code)]
                return unsafe { $narrow($($argument),*) };
            }
            $crate::neural::kernel::Level::Avx512 => {
                // SAFETY: such a kernel exists only where the machine has these parts of AVX-512 (`present`).
                #[allow(unsafe_code)]
                return unsafe { $wide($($argument),*) };
            }
        }
    };
}
pub(crate) use {run_vectorised, vectorised};

/// A tile by AVX-512 VNNI: 1 to 3 blocks of 1, 2, 4 or 8 rows.
pub(super) fn avx512(product: &mut Product<'_>, tile: Tile) {
    // SAFETY: a kernel of this level exists only where the machine has AVX-512 VNNI (`present`).
    unsafe {
        match (tile.rows, tile.blocks) {
            (8, 3) => tile512::<8, 3>(product, tile),
            (8, 2) => tile512::<8, 2>(product, tile),
            (8, _) => tile512::<8, 1>(product, tile),
            (4, 3) => tile512::<4, 3>(product, tile),
            (4, 2) => tile512::<4, 2>(product, tile),
            (4, _) => tile512::<4, 1>(product, tile),
            (2, 3) => tile512::<2, 3>(product, tile),
            (2, 2) => tile512::<2, 2>(product, tile),
            (2, _) => tile512::<2, 1>(product, tile),
            (_, 3) => tile512::<1, 3>(product, tile),
            (_, 2) => tile512::<1, 2>(product, tile),
            (_, _) => tile512::<1, 1>(product, tile),
        }
    }
}

#[target_feature(enable = "avx512f,avx512bw,avx512dq,avx512vl,avx512vnni")]
fn tile512<const ROWS: usize, const BLOCKS: usize>(product: &mut Product<'_>, tile: Tile) {
    let columns: [&[Block]; BLOCKS] = std::array::from_fn(|block| product.column(tile.block + block));
    let rows: [&[[u8; INPUTS]]; ROWS] = std::array::from_fn(|row| product.row(tile.row + row));
    let mut sums = [[_mm512_setzero_si512(); BLOCKS]; ROWS];
    for step in 0..product.depth {
        let mut weights = [_mm512_setzero_si512(); BLOCKS];
        for block in 0..BLOCKS {
            weights[block] = load512(&columns[block][step]);
        }
        for row in 0..ROWS {
            let activations = _mm512_set1_epi32(i32::from_ne_bytes(rows[row][step]));
            for block in 0..BLOCKS {
                sums[row][block] = _mm512_dpbusd_epi32(sums[row][block], activations, weights[block]);
            }
        }
    }
    for block in 0..BLOCKS {
        let at = (tile.block + block) * OUTPUTS;
        let corrections: &[i32; OUTPUTS] = sixteen(&product.corrections[at..]);
        let scales: &[f32; OUTPUTS] = sixteen(&product.scales[at..]);
        let bias: Option<&[f32; OUTPUTS]> = product.bias.map(|bias| sixteen(&bias[at..]));
        // SAFETY: each pointer is that of an array of sixteen numbers of 32 bits; no alignment is asked for.
        let (corrections, scales, bias) = unsafe {
            (
                _mm512_loadu_si512(corrections.as_ptr().cast()),
                _mm512_loadu_ps(scales.as_ptr()),
                bias.map(|bias| _mm512_loadu_ps(bias.as_ptr())),
            )
        };
        for row in 0..ROWS {
            let factor = _mm512_mul_ps(scales, _mm512_set1_ps(product.row_scales[tile.row + row]));
            let sum = _mm512_cvtepi32_ps(_mm512_sub_epi32(sums[row][block], corrections));
            let out = product.outputs(tile.row + row, tile.block + block);
            // SAFETY: `out` is an array of sixteen floats; no alignment is asked for.
            unsafe {
                let base = bias.unwrap_or(_mm512_loadu_ps(out.as_ptr()));
                _mm512_storeu_ps(out.as_mut_ptr(), _mm512_add_ps(base, _mm512_mul_ps(sum, factor)));
            }
        }
    }
}

#[target_feature(enable = "avx512f")]
fn load512(block: &Block) -> __m512i {
    // SAFETY: a block is 64 bytes, aligned to 64.
    unsafe { _mm512_load_si512(block.0.as_ptr().cast()) }
}

fn sixteen<T>(numbers: &[T]) -> &[T; OUTPUTS] {
    numbers.first_chunk().expect("the outputs are padded to 16")
}

/// A tile by AVX2: 1 block of 1, 2 or 4 rows.
pub(super) fn avx2(product: &mut Product<'_>, tile: Tile) {
    // SAFETY: a kernel of this level exists only where the machine has AVX2 (`present`).
    unsafe {
        match tile.rows {
            4 => tile_avx2::<4>(product, tile),
            2 => tile_avx2::<2>(product, tile),
            _ => tile_avx2::<1>(product, tile),
        }
    }
}

#[target_feature(enable = "avx2")]
fn tile_avx2<const ROWS: usize>(product: &mut Product<'_>, tile: Tile) {
    let column = product.column(tile.block);
    let rows: [&[[u8; INPUTS]]; ROWS] = std::array::from_fn(|row| product.row(tile.row + row));
    let mut sums = [[_mm256_setzero_si256(); 2]; ROWS];
    let ones = _mm256_set1_epi16(1);
    for step in 0..product.depth {
        let weights = load256(&column[step]);
        for row in 0..ROWS {
            let activations = _mm256_set1_epi32(i32::from_ne_bytes(rows[row][step]));
            for half in 0..2 {
                // Two products of at most 255 * 63 fit 16 bits.
                let pairs = _mm256_maddubs_epi16(activations, weights[half]);
                sums[row][half] = _mm256_add_epi32(sums[row][half], _mm256_madd_epi16(pairs, ones));
            }
        }
    }
    finish256(product, tile, &sums);
}

/// A tile by AVX-VNNI: 1 block of 1, 2 or 4 rows.
pub(super) fn avx_vnni(product: &mut Product<'_>, tile: Tile) {
    // SAFETY: a kernel of this level exists only where the machine has AVX2 and AVX-VNNI (`present`).
    unsafe {
        match tile.rows {
            4 => tile_vnni::<4>(product, tile),
            2 => tile_vnni::<2>(product, tile),
            _ => tile_vnni::<1>(product, tile),
        }
    }
}

#[target_feature(enable = "avx2,avxvnni")]
fn tile_vnni<const ROWS: usize>(product: &mut Product<'_>, tile: Tile) {
    let column = product.column(tile.block);
    let rows: [&[[u8; INPUTS]]; ROWS] = std::array::from_fn(|row| product.row(tile.row + row));
    let mut sums = [[_mm256_setzero_si256(); 2]; ROWS];
    for step in 0..product.depth {
        let weights = load256(&column[step]);
        for row in 0..ROWS {
            let activations = _mm256_set1_epi32(i32::from_ne_bytes(rows[row][step]));
            for half in 0..2 {
                sums[row][half] = _mm256_dpbusd_avx_epi32(sums[row][half], activations, weights[half]);
            }
        }
    }
    finish256(product, tile, &sums);
}

/// Both halves of a block.
#[target_feature(enable = "avx2")]
fn load256(block: &Block) -> [__m256i; 2] {
    let halves: *const __m256i = block.0.as_ptr().cast();
    // SAFETY: a block is 64 bytes, aligned to 64: two halves of 32.
    unsafe { [_mm256_load_si256(halves), _mm256_load_si256(halves.add(1))] }
}

/// Scales the sums of a tile and adds them to the bias or to what is there.
#[target_feature(enable = "avx2")]
fn finish256<const ROWS: usize>(product: &mut Product<'_>, tile: Tile, sums: &[[__m256i; 2]; ROWS]) {
    const HALF: usize = OUTPUTS / 2;
    let at = tile.block * OUTPUTS;
    for half in 0..2 {
        let at = at + half * HALF;
        let corrections: &[i32; HALF] = eight(&product.corrections[at..]);
        let scales: &[f32; HALF] = eight(&product.scales[at..]);
        let bias: Option<&[f32; HALF]> = product.bias.map(|bias| eight(&bias[at..]));
        // SAFETY: each pointer is that of an array of eight numbers of 32 bits; no alignment is asked for.
        let (corrections, scales, bias) = unsafe {
            (
                _mm256_loadu_si256(corrections.as_ptr().cast()),
                _mm256_loadu_ps(scales.as_ptr()),
                bias.map(|bias| _mm256_loadu_ps(bias.as_ptr())),
            )
        };
        for (row, sums) in sums.iter().enumerate() {
            let factor = _mm256_mul_ps(scales, _mm256_set1_ps(product.row_scales[tile.row + row]));
            let sum = _mm256_cvtepi32_ps(_mm256_sub_epi32(sums[half], corrections));
            let out = product.outputs(tile.row + row, tile.block);
            let out: &mut [f32; HALF] = out[half * HALF..].first_chunk_mut().expect("half of sixteen");
            // SAFETY: `out` is an array of eight floats; no alignment is asked for.
            unsafe {
                let base = bias.unwrap_or(_mm256_loadu_ps(out.as_ptr()));
                _mm256_storeu_ps(out.as_mut_ptr(), _mm256_add_ps(base, _mm256_mul_ps(sum, factor)));
            }
        }
    }
}

fn eight<T>(numbers: &[T]) -> &[T; OUTPUTS / 2] {
    numbers.first_chunk().expect("the outputs are padded to 16")
}
