/**
 * k-means SMOTE: all rows are clustered, and a class grows new rows inside the clusters where it is frequent, more where it
 * is sparse. Douzas, Bacao & Last 2018, "Improving imbalanced learning through a heuristic oversampling method based on
 * k-means and SMOTE", Information Sciences 465:1-20; parameters are imbalanced-learn's.
 *
 * A cluster is fit when the class has at least the share `cluster_balance_threshold` of its rows, and more than k of them. It
 * is given new rows in proportion to its sparsity: (mean distance between its rows of the class)^density_exponent over their
 * number. `auto` is half of the class's share of all new rows, and 0.16 * log_1.6(rows)^1.8. Counts are met
 * (imbalanced-learn rounds each cluster's up); clusters are Lloyd's, not of small batches. Without a fit cluster a
 * class grows as by SMOTE.
 */
import { kMeans } from '../clusters/k-means.js';
import { type Measure, measureOf } from '../neighbours/measure.js';
import { distanceSpace } from '../neighbours/space.js';
import { exp, log } from '../numeric.js';
import type { Params } from '../params.js';
import type { WorkWarning } from '../schemas/metric-value.js';
import { distinctRows } from './class-rows.js';
import { drawNew, neighboursDrawn } from './draws.js';
import { type Growing, growClasses } from './grow-classes.js';
import type { Growth } from './growth.js';
import { kNeighbors, scale, scaleOf } from './neighbour-params.js';
import type { SampleInput, Sampler } from './sampler.js';
import { shareOut } from './share-out.js';
import { smoteInstead } from './smote.js';
import { overStrategy } from './strategy.js';

/** Rows of a class whose distances are averaged at most, spread over those that there are. */
const MOST_AVERAGED = 2000;

/** Training rows in clusters. */
export interface Clustered {
  /** Distinct rows of the table, ascending. */
  readonly rows: Uint32Array;
  /** [rows.length] */
  readonly clusters: Uint32Array;
  /** Of `rows`. */
  readonly measure: Measure;
  readonly nClusters: number;
}

/** A cluster that may grow new rows. */
export interface FitCluster {
  /** Its rows of the class, ascending, distinct. */
  readonly members: Uint32Array;
  /** In proportion to which it is given new rows; above 0 unless its rows are all equal. */
  readonly sparsity: number;
}

/** All training rows in clusters, which are the same for all classes. */
export function clusterRows(input: SampleInput): Clustered {
  const { params, table, stream, engine } = input;
  const rows = distinctRows(input.rows);
  const space = distanceSpace(table.columns, input.rows, input.rows, scaleOf(params));
  const nClusters = Math.min(Number(params.kmeans_estimator), rows.length);
  const { clusterOf } = kMeans(space, rows, nClusters, stream('kmeans-smote/clusters'), engine);
  return { rows, clusters: clusterOf, measure: measureOf(space, rows), nClusters };
}

/** Mean distance between rows. @param chosen positions among the rows, at least two */
function meanDistance({ measure }: Clustered, chosen: Uint32Array): number {
  const step = Math.max(1, chosen.length / MOST_AVERAGED);
  const some = chosen.filter((_, i) => Math.floor(i / step) !== Math.floor((i - 1) / step));
  let sum = 0;
  for (let i = 0; i < some.length; i++) {
    for (let j = 0; j < i; j++) sum += Math.sqrt(measure.squared(some[i], some[j]));
  }
  return (2 * sum) / (some.length * (some.length - 1));
}

/** x^power for x at least 0. */
const power = (x: number, exponent: number) => (x > 0 ? exp(exponent * log(x)) : exponent === 0 ? 1 : 0);

const exponentFor = ({ density_exponent: given }: Params, nRows: number): number =>
  given === 'auto' ? 0.16 * power(log(nRows) / log(1.6), 1.8) : Number(given);

/** @param threshold the least share of the class in a cluster */
function fitCluster(
  input: SampleInput,
  clustered: Clustered,
  cluster: number,
  { label, threshold }: { label: number; threshold: number },
): FitCluster | null {
  const { y, params } = input;
  const { rows, clusters } = clustered;
  const inside = Uint32Array.from(rows.keys()).filter((i) => clusters[i] === cluster);
  const chosen = inside.filter((i) => y[rows[i]] === label);
  if (chosen.length < threshold * inside.length || chosen.length <= Number(params.k_neighbors)) return null;
  const mean = meanDistance(clustered, chosen);
  const sparsity = power(mean, exponentFor(params, chosen.length)) / chosen.length;
  return { members: chosen.map((i) => rows[i]), sparsity };
}

/** The clusters that may grow new rows of a class. */
export function fitClusters(
  input: SampleInput,
  clustered: Clustered,
  { label, nNew, nNewOfAll }: Pick<Growing, 'label' | 'nNew' | 'nNewOfAll'>,
): FitCluster[] {
  const given = input.params.cluster_balance_threshold;
  const asked = given === 'auto' ? nNew / nNewOfAll / 2 : Number(given);
  const threshold = clustered.nClusters === 1 ? 0 : asked;
  return Array.from({ length: clustered.nClusters }, (_, cluster) =>
    fitCluster(input, clustered, cluster, { label, threshold }),
  ).filter((one) => one !== null);
}

/** New rows of each cluster. */
export function sharesOf(fit: readonly FitCluster[], nNew: number): Uint32Array {
  const sparsities = Float64Array.from(fit, ({ sparsity }) => sparsity);
  return shareOut(nNew, sparsities.some((one) => one > 0) ? sparsities : sparsities.fill(1));
}

/** New rows inside one cluster. @param at its position among those that are fit */
function growInside(
  input: SampleInput,
  { label, space }: Growing,
  { members }: FitCluster,
  nNew: number,
  at: number,
): Growth {
  const k = Number(input.params.k_neighbors);
  const rng = input.stream('kmeans-smote', label, at);
  const { gaps, ...drawn } = drawNew(rng, members, k, nNew, input.engine);
  return { label, bases: drawn.bases, gaps, ...neighboursDrawn(space, members, drawn, k, input.engine) };
}

function grow(input: SampleInput, clustered: Clustered, growing: Growing, warnings: WorkWarning[]): Growth[] {
  const fit = fitClusters(input, clustered, growing);
  if (fit.length > 0) {
    const shares = sharesOf(fit, growing.nNew);
    return fit.map((cluster, at) => growInside(input, growing, cluster, shares[at], at));
  }
  return [
    smoteInstead(input, growing, { id: 'no-fit-cluster', lacks: 'is frequent in no cluster' }, warnings),
  ];
}

export const kmeansSmote: Sampler = {
  id: 'kmeans-smote',
  kind: 'over',
  summary: 'smote inside clusters where the class is frequent, more where it is sparse (k-means)',
  params: {
    k_neighbors: { ...kNeighbors, default: 2, space: { low: 2, high: 10, integer: true } },
    kmeans_estimator: {
      type: 'int',
      default: 8,
      min: 1,
      help: 'clusters of all training rows',
      aliases: ['n_clusters'],
    },
    cluster_balance_threshold: {
      type: 'float',
      default: 'auto',
      words: ['auto'],
      min: 0,
      max: 1,
      help: 'share of the class in a cluster that may grow; auto: half of its share of all new rows',
    },
    density_exponent: {
      type: 'float',
      default: 'auto',
      words: ['auto'],
      min: 0,
      help: 'how much more sparse clusters grow; auto: by their number of rows',
    },
    sampling_strategy: overStrategy,
    scale,
  },
  sample: (input) => {
    let clustered: Clustered | undefined;
    return growClasses('kmeans-smote', input, (growing, warnings) => {
      clustered ??= clusterRows(input);
      return grow(input, clustered, growing, warnings);
    });
  },
};
