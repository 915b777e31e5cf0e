// Keys that sign notes in tests: made from a number, so that a run can be repeated.
import { ed25519 } from '@noble/curves/ed25519.js';
import { utf8 } from '../../shared/bytes.ts';
import {
  checkpointText,
  noteOf,
  parseVkey,
  signatureLine,
  type Vkey,
  vkeyOf,
} from '../../shared/log/note.ts';

export interface Signer {
  readonly vkey: Vkey;
  readonly spelled: string;
  /** One line over a note's text. */
  line(text: string): string;
}

export function signer(name: string, seed: number): Signer {
  const secret = new Uint8Array(32).fill(seed);
  const publicKey = ed25519.getPublicKey(secret);
  const spelled = vkeyOf(name, publicKey);
  const vkey = parseVkey(spelled);
  if (!vkey) throw new Error(`no key is called ${name}`);
  return {
    vkey,
    spelled,
    line: (text) => signatureLine(name, publicKey, ed25519.sign(utf8(text), secret)),
  };
}

/** A signed checkpoint. The first signer's name is the origin. */
export function signedCheckpoint(signers: readonly Signer[], size: number, root: Uint8Array): string {
  const text = checkpointText({ origin: signers[0]?.vkey.name ?? '', size, root });
  return noteOf(
    text,
    signers.map((one) => one.line(text)),
  );
}
