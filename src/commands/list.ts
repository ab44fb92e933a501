/** Every command that works: one line each. A module is loaded only when its command is chosen. */
import type { CommandEntry } from './command.js';

export const commandEntries: readonly CommandEntry[] = [
  {
    id: 'init',
    summary: 'writes a commented assay.yaml; after it DATA and -t need not be typed',
    load: async () => (await import('./init.js')).init,
  },
  {
    id: 'data',
    summary: 'seeded synthetic data sets; what is shipped; the first rows as assay reads them',
    load: async () => (await import('./data.js')).data,
  },
  {
    id: 'eda',
    summary: 'profile, alerts, what each column says about the target',
    load: async () => (await import('./eda.js')).eda,
  },
  {
    id: 'validate',
    summary: "built-in checks, or a schema's; --infer writes one",
    load: async () => (await import('./validate.js')).validate,
  },
  {
    id: 'resample',
    summary: 'a resampled data set, with the recipe and its quality',
    load: async () => (await import('./resample.js')).resample,
  },
  {
    id: 'train',
    summary: 'hold-out validation, and the model that was scored, saved',
    load: async () => (await import('./train.js')).train,
  },
  {
    id: 'cv',
    summary: 'cross-validation: out-of-fold predictions of a model and what they are worth',
    load: async () => (await import('./cv.js')).cv,
  },
  {
    id: 'tune',
    summary: 'hyper-parameter search, resumable; the best is refitted on all rows and saved',
    load: async () => (await import('./tune.js')).tune,
  },
  {
    id: 'predict',
    summary: 'predict new rows with the model that a version saved',
    load: async () => (await import('./predict.js')).predict,
  },
  {
    id: 'compare',
    summary: 'rank configurations by a metric, with honest statistics',
    load: async () => (await import('./compare.js')).compare,
  },
  {
    id: 'list',
    summary: 'the versions of a store, by experiment, then number',
    load: async () => (await import('./list-versions.js')).listCommand,
  },
  {
    id: 'show',
    summary: 'a version: what ran, on which data, what came out',
    load: async () => (await import('./show.js')).showCommand(commandEntries),
  },
  {
    id: 'diff',
    summary: 'what two versions have differently: options, metrics, files',
    load: async () => (await import('./diff.js')).diff,
  },
  {
    id: 'lineage',
    summary: 'what a version came from, and what came from it',
    load: async () => (await import('./lineage.js')).lineage,
  },
  {
    id: 'tag',
    summary: 'give versions a name: @NAME finds them again',
    load: async () => (await import('./tag.js')).tag,
  },
  {
    id: 'note',
    summary: 'write a remark to a version, or read it',
    load: async () => (await import('./note.js')).note,
  },
  {
    id: 'mv',
    summary: 'move versions to another experiment, or rename one',
    load: async () => (await import('./mv.js')).mv,
  },
  {
    id: 'rm',
    summary: 'remove versions; they go to the trash',
    load: async () => (await import('./rm.js')).rm,
  },
  {
    id: 'restore',
    summary: 'bring removed versions back from the trash',
    load: async () => (await import('./restore.js')).restore,
  },
  {
    id: 'gc',
    summary: 'empty the trash, clear what killed runs left',
    load: async () => (await import('./gc.js')).gc,
  },
  {
    id: 'rerun',
    summary: 'run a version again, into a new one',
    load: async () => (await import('./rerun.js')).rerun,
  },
  {
    id: 'verify',
    summary: 'run a version again and compare bytes; nothing is written',
    load: async () => (await import('./verify.js')).verify,
  },
  {
    id: 'demo',
    summary: 'the whole loop on a shipped data set, in under a minute',
    load: async () => (await import('./demo.js')).demo,
  },
  {
    id: 'wizard',
    summary: 'asks, shows the growing command line, runs it; assay alone in a terminal does the same',
    load: async () => (await import('./wizard.js')).wizardCommand(commandEntries),
  },
  {
    id: 'help',
    summary: 'help for a command or a topic: models, samplers, metrics, splitters, searches, exit-codes',
    load: async () => (await import('./help.js')).helpCommand(commandEntries),
  },
  {
    id: 'config',
    summary: 'the options in effect, and where each comes from',
    load: async () => (await import('./config.js')).configGroup(commandEntries),
  },
  {
    id: 'schema',
    summary: 'the JSON Schema of a file that assay writes',
    load: async () => (await import('./schema.js')).schema,
  },
];
