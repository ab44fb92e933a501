/** A worker that notes when it was busy, a line each time, in the file that ASSAY_TEST_BUSY names. */
import { appendFileSync } from 'node:fs';
import { env } from 'node:process';
import { type Answer, answer as answerUnseen, type Message } from '../../src/parallel/worker.js';

/** One clock for all threads. */
const now = () => performance.timeOrigin + performance.now();

export async function answer(message: Message): Promise<Answer> {
  const began = now();
  try {
    return await answerUnseen(message);
  } finally {
    appendFileSync(env.ASSAY_TEST_BUSY as string, `${began} ${now()}\n`);
  }
}
