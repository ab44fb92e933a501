/**
 * Every kind of file and document that assay publishes a definition of: one line each. A kind is the middle of the
 * document's `"schema": "assay/<kind>/<n>"`.
 */
import { z } from 'zod';
import { normaliseId, unknownName } from '../suggest.js';
import { compareDocument } from './compare.js';
import { compareAcrossDocument } from './compare-across.js';
import { compareExplainDocument } from './compare-explain.js';
import { configDocument } from './config.js';
import { curveResults } from './curve.js';
import { dataList, generated, head } from './data-documents.js';
import { diffDocument } from './diff.js';
import { doctorDocument } from './doctor.js';
import { edaResults } from './eda.js';
import { cvResults, trainResults, tuneResults } from './evaluation.js';
import { imbalanceResults } from './imbalance.js';
import { importanceResults } from './importance.js';
import { labels } from './labels.js';
import { lineageDocument } from './lineage.js';
import { logEvent } from './log-event.js';
import { manifest } from './manifest.js';
import { options } from './options.js';
import { plan } from './plan.js';
import { predictResults } from './predict.js';
import { recipe } from './recipe.js';
import { resampleResults } from './resample.js';
import { scoreResults } from './score.js';
import { showDocument } from './show.js';
import { garbage, labelled, move, removal, restoration } from './store-changes.js';
import { trial } from './trial.js';
import { tableSchema, validateResults } from './validate.js';
import { verification } from './verification.js';
import { versionList } from './version-list.js';
import { versions } from './versions.js';

const SCHEMAS: Readonly<Record<string, z.ZodType>> = {
  manifest,
  options,
  'results-eda': edaResults,
  'results-validate': validateResults,
  'results-resample': resampleResults,
  'results-train': trainResults,
  'results-cv': cvResults,
  'results-tune': tuneResults,
  'results-curve': curveResults,
  'results-imbalance': imbalanceResults,
  'results-predict': predictResults,
  'results-importance': importanceResults,
  'results-score': scoreResults,
  trial,
  labels,
  'log-event': logEvent,
  recipe,
  'table-schema': tableSchema,
  compare: compareDocument,
  'compare-across': compareAcrossDocument,
  'compare-explain': compareExplainDocument,
  verify: verification,
  list: versionList,
  config: configDocument,
  show: showDocument,
  diff: diffDocument,
  lineage: lineageDocument,
  labelled,
  rm: removal,
  restore: restoration,
  mv: move,
  gc: garbage,
  'data-list': dataList,
  head,
  generated,
  versions,
  plan,
  doctor: doctorDocument,
};

/** The kinds that `assay schema KIND` knows. */
export const schemaKinds = (): string[] => Object.keys(SCHEMAS);

/** The definition of a kind. @throws AssayError (exit 2) with the nearest known kind. */
export function schemaOf(kind: string): z.ZodType {
  const names = [kind, `results-${kind}`].map(normaliseId);
  const found = schemaKinds().find((known) => names.includes(normaliseId(known)));
  if (found === undefined) throw unknownName('schema', kind, schemaKinds());
  return SCHEMAS[found];
}

/** The JSON Schema (draft 2020-12) of a kind. @throws AssayError (exit 2) with the nearest known kind. */
export const jsonSchemaOf = (kind: string): unknown => z.toJSONSchema(schemaOf(kind));
