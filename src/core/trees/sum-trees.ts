/** Predicting with trees: rows become bins, threads share blocks of rows, each row sums its leaves in tree order. */
import { PREDICT_JOB, TILE_FEATURE_BYTES, TILE_ROWS } from '../../kernels/exports.js';
import type { Engine, Scratch, TeamWork } from '../arena.js';
import type { Block } from '../models/model.js';
import { sliceColumn } from '../table.js';
import { binColumn } from './binning.js';
import type { Ensemble } from './ensemble.js';
import { JobWords } from './job-words.js';

/** Rows that are binned at once: their bins and one column stay in the cache. */
const BINNED_ROWS = 4096;
const SMALL_BLOCK_BYTES = 1 << 15;
const LARGE_BLOCK_BYTES = 1 << 18;
const SMALL_MODEL_BYTES = 1 << 18;

/** Bytes of the arrays that walking needs, each rounded up to 16. */
function layout({ roots, nodes, sets, leaves }: Ensemble) {
  const ends = { roots: 0, nodes: 0, sets: 0, leaves: 0 };
  let bytes = 0;
  for (const [name, array] of Object.entries({ roots, nodes, sets, leaves })) {
    ends[name as keyof typeof ends] = bytes;
    bytes += 16 * Math.ceil(array.byteLength / 16);
  }
  return { ...ends, bytes };
}

/** Copies the model to the arena. @returns the offset of each array */
function layModel(ensemble: Ensemble, { arena }: Engine, scratch: Scratch) {
  const places = layout(ensemble);
  const { roots, nodes, sets, leaves } = ensemble;
  const fill = (at: number) => {
    scratch.u32(at + places.roots, roots.length).set(roots);
    scratch.u32(at + places.nodes, nodes.length).set(nodes);
    scratch.u32(at + places.sets, sets.length).set(sets);
    scratch.f64(at + places.leaves, leaves.length).set(leaves);
  };
  let at: number;
  if (ensemble.isLoaded) at = arena.keep(ensemble, places.bytes, fill);
  else {
    at = scratch.alloc(places.bytes);
    fill(at);
  }
  return {
    roots: at + places.roots,
    nodes: at + places.nodes,
    sets: at + places.sets,
    leaves: at + places.leaves,
  };
}

/** The block's bins in tiles. @returns their offset; what stands behind the last row is any bin */
function layTiles({ features, columns }: Ensemble, block: Block, engine: Engine, scratch: Scratch) {
  const { arena, kernels } = engine;
  const tileBytes = features.length * TILE_FEATURE_BYTES;
  const tiles = scratch.alloc(Math.ceil(block.nRows / TILE_ROWS) * tileBytes);
  arena.scope(() => {
    const column = scratch.alloc(BINNED_ROWS);
    for (let first = 0; first < block.nRows; first += BINNED_ROWS) {
      const end = Math.min(block.nRows, first + BINNED_ROWS);
      const to = tiles + (first / TILE_ROWS) * tileBytes;
      const nTiles = Math.ceil((end - first) / TILE_ROWS);
      features.forEach((feature, f) => {
        const cells = sliceColumn(block.columns[columns[f]], first, end);
        binColumn(cells, feature, engine, column);
        kernels.tileBins(column, nTiles, to + f * TILE_FEATURE_BYTES, tileBytes);
      });
    }
  });
  return tiles;
}

/** Tiles of a block: it should stay in the cache while all trees pass, but a big model should not pass too often. */
function blockTiles({ features, nodes }: Ensemble): number {
  const bytes = nodes.byteLength <= SMALL_MODEL_BYTES ? SMALL_BLOCK_BYTES : LARGE_BLOCK_BYTES;
  return Math.max(1, Math.round(bytes / TILE_FEATURE_BYTES / Math.max(1, features.length)));
}

const predictJob = (scratch: Scratch, at: number) =>
  new JobWords<Exclude<keyof typeof PREDICT_JOB, 'bytes'>>(scratch, at, PREDICT_JOB);

/** Work that adds the trees of a prediction to blocks of rows that no other thread has claimed, until there are none. */
export const sumClaimed: TeamWork = ({ kernels }, scratch, at) => {
  const job = predictJob(scratch, at);
  const [nTiles, perBlock] = [job.get('nTiles'), job.get('blockTiles')];
  const nBlocks = Math.ceil(nTiles / perBlock);
  return () => {
    for (let block = job.claim('next'); block < nBlocks; block = job.claim('next')) {
      kernels.addTrees(at, block * perBlock, Math.min(nTiles, (block + 1) * perBlock));
    }
  };
};

/**
 * Sums of leaves, for the price of one walk. A row's sum depends neither on other rows nor on threads.
 * @param rounds ascending, from 0 to `countRounds`
 * @returns for each of `rounds` the sums over that many first rounds: [nRows * (nValues * treesPerRound)]
 */
export function sumTrees(
  ensemble: Ensemble,
  block: Block,
  rounds: readonly number[],
  engine: Engine,
): Float64Array[] {
  const { nValues, treesPerRound } = ensemble;
  const nTiles = Math.ceil(block.nRows / TILE_ROWS);
  const width = nValues * treesPerRound;
  const nSums = nTiles * TILE_ROWS * width;
  return engine.arena.scope((scratch) => {
    const model = layModel(ensemble, engine, scratch);
    const tiles = layTiles(ensemble, block, engine, scratch);
    const sums = scratch.alloc(8 * nSums);
    scratch.f64(sums, nSums).fill(0);
    const job = predictJob(scratch, scratch.alloc(PREDICT_JOB.bytes));
    job.setAll({ tiles, nFeatures: ensemble.features.length, ...model, sums, nValues, treesPerRound });
    job.setAll({ hasSets: ensemble.sets.length > 0 ? 1 : 0, nTiles, blockTiles: blockTiles(ensemble) });
    let endTree = 0;
    return rounds.map((round) => {
      const firstTree = endTree;
      endTree = round * treesPerRound;
      job.setAll({ firstTree, endTree, next: 0 });
      return engine.team.share('predict-trees', job.at, () => scratch.f64(sums, block.nRows * width).slice());
    });
  });
}
