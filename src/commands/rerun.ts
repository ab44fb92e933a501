/** `assay rerun VERSION` */
import { EXIT } from '../core/errors.js';
import type { Command } from './command.js';
import {
  dataOption,
  experimentOption,
  filterOption,
  jobsOption,
  labelOptions,
  storeOption,
  versionArgument,
} from './step-options.js';
import { text } from './typed-values.js';

export const rerun: Command = {
  id: 'rerun',
  summary: 'run a version again, into a new one',
  examples: ['assay rerun last', 'assay rerun last --data loans'],
  hasIds: true,
  args: [versionArgument],
  options: [filterOption, dataOption, experimentOption, storeOption(), jobsOption, ...labelOptions],
  async run(typed, term) {
    const started = performance.now() / 1000;
    const { selectVersion } = await import('./selection.js');
    const { withContext } = await import('./session.js');
    const workflow = await import('../workflows/rerun.js');
    const { rerunScreen } = await import('../report/screens/rerun.js');
    const { stepDocument, stepInput } = await import('./step-result.js');
    const { endingError } = await import('./gate-error.js');
    const { nextOnVersions } = await import('./next-command.js');
    const version = selectVersion(typed, term);
    const recorded = await withContext(typed, term, (context) =>
      workflow.rerun(version, context, text(typed, 'data'), started),
    );
    const input = stepInput(recorded, [nextOnVersions(typed, 'show', recorded.id)]);
    term.result(
      stepDocument(recorded),
      (style) => rerunScreen(input, version.id, style),
      undefined,
      () => [recorded.id],
    );
    const error = endingError(recorded);
    if (error) throw error;
    return EXIT.done;
  },
};
