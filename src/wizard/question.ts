/** The contract of questions. To add one: a file, and a line in `questions/list.ts`. */
import type { Ask, Surface } from './asked.js';
import type { State } from './state.js';

export interface Question {
  /** Is this what to ask now? The first of the list that says so is asked. */
  isNext(state: State): boolean;
  ask(state: State, term: Surface): Ask | Promise<Ask>;
  /**
   * The state with the answer in it. `isNext` must not hold for it any more, or another question comes first.
   * @throws AssayError for an answer that cannot be: it is shown, and the question asked again
   */
  take(answer: string, state: State, term: Surface): State | Promise<State>;
}
