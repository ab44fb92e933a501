/** The contract of doctor's probes: each looks at one thing, and says what it found and what to do about it. */
import type { DoctorFinding } from '../../core/schemas/doctor.js';

/** Where doctor looks. */
export interface Patient {
  /** The folder of experiments, absolute; it need not exist. */
  readonly storeDir: string;
  /** The folder the person stands in. */
  readonly cwd: string;
}

export interface Probe {
  readonly id: string;
  /** What is wrong when `run` throws: begins the message. */
  readonly broken: string;
  /** What to do when it throws. */
  readonly remedy: string;
  /** May throw: that is a `fail`. */
  run(patient: Patient): Promise<Omit<DoctorFinding, 'id'>> | Omit<DoctorFinding, 'id'>;
}

export const ok = (message: string) => ({ state: 'ok', message, advice: null }) as const;
export const warn = (message: string, advice: string) => ({ state: 'warn', message, advice }) as const;
export const fail = (message: string, advice: string) => ({ state: 'fail', message, advice }) as const;

/** Runs a probe; what it throws is what it found. */
export async function examine(probe: Probe, patient: Patient): Promise<DoctorFinding> {
  const { id, broken, remedy } = probe;
  try {
    return { id, ...(await probe.run(patient)) };
  } catch (error) {
    const why = error instanceof Error ? error.message.split('\n')[0] : String(error);
    return { id, ...fail(`${broken}: ${why}`, remedy) };
  }
}
