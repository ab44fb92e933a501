// The oldest Node that assay runs on; kept to the syntax of old ones, so that they get a sentence and not a stack.
const OLDEST_NODE = '20.17';

/** Ends the process with a sentence where Node is too old. */
export function refuseOldNode() {
  const [major, minor] = process.versions.node.split('.').map(Number);
  const [oldestMajor, oldestMinor] = OLDEST_NODE.split('.').map(Number);
  if (major > oldestMajor || (major === oldestMajor && minor >= oldestMinor)) return;
  process.stderr.write(`error: assay needs Node ${OLDEST_NODE} or newer, this is ${process.versions.node}\n`);
  process.exit(1);
}
