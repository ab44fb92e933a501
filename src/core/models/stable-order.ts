/**
 * The stable ascending order of numbers: least-significant-digit radix sort over the bytes of their bit patterns (a
 * negative number's bits flipped, a positive one's sign bit set, which makes unsigned order numeric order).
 */

const FEW = 200;
const key = new Float64Array(1);
const keyWords = new Uint32Array(key.buffer); // little-endian: [low, high]

/** Order-preserving keys as [low, high] words; -0 becomes 0. */
function sortableWords(values: ArrayLike<number>): Uint32Array {
  const words = new Uint32Array(2 * values.length);
  for (let i = 0; i < values.length; i++) {
    key[0] = values[i] + 0;
    const negative = keyWords[1] >>> 31 === 1;
    words[2 * i] = negative ? ~keyWords[0] : keyWords[0];
    words[2 * i + 1] = negative ? ~keyWords[1] : keyWords[1] | 0x80000000;
  }
  return words;
}

/** [8 * 256] how often each value of each byte occurs. */
function byteCounts(words: Uint32Array): Uint32Array {
  const counts = new Uint32Array(8 * 256);
  for (let i = 0; i < words.length; i++) {
    const first = (i & 1) * 1024;
    const word = words[i];
    counts[first + (word & 255)]++;
    counts[first + 256 + ((word >>> 8) & 255)]++;
    counts[first + 512 + ((word >>> 16) & 255)]++;
    counts[first + 768 + (word >>> 24)]++;
  }
  return counts;
}

/** Counts of one byte to the place where each of its values starts. */
function toStarts(counts: Uint32Array): void {
  let start = 0;
  for (let digit = 0; digit < 256; digit++) {
    const count = counts[digit];
    counts[digit] = start;
    start += count;
  }
}

/** Indices of `values` in ascending order of value, equal values in index order. No NaN. O(n). */
export function stableOrder(values: ArrayLike<number>): Uint32Array {
  const n = values.length;
  let order = new Uint32Array(n);
  for (let i = 0; i < n; i++) order[i] = i;
  if (n < FEW) return order.sort((a, b) => values[a] - values[b] || a - b);
  const words = sortableWords(values);
  const counts = byteCounts(words);
  let next = new Uint32Array(n);
  for (let byte = 0; byte < 8; byte++) {
    const starts = counts.subarray(byte * 256, byte * 256 + 256);
    if (starts.includes(n)) continue;
    toStarts(starts);
    const word = byte >> 2;
    const shift = (byte & 3) * 8;
    for (let i = 0; i < n; i++) next[starts[(words[2 * order[i] + word] >>> shift) & 255]++] = order[i];
    [order, next] = [next, order];
  }
  return order;
}
