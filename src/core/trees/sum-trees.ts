/**
 * Predicting with trees: rows become bins, threads share blocks of rows, each row sums its leaves in tree order. Those who
 * join begin with the first block while the owner still bins the rest.
 */
import { PACKED_WORDS, PREDICT_JOB, TILE_FEATURE_BYTES, TILE_ROWS } from '../../kernels/exports.js';
import type { Engine, Scratch, TeamWork } from '../arena.js';
import type { Block } from '../models/model.js';
import { sliceColumn } from '../table.js';
import { binColumn } from './binning.js';
import type { Ensemble } from './ensemble.js';
import { JobWords } from './job-words.js';
import { type TreePiece, treePieces } from './tree-pieces.js';

/** Rows that are binned at once: their bins and one column stay in the cache. */
const BINNED_ROWS = 4096;
const SMALL_BLOCK_BYTES = 1 << 15;
const LARGE_BLOCK_BYTES = 1 << 18;
const SMALL_MODEL_BYTES = 1 << 18;
/** Trees that one call adds: V8 takes up better code of a kernel when it is called again. */
const CALLED_TREES = 4;

/** Bytes of nodes that are laid out at once, of a model that has just been fitted. */
const PIECE_BYTES = 1 << 25;

/** What walking needs. */
type Walked = Pick<Ensemble, 'roots' | 'nodes' | 'sets' | 'leaves'>;

/** Where each array stands, each from a multiple of 16, with a number for each of `nAtOnce` nodes; and the bytes of all. */
function layout({ roots, sets, leaves }: Walked, nAtOnce: number) {
  const ends = { roots: 0, nodes: 0, leafNumbers: 0, sets: 0, leaves: 0 };
  const sizes: Record<keyof typeof ends, number> = {
    roots: roots.byteLength,
    nodes: 4 * PACKED_WORDS * nAtOnce,
    leafNumbers: 4 * nAtOnce,
    sets: sets.byteLength,
    leaves: leaves.byteLength,
  };
  let bytes = 0;
  for (const name of Object.keys(ends) as (keyof typeof ends)[]) {
    ends[name] = bytes;
    bytes += 16 * Math.ceil(sizes[name] / 16);
  }
  return { ...ends, bytes };
}

/** Copies nodes from `first` on to before `end`, ready to walk. @param at where they and their leaf numbers go */
function layNodes(
  { nodes }: Walked,
  [first, end]: readonly [number, number],
  at: { readonly nodes: number; readonly leafNumbers: number },
  { kernels }: Engine,
  scratch: Scratch,
): void {
  const own = nodes.subarray(PACKED_WORDS * first, PACKED_WORDS * end);
  scratch.u32(at.nodes, own.length).set(own);
  kernels.layNodes(at.nodes, end - first, at.nodes - 4 * PACKED_WORDS * first, at.leafNumbers);
}

/**
 * Copies the model to the arena.
 * @param nAtOnce nodes that there is to be room for: the first ones are copied
 * @returns the offset of each array
 */
function layModel(ensemble: Ensemble, nAtOnce: number, engine: Engine, scratch: Scratch) {
  const { roots, sets, leaves } = ensemble;
  const { bytes, ...places } = layout(ensemble, nAtOnce);
  const fill = (at: number) => {
    scratch.u32(at + places.roots, roots.length).set(roots);
    scratch.u32(at + places.sets, sets.length).set(sets);
    scratch.f64(at + places.leaves, leaves.length).set(leaves);
    const to = { nodes: at + places.nodes, leafNumbers: at + places.leafNumbers };
    layNodes(ensemble, [0, nAtOnce], to, engine, scratch);
  };
  let at: number;
  if (ensemble.isLoaded) at = engine.arena.keep(ensemble, bytes, fill);
  else {
    at = scratch.alloc(bytes);
    fill(at);
  }
  return {
    roots: at + places.roots,
    nodes: at + places.nodes,
    leafNumbers: at + places.leafNumbers,
    sets: at + places.sets,
    leaves: at + places.leaves,
  };
}

/**
 * Tiles of a block: it should stay in the cache while all trees pass, but a big model should not pass too often. Blocks are of
 * one size and some number of fours, so that threads end together.
 */
function blockTiles({ features, nodes }: Ensemble, nTiles: number): number {
  const bytes = nodes.byteLength <= SMALL_MODEL_BYTES ? SMALL_BLOCK_BYTES : LARGE_BLOCK_BYTES;
  const most = Math.max(1, bytes / TILE_FEATURE_BYTES / Math.max(1, features.length));
  return Math.max(1, Math.ceil(nTiles / (4 * Math.ceil(nTiles / most / 4))));
}

const tileBytesOf = ({ features }: Ensemble) => features.length * TILE_FEATURE_BYTES;

type PredictJob = JobWords<Exclude<keyof typeof PREDICT_JOB, 'bytes'>>;

const predictJob = (scratch: Scratch, at: number): PredictJob => new JobWords(scratch, at, PREDICT_JOB);

/** Fills tiles with the bins of a block; what stands behind its last row is any bin. */
function fillTiles(ensemble: Ensemble, { nRows, columns }: Block, engine: Engine, out: number) {
  engine.arena.scope((scratch) => {
    const bins = scratch.alloc(nRows + TILE_ROWS);
    ensemble.features.forEach((feature, f) => {
      binColumn(columns[ensemble.columns[f]], feature, engine, bins);
      const place = out + f * TILE_FEATURE_BYTES;
      engine.kernels.tileBins(bins, Math.ceil(nRows / TILE_ROWS), place, tileBytesOf(ensemble));
    });
  });
}

/** Fills the tiles of a job, some after the other, for those who wait for them. */
function layTiles(ensemble: Ensemble, { nRows, columns }: Block, engine: Engine, job: PredictJob): void {
  try {
    for (let first = 0; first < nRows; first += BINNED_ROWS) {
      const end = Math.min(nRows, first + BINNED_ROWS);
      const piece = { nRows: end - first, columns: columns.map((column) => sliceColumn(column, first, end)) };
      fillTiles(ensemble, piece, engine, job.get('tiles') + (first / TILE_ROWS) * tileBytesOf(ensemble));
      job.raise('laid', Math.ceil(end / TILE_ROWS));
    }
  } finally {
    // Nobody must wait for what does not come.
    job.raise('laid', job.get('nTiles'));
  }
}

/** Work that adds the trees of a prediction to blocks of rows that no other thread has claimed, until there are none. */
export const sumClaimed: TeamWork = ({ kernels }, scratch, at) => {
  const job = predictJob(scratch, at);
  const [nTiles, perBlock] = [job.get('nTiles'), job.get('blockTiles')];
  const [firstTree, endTree] = [job.get('firstTree'), job.get('endTree')];
  const nBlocks = Math.ceil(nTiles / perBlock);
  const add = job.get('hasSets') === 1 ? kernels.addTreesWithSets : kernels.addTrees;
  return () => {
    for (let block = job.claim('next'); block < nBlocks; block = job.claim('next')) {
      const end = Math.min(nTiles, (block + 1) * perBlock);
      job.awaitRaised('laid', end);
      for (let tree = firstTree; tree < endTree; tree += CALLED_TREES)
        add(at, tree, Math.min(endTree, tree + CALLED_TREES), block * perBlock, end);
    }
  };
};

/** Lays a job out, all but the tiles, with sums of 0. */
function layJob(
  ensemble: Ensemble,
  nAtOnce: number,
  nRows: number,
  engine: Engine,
  scratch: Scratch,
): PredictJob {
  const { features, sets, nValues, treesPerRound } = ensemble;
  const nTiles = Math.ceil(nRows / TILE_ROWS);
  const nSums = nTiles * TILE_ROWS * nValues * treesPerRound;
  const model = layModel(ensemble, nAtOnce, engine, scratch);
  const job = predictJob(scratch, scratch.alloc(PREDICT_JOB.bytes));
  job.setAll({
    ...model,
    nFeatures: features.length,
    hasSets: sets.length > 0 ? 1 : 0,
    nValues,
    treesPerRound,
  });
  job.setAll({ nTiles, laid: 0, blockTiles: blockTiles(ensemble, nTiles) });
  job.give('tiles', nTiles * tileBytesOf(ensemble));
  scratch.f64(job.give('sums', 8 * nSums), nSums).fill(0);
  return job;
}

/** @returns lays out a piece after the first, in its room; nodes go by their index in the model */
function pieceLayer(ensemble: Ensemble, job: PredictJob, engine: Engine): (piece: TreePiece) => void {
  const room = { nodes: job.get('nodes'), leafNumbers: job.get('leafNumbers') };
  return ({ firstNode, endNode }) => {
    layNodes(ensemble, [firstNode, endNode], room, engine, job.scratch);
    // Modulo 2^32, as addresses are.
    job.set('nodes', room.nodes - 4 * PACKED_WORDS * firstNode);
    job.set('leafNumbers', room.leafNumbers - 4 * firstNode);
  };
}

/**
 * Sums of leaves, for the price of one walk. A row's sum depends neither on other rows nor on threads.
 * @param rounds ascending, from 0 to `countRounds`
 * @param pieceBytes of nodes that are laid out at once, unless the model is loaded: that one stays
 * @returns for each of `rounds` the sums over that many first rounds: [nRows * (nValues * treesPerRound)]
 */
export function sumTrees(
  ensemble: Ensemble,
  block: Block,
  rounds: readonly number[],
  engine: Engine,
  pieceBytes = PIECE_BYTES,
): Float64Array[] {
  const { nValues, treesPerRound, isLoaded } = ensemble;
  const pieces = treePieces(ensemble, isLoaded ? Number.POSITIVE_INFINITY : pieceBytes);
  const nAtOnce = Math.max(0, ...pieces.map(({ firstNode, endNode }) => endNode - firstNode));
  return engine.arena.scope((scratch) => {
    const job = layJob(ensemble, nAtOnce, block.nRows, engine, scratch);
    const layPiece = pieceLayer(ensemble, job, engine);
    const layAndSum: TeamWork = (_, own, jobAt, columns) => {
      layTiles(ensemble, block, engine, job);
      return sumClaimed(engine, own, jobAt, columns);
    };
    let [tree, at] = [0, 0];
    const addUpTo = (endTree: number) => {
      while (tree < endTree) {
        if (tree === pieces[at].endTree) layPiece(pieces[++at]);
        const end = Math.min(endTree, pieces[at].endTree);
        job.setAll({ firstTree: tree, endTree: end, next: 0 });
        engine.team.share('predict-trees', job.at, () => {}, tree === 0 ? layAndSum : undefined);
        tree = end;
      }
    };
    return rounds.map((round) => {
      addUpTo(round * treesPerRound);
      return scratch.f64(job.get('sums'), block.nRows * nValues * treesPerRound).slice();
    });
  });
}
