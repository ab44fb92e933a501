// All kernels: one export line a file.
export { drawU32 } from './rng';
export { countDraws } from './count-draws';
export { growTree } from './grow-tree';
export { packTree } from './pack-tree';
export { shareLeaves } from './share-leaves';
export { sumUses } from './sum-uses';
export { addTrees, addTreesWithSets, layNodes, tileBins } from './tree-predict';
export { clearLists } from './nearest-lists';
export { packNearest } from './nearest-pack';
export { layAskers, nearest } from './nearest';
export { growPointTree, nearestInTree } from './nearest-tree';
export { nearestManhattan, packManhattan } from './manhattan';
export { binNumbers, fitNumbers, gatherNumbers, widenEdges } from './binning';
export { boostAssist, boostEnd, boostGradients, boostTree } from './boost';
