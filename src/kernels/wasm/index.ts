// All kernels: one export line a file.
export { drawU32 } from './rng';
export { countDraws } from './count-draws';
export { growTree } from './grow-tree';
export { packTree } from './pack-tree';
export { shareLeaves } from './share-leaves';
export { sumUses } from './sum-uses';
export { addTrees, addTreesWithSets, layNodes, tileBins } from './tree-predict';
export { clearLists, mergeLists } from './nearest-lists';
export { layAskers, nearest, packNearest } from './nearest';
export { beginPointTree, growHalfTree, nearestInTree, sortByTree } from './nearest-tree';
export { copyLists, dealRows, findLargest, layColumns } from './table-rows';
export { chooseRows, drawNew, findGreatest, findRange, interpolate, placeRows, settleNumbers } from './new-rows';
export { nearestManhattan, packManhattan } from './manhattan';
export { binNumbers, fitNumbers, gatherNumbers, widenEdges } from './binning';
export { boostAssist, boostEnd, boostGradients, boostTree } from './boost';
export { hasNearer, keepNearer } from './point-distances';
export { radialRow, svmChoose, svmMove } from './svm';
