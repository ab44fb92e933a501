/** What several steps of one command share: made once for equal keys, so that it is also said once. */
export class Memo {
  readonly #made = new Map<string, unknown>();

  /**
   * @param kind what is made
   * @param key all that it depends on, as JSON
   */
  once<T>(kind: string, key: object, make: () => T): T {
    const name = `${kind} ${JSON.stringify(key)}`;
    if (!this.#made.has(name)) this.#made.set(name, make());
    return this.#made.get(name) as T;
  }
}
