/** Does one fit of a fold give all points of a curve: are they its stages? */
import { choosesInside } from '../core/inner-choices.js';
import type { Model } from '../core/models/model.js';
import type { Params } from '../core/params.js';
import type { Warning } from '../core/schemas/metric-value.js';
import type { DraftOptions, PreparedModelling } from './modelling.js';

type Axis = NonNullable<DraftOptions['curve']>;
type Prepared = Pick<PreparedModelling, 'spec' | 'model'>;

/** The parameters, as typed, that alone make a short fit no stage of a long one. */
function partingParams({ params: specs, isStaged }: Model, params: Params): string {
  const own = Object.entries(params).filter(([name, value]) => value !== specs[name]?.default);
  const parting = own.filter(([name, value]) => isStaged?.({ [name]: value }) === false);
  return parting.map(([name, value]) => `${name}=${value}`).join(' ');
}

/** Why the stages of a fit are not what shorter fits would be; null: they are. */
function whyUnstaged({ spec, model }: Prepared): string | null {
  if (choosesInside(spec)) return 'what is chosen inside the training rows is chosen anew at each';
  const { params } = spec.model;
  if (model.isStaged?.(params) !== false) return null;
  return `with ${partingParams(model, params)} a short fit is no stage of a long one`;
}

/** Are the points of this curve stages of one fit? */
export const areStages = (prepared: Prepared, { param }: Axis): boolean =>
  prepared.model.stagedBy === param && whyUnstaged(prepared) === null;

/** Why each point takes a fit of its own along a parameter where one fit a fold would be usual. */
export function stageWarnings(prepared: Prepared, { param, values }: Axis): Warning[] {
  const why = prepared.model.stagedBy === param && values.length > 1 ? whyUnstaged(prepared) : null;
  if (why === null) return [];
  const message = `a fit for each fold and point, not one a fold: ${why}`;
  return [{ id: 'fits-for-each-point', columns: [], message }];
}
