/** The contract of help topics: a text, or one made from a registry. */
import type { Registered } from '../../core/registry.js';

export interface HelpTopic extends Registered {
  /** Lines; a long one is wrapped under its own indentation when it is shown. */
  text(): string | Promise<string>;
}
