/** The one list of work that threads do together. */
import type { TeamWork, TeamWorkName } from './arena.js';
import { findClaimed } from './neighbours/find-job.js';
import { assistBoost } from './trees/boost-job.js';
import { growClaimed } from './trees/kept-trees.js';
import { binClaimed } from './trees/number-bins.js';
import { sumClaimed } from './trees/sum-trees.js';

export const teamWork: Readonly<Record<TeamWorkName, TeamWork>> = {
  'bin-columns': binClaimed,
  'grow-trees': growClaimed,
  'predict-trees': sumClaimed,
  'grow-boost': assistBoost,
  'find-nearest': findClaimed,
};
