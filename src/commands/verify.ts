/** `assay verify VERSION` */
import { EXIT } from '../core/errors.js';
import type { Command } from './command.js';
import {
  dataOption,
  experimentOption,
  filterOption,
  jobsOption,
  storeOption,
  versionArgument,
} from './step-options.js';
import { text } from './typed-values.js';

export const verify: Command = {
  id: 'verify',
  summary: 'run a version again and compare bytes; nothing is written',
  examples: ['assay verify last', 'assay verify last -j 1'],
  args: [versionArgument],
  options: [filterOption, dataOption, experimentOption, storeOption(), jobsOption],
  async run(typed, term) {
    const { selectVersion } = await import('./selection.js');
    const { withContext } = await import('./session.js');
    const workflow = await import('../workflows/verify.js');
    const { verifyScreen } = await import('../report/screens/verify.js');
    const version = selectVersion(typed, term);
    const verdict = await withContext(typed, term, (context) =>
      workflow.verify(version, context, text(typed, 'data')),
    );
    term.result(verdict, (style) => verifyScreen(verdict, style));
    return verdict.same ? EXIT.done : EXIT.mismatch;
  },
};
