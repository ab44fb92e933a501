/** Long work on stderr: a spinner or a bar in a terminal, a plain line now and then off it. */
import type { Progress } from '../commands/command.js';
import { seconds } from '../report/screens/numbers.js';
import { clip } from '../report/screens/text.js';
import type { UnderWay } from '../workflows/context.js';

/** A running Progress that other talk has to step around. */
export interface Spinner extends Progress {
  /** Takes the spinner off its line; it comes back by itself. */
  clear(): void;
}

interface State {
  done: number;
  total: number;
  text: string;
}

/** Asked whenever something is shown. */
type Look = () => UnderWay | null;
const nothing: Look = () => null;

/** Work done each second, or each minute when it is slow. */
function rateText(done: number, elapsed: number): string {
  const rate = done / elapsed;
  return rate >= 1 ? `${rate.toFixed(1)}/s` : `${(60 * rate).toFixed(1)}/min`;
}

/** `3 of 5 folds, now 37/200 trees`; of a single part `37/100 trees`. */
function partsText({ done, total, text }: State, inHand: UnderWay | null): string {
  const grown = inHand ? `${inHand.grown}/${inHand.toGrow} ${inHand.unit}` : '';
  if (inHand && total <= 1) return ` ${grown}`;
  const parts = total > 0 ? ` ${done} of ${total}` : '';
  return `${parts}${text ? ` ${text}` : ''}${grown ? `, now ${grown}` : ''}`;
}

/** Parts that are done, those in hand by how much of them is. */
const reachedOf = ({ done, total }: State, inHand: UnderWay | null) =>
  Math.min(Math.max(1, total), done + (inHand?.share ?? 0));

/** `cv: 3 of 5 folds · 12.0 s, 15.0/min, 8.0 s left`. */
function describe(label: string, state: State, elapsed: number, inHand: UnderWay | null): string {
  const { done } = state;
  const total = Math.max(state.total, inHand ? 1 : 0);
  const reached = reachedOf(state, inHand);
  const rate = done > 0 && done < total ? `, ${rateText(done, elapsed)}` : '';
  const left =
    reached > 0 && reached < total ? `, ${seconds((elapsed / reached) * (total - reached))} left` : '';
  return `${label}${partsText(state, inHand)} · ${seconds(elapsed)}${rate}${left}`;
}

const stopwatch = () => {
  const started = performance.now();
  return () => (performance.now() - started) / 1000;
};

/** Says nothing. */
export const silentProgress = (): Spinner => ({ update: () => {}, stop: () => {}, clear: () => {} });

/** One line every `everyMs`, without cursor movements: for logs. */
export function heartbeat(
  label: string,
  write: (line: string) => void,
  everyMs: number,
  look: Look = nothing,
): Spinner {
  const elapsed = stopwatch();
  const state: State = { done: 0, total: 0, text: '' };
  const timer = setInterval(() => write(describe(label, state, elapsed(), look())), everyMs);
  timer.unref();
  return {
    update: (done, total, text = '') => Object.assign(state, { done, total, text }),
    stop: () => clearInterval(timer),
    clear: () => {},
  };
}

const REDRAW_MS = 200;
const LEAST_WIDTH = 20;

/** What stands on the terminal's last line while something runs. */
interface View {
  draw(): void;
  /** Takes it off its line; the next `draw` brings it back. */
  clear(): void;
  stop(): void;
}

/** Work that cannot be counted: ora. */
async function spinnerView(
  line: () => string,
  stream: NodeJS.WriteStream,
  color: boolean,
  isOver: () => boolean,
): Promise<View | null> {
  const { default: ora } = await import('ora');
  if (isOver()) return null;
  // stdin stays untouched: Ctrl-C must reach the process as a signal.
  const shown = ora({ text: line(), stream, discardStdin: false, color: color ? 'cyan' : false }).start();
  return {
    draw: () => {
      shown.text = line();
    },
    clear: () => void shown.clear(),
    stop: () => void shown.stop(),
  };
}

const BAR_CELLS = 12;
const BAR_FROM_WIDTH = 80;
const SAVE_CURSOR = '\u001b7';

/** Work that can be counted: a bar of cli-progress. */
async function barView(
  state: State,
  look: Look,
  line: (room: number) => string,
  stream: NodeJS.WriteStream,
  isOver: () => boolean,
): Promise<View | null> {
  const { SingleBar } = (await import('cli-progress')).default;
  if (isOver()) return null;
  const cells = stream.columns >= BAR_FROM_WIDTH ? BAR_CELLS : 0;
  const room = () => Math.max(LEAST_WIDTH, stream.columns - (cells ? cells + 2 : 1));
  const draw = (progress: number) => {
    const full = Math.round(cells * Math.min(1, progress));
    return `${'█'.repeat(full)}${'░'.repeat(cells - full)}${cells ? ' ' : ''}${line(room())}`;
  };
  const bar = new SingleBar({
    format: (_options, { progress }) => draw(progress),
    stream,
    clearOnComplete: true,
    gracefulExit: false,
    fps: 1000 / REDRAW_MS,
    forceRedraw: true,
  });
  bar.start(state.total, state.done);
  return {
    draw: () => {
      bar.setTotal(state.total);
      bar.update(reachedOf(state, look()));
    },
    clear: () => {
      stream.cursorTo(0);
      stream.clearLine(0);
    },
    stop: () => {
      // The bar ends by going back to where it began, over lines that were printed since: it begins here.
      stream.write(SAVE_CURSOR);
      bar.stop();
    },
  };
}

/** A spinner, and a bar with rate and time left from when the work is counted. Libraries are loaded when first shown. */
export function liveProgress(
  label: string,
  stream: NodeJS.WriteStream,
  color: boolean,
  look: Look = nothing,
): Spinner {
  const elapsed = stopwatch();
  const state: State = { done: 0, total: 0, text: '' };
  const line = (room: number) => clip(describe(label, state, elapsed(), look()), room);
  let stopped = false;
  let view: View | undefined;
  // A view that was made too late is never shown: something else may stand on its line by now.
  const isOver = () => stopped;
  const show = async (next: Promise<View | null>) => {
    view = (await next) ?? undefined;
  };
  const uncounted = () => line(Math.max(LEAST_WIDTH, stream.columns - 4));
  let shown = show(spinnerView(uncounted, stream, color, isOver));
  const count = () => {
    shown = shown.then(() => {
      if (stopped) return;
      view?.stop();
      view = undefined;
      return show(barView(state, look, line, stream, isOver));
    });
  };
  const timer = setInterval(() => view?.draw(), REDRAW_MS);
  timer.unref();
  return {
    update: (done, total, text = '') => {
      const begins = state.total === 0 && total > 0;
      Object.assign(state, { done, total, text });
      if (begins) count();
    },
    stop: () => {
      stopped = true;
      clearInterval(timer);
      view?.stop();
      view = undefined;
    },
    clear: () => view?.clear(),
  };
}
