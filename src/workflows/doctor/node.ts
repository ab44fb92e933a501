/** Which Node and which assay run. */
import { assayVersion, thisEnvironment } from '../../store/environment.js';
import { ok, type Probe, warn } from './probe.js';

/** The releases that the tests run on. */
const TESTED_MAJORS = [20, 22, 24, 26];

export const node: Probe = {
  id: 'node',
  broken: 'the installation of assay is damaged',
  remedy: 'install it again',
  run() {
    const { node: version, platform, arch } = thisEnvironment();
    const message = `assay ${assayVersion()} on Node ${version}, ${platform} ${arch}`;
    const major = Number.parseInt(version, 10);
    if (TESTED_MAJORS.includes(major)) return ok(message);
    return warn(
      message,
      `assay is tested on Node ${TESTED_MAJORS.join(', ')}; use one of them if something fails`,
    );
  },
};
