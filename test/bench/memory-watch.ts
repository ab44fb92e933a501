/**
 * Loaded into a benchmarked process by `node --import`: when it ends, what memory it took over its life is written where
 * ASSAY_BENCH_MEMORY says, as a `MemoryWatch`.
 */
import { writeFileSync } from 'node:fs';

export interface MemoryWatch {
  /** Resident bytes at most. */
  readonly peak: number;
  /** Seconds that the process lived. */
  readonly lived: number;
  /** [seconds of life, resident bytes], some fifty a second while the main thread is free. */
  readonly samples: readonly (readonly [number, number])[];
}

const EVERY_MS = 20;
const KIBIBYTE = 1024;

const path = process.env.ASSAY_BENCH_MEMORY;
const samples: [number, number][] = [];

if (path) {
  setInterval(() => samples.push([process.uptime(), process.memoryUsage.rss()]), EVERY_MS).unref();
  process.on('exit', () => {
    const peak = process.resourceUsage().maxRSS * KIBIBYTE;
    writeFileSync(path, JSON.stringify({ peak, lived: process.uptime(), samples } satisfies MemoryWatch));
  });
}
