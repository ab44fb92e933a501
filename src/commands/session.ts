/** What a command opens before its workflow and closes after: the store, the workers, the ear of the terminal. */
import type { Warning } from '../core/schemas/metric-value.js';
import type { ExperimentHints } from '../store/current-experiment.js';
import { newTagName } from '../store/short-selectors.js';
import { findStore, openStore } from '../store/store.js';
import type { Context } from '../workflows/context.js';
import { Memo } from '../workflows/memo.js';
import type { Terminal, Typed } from './command.js';
import { list, number, text } from './typed-values.js';

/** The store of -E or configured, else found from where the person stands. */
export const storeOf = (typed: Typed, term: Terminal) =>
  openStore(findStore(text(typed, 'store') ?? undefined, term.cwd));

/** The experiment that was named: -x, or configured. */
export const experimentHints = (typed: Typed): ExperimentHints => ({
  experiment: text(typed, 'experiment') ?? undefined,
});

/** What --tag and --note label a version with. @throws AssayError exit 2 for a tag that cannot be one */
function labelsOf(typed: Typed): Pick<Context, 'labels'> {
  const tags = (list(typed, 'tag') ?? []).map((name) => newTagName(name));
  const note = text(typed, 'note') ?? undefined;
  return tags.length > 0 || note !== undefined ? { labels: { tags, note } } : {};
}

/** Runs a use case with everything it needs, and ends its workers whatever happens. */
export async function withContext<T>(
  typed: Typed,
  term: Terminal,
  use: (context: Context) => Promise<T>,
): Promise<T> {
  const { createRunner, defaultJobs } = await import('../parallel/pool.js');
  const jobs = number(typed, 'jobs') ?? defaultJobs();
  const lent = term.workers?.(jobs);
  const runner = lent ?? createRunner(jobs, { stop: term.stop });
  const context: Context = {
    store: storeOf(typed, term),
    runner,
    listener: {
      note: (line) => term.note(line),
      warn: ({ message }: Warning) => term.warn(message),
      meter: (label, underWay) => term.progress(label, underWay),
    },
    memo: new Memo(),
    signal: term.signal,
    stop: term.stop,
    hold: term.hold,
    command: typed.argv,
    stdin: term.stdin,
    cwd: term.cwd,
    experiment: experimentHints(typed),
    ...labelsOf(typed),
    ...(typed.recipe ? { recipe: typed.recipe } : {}),
  };
  try {
    return await use(context);
  } finally {
    await context.memo.end();
    if (!lent) await runner.close();
  }
}
