/**
 * Samplers one after the other: `smote+tomek-links`. Each sees the training rows that the one before left, rows that it made
 * among them; copies of a row stay one row that stands there again. Their parameters stand under `ID.NAME`.
 */
import { usageError } from '../errors.js';
import type { ParamSpecs, Params } from '../params.js';
import { someTrainRows, trainOnAll } from '../splitters/splitter.js';
import { gather } from '../table.js';
import type { Resampled, SampleInput, Sampler, SamplerKind } from './sampler.js';
import { checkSomeRows } from './some-rows.js';

/** A sampler of a chain, and its own parameters. */
export interface Link {
  readonly sampler: Sampler;
  readonly params: Params;
}

/** The table with what was made below it, of which the rows that are there train. */
function inputAfter(input: SampleInput, { keep, synthetic, syntheticY }: Resampled): SampleInput {
  const { nRows } = input.table;
  const table = input.table.concat(synthetic);
  const y = new Float64Array(table.nRows);
  y.set(input.y);
  y.set(syntheticY, nRows);
  const rows = [...keep, ...Array.from(syntheticY.keys(), (i) => nRows + i)];
  return { ...input, table, y, rows: someTrainRows(trainOnAll(table.nRows), rows) };
}

/** What two samplers made of the rows that the first one saw. @param first of `nRows` @param second of what it left */
function compose(nRows: number, first: Resampled, second: Resampled): Resampled {
  const stays = second.keep.filter((row) => row >= nRows).map((row) => row - nRows);
  const nMade = stays.length + second.synthetic.nRows;
  const syntheticY = new Float64Array(nMade);
  syntheticY.set(gather(first.syntheticY, stays));
  syntheticY.set(second.syntheticY, stays.length);
  const origin = new Uint32Array(nMade);
  origin.set(stays.map((i) => first.origin[i]));
  origin.set(
    second.origin.map((row) => (row < nRows ? row : first.origin[row - nRows])),
    stays.length,
  );
  return {
    keep: second.keep.filter((row) => row < nRows),
    synthetic: first.synthetic.take(stays).concat(second.synthetic),
    syntheticY,
    origin,
    warnings: [...first.warnings, ...second.warnings],
  };
}

/** Samples with one after the other. @param links at least one @throws AssayError exit 3 when one leaves nothing to the next */
export function sampleInTurn(input: SampleInput, [first, ...others]: readonly Link[]): Resampled {
  const start = first.sampler.sample({ ...input, params: first.params });
  checkSomeRows(first.sampler.id, start, input.rows.length);
  return others.reduce((made, { sampler, params }) => {
    const left = inputAfter(input, made);
    const next = sampler.sample({ ...left, params });
    checkSomeRows(sampler.id, next, left.rows.length);
    return compose(input.table.nRows, made, next);
  }, start);
}

/** Of all samplers of a chain, by `ID.NAME`. */
const joinParams = (samplers: readonly Sampler[]): ParamSpecs =>
  Object.fromEntries(
    samplers.flatMap(({ id, params }) =>
      Object.entries(params).map(([name, spec]) => {
        const own = (other: string) => `${id}.${other}`;
        return [own(name), { ...spec, aliases: (spec.aliases ?? []).map(own) }];
      }),
    ),
  );

/** The parameters of one of a chain, by their own names. */
const ownParams = ({ id, params: specs }: Sampler, params: Params): Params =>
  Object.fromEntries(Object.keys(specs).map((name) => [name, params[`${id}.${name}`]]));

function kindOf(samplers: readonly Sampler[]): SamplerKind {
  const kinds = new Set(samplers.map(({ kind }) => kind).filter((kind) => kind !== 'none'));
  if (kinds.has('both') || (kinds.has('over') && kinds.size > 1)) return 'both';
  return kinds.has('under') && kinds.size > 1 ? 'clean' : ([...kinds][0] ?? 'none');
}

/**
 * Samplers as one.
 * @param samplers two or more
 * @throws AssayError exit 2 for one that stands twice: its parameters could not be told apart
 */
export function chainOf(samplers: readonly Sampler[]): Sampler {
  const ids = samplers.map((sampler) => sampler.id);
  const twice = ids.find((id, i) => ids.indexOf(id) < i);
  if (twice !== undefined) {
    throw usageError('ASSAY_CHAIN_TWICE', `${ids.join('+')} names ${twice} twice`, 'name each sampler once');
  }
  const linksOf = (params: Params) =>
    samplers.map((sampler): Link => ({ sampler, params: ownParams(sampler, params) }));
  return {
    id: ids.join('+'),
    kind: kindOf(samplers),
    summary: samplers.map(({ summary }) => summary).join('; then '),
    params: joinParams(samplers),
    linksOf,
    sample: (input) => sampleInTurn(input, linksOf(input.params)),
  };
}
