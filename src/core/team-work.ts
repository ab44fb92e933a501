/** The one list of work that threads do together. */
import type { TeamWork, TeamWorkName } from './arena.js';
import { findClaimed, seedClaimed } from './neighbours/find-blocks.js';
import { growHalves } from './neighbours/find-job.js';
import { layClaimed, lookAtClaimed } from './neighbours/laid-rows.js';
import { lookClaimed, makeClaimed } from './samplers/column-work.js';
import { assistBoost } from './trees/boost-job.js';
import { voteClaimed } from './trees/grow-votes.js';
import { growClaimed } from './trees/kept-trees.js';
import { binClaimed } from './trees/number-bins.js';
import { sumClaimed } from './trees/sum-trees.js';

export const teamWork: Readonly<Record<TeamWorkName, TeamWork>> = {
  'bin-columns': binClaimed,
  'look-at-columns': lookClaimed,
  'make-columns': makeClaimed,
  'grow-trees': growClaimed,
  'predict-trees': sumClaimed,
  'grow-boost': assistBoost,
  'grow-votes': voteClaimed,
  'look-at-rows': lookAtClaimed,
  'lay-rows': layClaimed,
  'grow-point-tree': growHalves,
  'seed-nearest': seedClaimed,
  'find-nearest': findClaimed,
};
