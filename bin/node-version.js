// The oldest Node that assay runs on; kept to the syntax of old ones, so that they get a sentence and not a stack.
const OLDEST_NODE = 20;

/** Ends the process with a sentence where Node is too old. */
export function refuseOldNode() {
  if (Number(process.versions.node.split('.')[0]) >= OLDEST_NODE) return;
  process.stderr.write(`error: assay needs Node ${OLDEST_NODE} or newer, this is ${process.versions.node}\n`);
  process.exit(1);
}
