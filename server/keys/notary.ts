// Signs the heads of logs. It signs whatever it is given; that no two heads contradict each other is the sequencer's care.
import { sign } from 'node:crypto';
import { noteOf, signatureLine, vkeyOf } from '../../shared/log/note.ts';
import type { Keyring } from './keyring.ts';

export interface Notary {
  /**
   * The checkpoint as a signed note, with a line of every log key that is held: whoever knows only an old key can still
   * read it. @param text ends with a new line
   */
  sign(origin: string, text: string): string;
  /** The newest key under the name of a log. */
  vkey(origin: string): string;
  /** Of every key that is held, oldest first. */
  vkeys(origin: string): string[];
}

export function notary(keys: Keyring): Notary {
  return {
    sign: (origin, text) =>
      noteOf(
        text,
        keys
          .held('log')
          .map(({ publicKey, privateKey }) =>
            signatureLine(origin, publicKey, new Uint8Array(sign(null, Buffer.from(text), privateKey))),
          ),
      ),
    vkey: (origin) => vkeyOf(origin, keys.current('log').publicKey),
    vkeys: (origin) => keys.held('log').map(({ publicKey }) => vkeyOf(origin, publicKey)),
  };
}
