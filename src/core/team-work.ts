/** The one list of work that threads do together. */
import type { TeamWork, TeamWorkName } from './arena.js';
import { assistBoost } from './trees/boost-job.js';
import { growClaimed } from './trees/tree-job.js';

export const teamWork: Readonly<Record<TeamWorkName, TeamWork>> = {
  'grow-trees': growClaimed,
  'grow-boost': assistBoost,
};
