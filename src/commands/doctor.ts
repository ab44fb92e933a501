/** `assay doctor`: does everything work here, and if not, what is to be done? */
import { EXIT } from '../core/errors.js';
import type { DoctorDocument, DoctorFinding } from '../core/schemas/doctor.js';
import { ok, type Probe, warn } from '../workflows/doctor/probe.js';
import type { Command, CommandEntry, Terminal, Typed } from './command.js';
import { storeOption } from './step-options.js';
import { text } from './typed-values.js';

const NARROW = 80;

const terminalProbe = ({ style, interactive }: Terminal): Probe => ({
  id: 'terminal',
  broken: 'the terminal does not say what it is',
  remedy: 'set TERM',
  run() {
    const colour = style.color ? 'colour' : 'no colour';
    const message = `${style.width} columns, ${colour}, ${interactive ? 'questions can be asked' : 'nobody is asked'}`;
    return style.width >= NARROW
      ? ok(message)
      : warn(message, `tables are easier to read in ${NARROW} columns`);
  },
});

/** Is assay.yaml a file that every command accepts? Looked at as `cv` would. */
const projectProbe = (typed: Typed, term: Terminal, entries: readonly CommandEntry[]): Probe => ({
  id: 'assay.yaml',
  broken: 'it cannot be used',
  remedy: 'mend the line; assay help config says what may stand in it',
  async run() {
    const { configure, projectFileOf } = await import('./configuration.js');
    const { shownPath } = await import('../store/shown-path.js');
    const { cv } = await import('./cv.js');
    const place = { cwd: term.cwd, env: term.env, entries };
    const file = projectFileOf(typed, place);
    if (file === null) return ok('none here or above; assay init writes one');
    const untyped = { args: [], options: {}, given: new Set<string>(), origins: new Map(), argv: [] };
    const { notes } = await configure(untyped, cv, place);
    const shown = shownPath(file);
    return notes.length > 0
      ? warn(`${shown}: ${notes.join('; ')}`, 'assay help config')
      : ok(`${shown} is valid`);
  },
});

/** @param entries every command; given, not imported, since the list of commands holds this one */
export const doctorCommand = (entries: readonly CommandEntry[]): Command => ({
  id: 'doctor',
  ignoresProject: true,
  summary: 'checks that assay, this machine, the store and assay.yaml are as they should be',
  examples: ['assay doctor', 'assay doctor --json'],
  args: [],
  hasRows: true,
  options: [storeOption()],
  details: () =>
    'Each line is ok, warn or fail, with what to do. Exit 1 when something fails; nothing is changed.',
  async run(typed, term) {
    const { findStore } = await import('../store/store.js');
    const { examine } = await import('../workflows/doctor/probe.js');
    const { probes } = await import('../workflows/doctor/list.js');
    const { doctorScreen } = await import('../report/screens/doctor.js');
    const patient = { storeDir: findStore(text(typed, 'store') ?? undefined, term.cwd), cwd: term.cwd };
    const all = [...probes, projectProbe(typed, term, entries), terminalProbe(term)];
    const findings: DoctorFinding[] = [];
    for (const probe of all) findings.push(await examine(probe, patient));
    const healthy = findings.every(({ state }) => state !== 'fail');
    const document: DoctorDocument = { schema: 'assay/doctor/1', healthy, findings };
    term.result(
      document,
      (style) => doctorScreen(document, style),
      () => findings,
    );
    return healthy ? EXIT.done : EXIT.runtime;
  },
});
