import { describe } from 'node:test';
import { acrossScreen } from '../../src/report/screens/across.js';
import { cvScreen } from '../../src/report/screens/cv.js';
import { explainScreen } from '../../src/report/screens/explain.js';
import type { Style } from '../../src/report/screens/paint.js';
import { scoreScreen } from '../../src/report/screens/score.js';
import * as fixtures from './evaluation-fixtures.js';
import { goldenScreens } from './golden-screens.js';

const SCREENS: Record<string, (style: Style) => string> = {
  score: (style) => scoreScreen(fixtures.scoreOnce, style),
  'score-against': (style) => scoreScreen(fixtures.scoreAgainst, style),
  explain: (style) => explainScreen(fixtures.explained, style),
  'explain-apart': (style) => explainScreen(fixtures.explainedApart, style),
  across: (style) => acrossScreen(fixtures.across, ['plots/critical-difference.svg'], style),
  'cv-leak-gap': (style) => cvScreen(fixtures.cvLeakGap, style),
  'cv-nested': (style) => cvScreen(fixtures.cvNested, style),
};

describe('screens of evaluation', () => {
  goldenScreens(SCREENS, [120, 80]);
});
