/** The parameters of a search's trials, no setting twice. */
import type { Params } from '../params.js';
import { stream } from '../rng.js';
import type { FinishedTrial, Search, SearchSpace } from './search.js';

/** The parameters of trials 0, 1, 2, …: what the search asks for, asked again for a setting that an earlier trial had. */
export class Proposals {
  readonly #asked = new Set<string>();

  /** @param trials how many there will be, at most `search.size(space)` */
  constructor(
    readonly search: Search,
    readonly space: SearchSpace,
    readonly trials: number,
    readonly seed: number,
  ) {}

  /** The next trial's. @param history finished trials, by number; complete up to the last full batch */
  next(history: readonly FinishedTrial[]): Params {
    const number = this.#asked.size;
    const rng = stream(this.seed, 'search', number);
    for (;;) {
      const params = this.search.ask({
        space: this.space,
        number,
        trials: this.trials,
        history,
        rng,
      });
      const setting = JSON.stringify(params);
      if (this.#asked.has(setting)) continue;
      this.#asked.add(setting);
      return params;
    }
  }
}
