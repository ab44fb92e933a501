/** What several steps of one command share: made once for equal keys, so that it is also said once; and what they opened. */
export class Memo {
  readonly #made = new Map<string, unknown>();
  readonly #open: (() => Promise<void>)[] = [];

  /**
   * @param kind what is made
   * @param key all that it depends on, as JSON
   */
  once<T>(kind: string, key: object, make: () => T): T {
    const name = `${kind} ${JSON.stringify(key)}`;
    if (!this.#made.has(name)) this.#made.set(name, make());
    return this.#made.get(name) as T;
  }

  /** What has to be done when the command ends, however it does. */
  atEnd(close: () => Promise<void>): void {
    this.#open.push(close);
  }

  async end(): Promise<void> {
    for (const close of this.#open.splice(0)) await close();
  }
}
