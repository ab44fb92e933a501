/** Does DuckDB, which reads the data, load and answer? */
import { withDuck } from '../../data/duckdb.js';
import { fail, ok, type Probe } from './probe.js';

const REMEDY = 'its binary is missing for this system: npm install, without --omit=optional';

export const duckdb: Probe = {
  id: 'duckdb',
  broken: 'DuckDB does not load, so no file can be read',
  remedy: REMEDY,
  async run() {
    const [[version, two]] = await withDuck(1, (duck) => duck.rows('select version(), (1 + 1)::double'));
    return two === 2
      ? ok(`DuckDB ${version} loads and answers`)
      : fail(`DuckDB says 1 + 1 is ${two}`, REMEDY);
  },
};
