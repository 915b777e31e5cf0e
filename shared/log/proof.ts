// A proof that one can keep in a file: c2sp.org/tlog-proof@v1, the place of a leaf, its path, and the checkpoint it leads to.
// It reads and writes the text only; whether it is true, verify-proof.ts says.
import { fromBase64, toBase64 } from '../bytes.ts';
import { type Hash, isHash, readCount } from './merkle.ts';

const TITLE = 'c2sp.org/tlog-proof@v1';
/** A path in a tree of 2^53 leaves is not longer. */
const MAX_PATH = 53;

export interface TlogProof {
  readonly index: number;
  readonly proof: readonly Hash[];
  /** The whole signed note, as the log published it. */
  readonly checkpoint: string;
}

/** The text of a `.tlog-proof` file. */
export const writeProof = ({ index, proof, checkpoint }: TlogProof): string =>
  [TITLE, `index ${index}`, ...proof.map(toBase64), '', checkpoint].join('\n');

/**
 * Reads the one spelling. The line of `extra` data that the format allows is refused: no signature covers it.
 * @returns null for anything else
 */
export function readProof(text: string): TlogProof | null {
  const end = text.indexOf('\n\n');
  if (end < 0) return null;
  const [title, place = '', ...path] = text.slice(0, end).split('\n');
  const index = place.startsWith('index ') ? readCount(place.slice('index '.length)) : null;
  const proof = path.map(fromBase64).filter((hash): hash is Hash => hash !== null && isHash(hash));
  if (title !== TITLE || index === null || proof.length !== path.length || path.length > MAX_PATH)
    return null;
  return { index, proof, checkpoint: text.slice(end + 2) };
}
