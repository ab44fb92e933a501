/** Loaded into a benchmarked process by `node --import`: writes its peak memory, in bytes, where ASSAY_BENCH_PEAK says. */
import { writeFileSync } from 'node:fs';

const path = process.env.ASSAY_BENCH_PEAK;
const KIBIBYTE = 1024;

process.on('exit', () => {
  if (path) writeFileSync(path, String(process.resourceUsage().maxRSS * KIBIBYTE));
});
