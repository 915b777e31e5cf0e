// Seals what has to lie in the store until it is sent, and secrets that signing needs: AES-256-GCM under a key of its own, derived
// from that of secrets.json. A copy of the database alone tells nobody's address and opens no enrolment link.
import {
  createCipheriv,
  createDecipheriv,
  createSecretKey,
  hkdfSync,
  type KeyObject,
  randomBytes,
} from 'node:crypto';
import type { Secret } from '../keys/secret.ts';

const NONCE_BYTES = 12;
const TAG_BYTES = 16;

export interface Sealing {
  /** @param about the row it belongs to: moved to another row it opens nowhere */
  seal(about: string, text: string): Uint8Array;
  /** @throws Error when row and bytes do not belong together */
  open(about: string, sealed: Uint8Array): string;
  /** The same under the current key, or null where it is already. @throws Error when no key opens it */
  reseal(about: string, sealed: Uint8Array): Uint8Array | null;
}

export function sealing(master: Secret): Sealing {
  const derived = new Map<KeyObject, KeyObject>();
  const keyOf = (one: KeyObject): KeyObject => {
    const known = derived.get(one);
    if (known) return known;
    const key = createSecretKey(Buffer.from(hkdfSync('sha256', one, '', 'permesso/outbox', 32)));
    derived.set(one, key);
    return key;
  };
  const seal = (about: string, text: string): Uint8Array => {
    const nonce = randomBytes(NONCE_BYTES);
    const cipher = createCipheriv('aes-256-gcm', keyOf(master.current()), nonce).setAAD(Buffer.from(about));
    const ct = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
    return new Uint8Array(Buffer.concat([nonce, ct, cipher.getAuthTag()]));
  };
  /** The text, and whether the current key opened it. */
  const open = (about: string, sealed: Uint8Array) => {
    for (const [i, one] of master.held().entries()) {
      const text = opened(keyOf(one), about, sealed);
      if (text !== null) return { text, isCurrent: i === 0 };
    }
    throw new Error(`what was sealed for ${about} does not open`);
  };
  return {
    seal,
    open: (about, sealed) => open(about, sealed).text,
    reseal: (about, sealed) => {
      const { text, isCurrent } = open(about, sealed);
      return isCurrent ? null : seal(about, text);
    },
  };
}

/** @returns null where row, bytes and key do not belong together */
function opened(key: KeyObject, about: string, sealed: Uint8Array): string | null {
  try {
    const end = sealed.length - TAG_BYTES;
    const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(0, NONCE_BYTES), {
      authTagLength: TAG_BYTES,
    });
    decipher.setAAD(Buffer.from(about)).setAuthTag(sealed.subarray(end));
    const text = Buffer.concat([decipher.update(sealed.subarray(NONCE_BYTES, end)), decipher.final()]);
    return text.toString('utf8');
  } catch {
    return null;
  }
}
