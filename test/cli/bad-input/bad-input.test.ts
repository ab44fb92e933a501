/** Bad input of every kind on the real binary: what is said, the exit code, and that nothing is written or lost. */
import { columnsAndTarget } from './columns-and-target.js';
import { configuration } from './configuration.js';
import { corruptVersions } from './corrupt-versions.js';
import { files } from './files.js';
import { options } from './options.js';
import { parameters } from './parameters.js';
import { predictions } from './predictions.js';
import { eachRow } from './runner.js';
import { selectors } from './selectors.js';

eachRow('a data set', files);
eachRow('columns and target', columnsAndTarget);
eachRow('options', options);
eachRow('parameters', parameters);
eachRow('configuration', configuration);
eachRow('selectors', selectors);
eachRow('predictions', predictions);
eachRow('versions', corruptVersions);
