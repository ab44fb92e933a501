/** How a version is typed. */
import { sep } from 'node:path';
import type { Version } from '../store/version.js';

/** Its id, or its path when it is of another store. @param store absolute */
export const selectorOf = ({ id, dir }: Version, store: string): string =>
  dir.startsWith(store + sep) ? id : dir;
