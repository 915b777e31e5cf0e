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

const NONCE_BYTES = 12;
const TAG_BYTES = 16;

export interface Sealing {
  /** @param about the row it belongs to: moved to another row it opens nowhere */
  seal(about: string, text: string): Uint8Array;
  /** @throws Error when row and bytes do not belong together */
  open(about: string, sealed: Uint8Array): string;
}

/** @param master 32 bytes */
export function sealing(master: KeyObject): Sealing {
  const key = createSecretKey(Buffer.from(hkdfSync('sha256', master, '', 'permesso/outbox', 32)));
  return {
    seal: (about, text) => {
      const nonce = randomBytes(NONCE_BYTES);
      const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(Buffer.from(about));
      const ct = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
      return new Uint8Array(Buffer.concat([nonce, ct, cipher.getAuthTag()]));
    },
    open: (about, sealed) => {
      const end = sealed.length - TAG_BYTES;
      const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(0, NONCE_BYTES), {
        authTagLength: TAG_BYTES,
      });
      decipher.setAAD(Buffer.from(about)).setAuthTag(sealed.subarray(end));
      const text = Buffer.concat([decipher.update(sealed.subarray(NONCE_BYTES, end)), decipher.final()]);
      return text.toString('utf8');
    },
  };
}
