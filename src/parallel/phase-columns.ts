/**
 * Columns on their way from the thread that opens a phase to those who join it: they lie outside the arena, and threads that
 * wait by futex have no event loop. A message to a broadcast channel is there as soon as it is posted, and can be read
 * without one.
 */
import { BroadcastChannel, type MessagePort, receiveMessageOnPort } from 'node:worker_threads';
import { nameOf } from './lane-block.js';

type Columns = readonly Float64Array[];

interface Told {
  readonly phase: number;
  readonly columns: Columns;
}

const openChannel = (memory: WebAssembly.Memory, lane: number) =>
  new BroadcastChannel(`assay ${nameOf(memory)} ${lane}`);

const isShared = ({ buffer }: Float64Array) => buffer instanceof SharedArrayBuffer;

/** Tells those who listen of a phase that is about to be opened; not of columns that would be copied on the way. */
export function tellColumns(memory: WebAssembly.Memory, lane: number, phase: number, columns: Columns): void {
  if (columns.length === 0 || !columns.every(isShared)) return;
  const channel = openChannel(memory, lane);
  channel.postMessage({ phase, columns } satisfies Told);
  channel.close();
}

/** What a thread hears of a lane's columns. */
export interface PhaseColumns {
  /** The columns of an open phase, `length` of them; null when they were told before this thread listened, or not at all. */
  of(phase: number, length: number): Columns | null;
  close(): void;
}

/** Listens from now on. */
export function hearColumns(memory: WebAssembly.Memory, lane: number): PhaseColumns {
  const channel = openChannel(memory, lane);
  // Its types do not know that it takes broadcast channels, as its documentation has it.
  const next = () => receiveMessageOnPort(channel as unknown as MessagePort)?.message as Told | undefined;
  return {
    of(phase, length) {
      if (length === 0) return [];
      for (let told = next(); told !== undefined; told = next()) {
        if (told.phase === phase) return told.columns;
      }
      return null;
    },
    close: () => channel.close(),
  };
}
