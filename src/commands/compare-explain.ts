/** `compare A B --explain`, loaded when it is asked for. */
import { EXIT, type ExitCode, usageError } from '../core/errors.js';
import { explainScreen } from '../report/screens/explain.js';
import type { Version } from '../store/version.js';
import { explainVersions } from '../workflows/explain.js';
import type { Terminal, Typed } from './command.js';
import { selectorOf } from './selector-of.js';
import { storeOf, withContext } from './session.js';
import { numberOr } from './typed-values.js';

/** Of a screen that stands in a Markdown page. */
const MARKDOWN_WIDTH = 100;

/** `--explain`: two versions, row by row. @throws AssayError exit 2 for any other number of them */
export async function explainPair(
  versions: readonly Version[],
  by: string | null,
  typed: Typed,
  term: Terminal,
): Promise<ExitCode> {
  if (versions.length !== 2) {
    throw usageError(
      'ASSAY_EXPLAIN_TWO',
      `--explain is of two versions, got ${versions.length}`,
      'e.g. assay compare v3 v5 --explain',
    );
  }
  const store = storeOf(typed, term).dir;
  const { document, changed } = await withContext(typed, term, (context) =>
    explainVersions(versions[0], versions[1], { by, rope: numberOr(typed, 'rope', 0) }, context),
  );
  term.result(
    document,
    (style) => explainScreen(document, style),
    () => [...changed],
    () => versions.map((version) => selectorOf(version, store)),
    () => `\`\`\`text\n${explainScreen(document, { width: MARKDOWN_WIDTH, color: false })}\`\`\`\n`,
  );
  return EXIT.done;
}
