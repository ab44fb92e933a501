/** A question with yes or no as its answer, to a person in a terminal. */
import type { Surface } from './asked.js';

/**
 * No is the default. Only where `Terminal.interactive` holds.
 * @param question ends in `?`
 * @throws AssayError (exit 130) when the person presses Ctrl-C
 */
export async function confirm(question: string, surface: Pick<Surface, 'ask'>): Promise<boolean> {
  const choices = ['no', 'yes'].map((word) => ({ value: word, name: word }));
  const answer = await surface.ask({
    kind: 'choose',
    message: question,
    choices,
    above: () => [],
    canGoBack: false,
  });
  return answer === 'yes';
}
