// What the parts of a region of work are told: byte offsets of 32-bit words.
import { task } from './boost-job';

const LEAF: usize = 0;      // offset of the leaf; of two the smaller child
const OTHER: usize = 4;     // offset of the larger child, or 0
const LEFT: usize = 8;      // rows of the leaf that go left
const GROUP: usize = 12;    // features in a group
const DOES: usize = 16;     // what to do with a group's features: BUILD and so on
const CHUNKS: usize = 20;   // chunks of the first leaf's rows
const LEAVES: usize = 24;   // leaves of the tree
const FEATURE: usize = 28;  // the feature whose rows are counted

/** What is done with the features of a group: the first leaf is the smaller child or the only one. */
export const BUILD: i32 = 1, SCAN: i32 = 2, SUBTRACT: i32 = 4, BUILD_OTHER: i32 = 8, SCAN_OTHER: i32 = 16;

@inline export function taskLeaf(P: usize): usize { return load<u32>(task(P), LEAF); }
@inline export function taskOther(P: usize): usize { return load<u32>(task(P), OTHER); }
@inline export function taskLeft(P: usize): i32 { return load<i32>(task(P), LEFT); }
@inline export function taskGroup(P: usize): i32 { return load<i32>(task(P), GROUP); }
@inline export function taskDoes(P: usize): i32 { return load<i32>(task(P), DOES); }
@inline export function taskChunks(P: usize): i32 { return load<i32>(task(P), CHUNKS); }
@inline export function taskLeaves(P: usize): i32 { return load<i32>(task(P), LEAVES); }
@inline export function taskFeature(P: usize): usize { return <usize>load<u32>(task(P), FEATURE); }
@inline export function setTaskLeaf(P: usize, L: usize): void { store<u32>(task(P), <u32>L, LEAF); }
@inline export function setTaskOther(P: usize, L: usize): void { store<u32>(task(P), <u32>L, OTHER); }
@inline export function setTaskLeft(P: usize, rows: i32): void { store<i32>(task(P), rows, LEFT); }
@inline export function setTaskGroup(P: usize, size: i32): void { store<i32>(task(P), size, GROUP); }
@inline export function setTaskDoes(P: usize, does: i32): void { store<i32>(task(P), does, DOES); }
@inline export function setTaskChunks(P: usize, n: i32): void { store<i32>(task(P), n, CHUNKS); }
@inline export function setTaskLeaves(P: usize, n: i32): void { store<i32>(task(P), n, LEAVES); }
@inline export function setTaskFeature(P: usize, f: usize): void { store<u32>(task(P), <u32>f, FEATURE); }
