/** `assay help model-file` */
import type { HelpTopic } from './topic.js';

const TEXT = `MODEL.BIN, what train and tune save. Little-endian; each part begins at a multiple of 8 bytes, zeros between
  8 bytes       "ASSAY", 0, 0, 1: the version of the container
  4 bytes       length of the header, then 4 zeros
  header        JSON: schema, what is said below, and \`parts\`, their lengths in bytes
  parts         one after the other
  32 bytes      SHA-256 of all before: a file that was cut or altered is refused

  assay/model/2 is the whole: task, features, reading, spec and steps in the header, threshold,
  calibration and conformal (its cuts) where there are such; one part, the model, a container too.
  assay/model-NAME/N is a model in its layout N. Another layout is refused: fit again with assay rerun VERSION.

TREES, assay/model-trees/2 (tree, forest, extra-trees, balanced-forest), assay/model-boost/2 and assay/model-committee/2
  (rus-boost, easy-ensemble). Indices count from 0 through the whole model.
  \`ensemble\` in the header:
    features      those that trees split, in their order, each with \`name\` and \`kind\`: of a number \`nCuts\`; of a
                  category \`nBins\` and \`nLevels\`, the training levels in the order of the reading's
    columns       how many columns the model was given, for gain and split
    nValues       f64 a leaf; treesPerRound: trees of one round, one a class where boost tells several apart,
                  one a learner of a committee
  The parts:
    roots         u32 a tree: its first node
    nodes         u64 a node: bits 0..7 are 255 - cut; 8..38 the left child, the right one follows it; 39: the child is a
                  set; 40: it is a leaf; from 41 on feature * 16, and 8 more where missing goes left and cut is one higher
    leaves        f64, nValues a leaf; those of a tree that are equal stand once
    sets          9 u32 a set: 256 bits, one a bin, of those that go left (bit 255: missing); the left child
    cuts          f64: of each numeric feature its nCuts; a value is in the first bin whose cut is not below it
    codes         u8: of each category feature the bin of each level; 255 is missing
    gain, split   f64 a column: its importance by gain (shares of 1) and by number of splits
  A row's prediction, from the leaves it falls into:
    committee     a learner's probabilities are softmax of S / W / (K - 1): S the sum of its leaves, class by class, W of its
                  \`votes\` in the header, K the classes \`present\`; of two classes (nValues 1) the second one's is
                  1/(1+e^(-2 S / W)). The mean over the learners
    trees         their mean, and \`offset\` of the header more; of two classes (nOutputs 2, nValues 1) it is the share of
                  the second one, of several (nOutputs = nValues) each class's share
    boost         their sum and \`start\` of the header, class by class: a raw score. \`objective.id\` says what it means:
                  log_loss 1/(1+e^-score) for the second class; softmax e^score over the sum of the classes'; poisson and
                  gamma e^score; else the score itself. \`objective.alpha\` is the quantile, or huber's delta`;

export const modelFile: HelpTopic = {
  id: 'model-file',
  aliases: ['model.bin', 'model-format'],
  summary: 'what stands in model.bin, byte by byte',
  text: () => TEXT,
};
