/** SHA-256 of bytes of any number. */
import { createHash, type Hash } from 'node:crypto';

/** Node takes less than 2 GB in one call, of a hash and of a file alike. */
export const PIECE_BYTES = 2 ** 30;

/** Adds bytes to a hash, piece by piece. */
export function addBytes(hash: Hash, bytes: Uint8Array, pieceBytes = PIECE_BYTES): Hash {
  for (let at = 0; at < bytes.length; at += pieceBytes) hash.update(bytes.subarray(at, at + pieceBytes));
  return hash;
}

/** In hexadecimal. */
export const sha256Of = (bytes: Uint8Array): string => addBytes(createHash('sha256'), bytes).digest('hex');
