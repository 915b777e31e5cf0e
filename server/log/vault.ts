// Seals what is personal about an event: AES-256-GCM under a data key, each data key wrapped by the key of secrets.json. It
// knows neither tables nor kinds of detail. Whoever destroys a wrapped key and its ciphertexts has erased the details.
import { createCipheriv, createDecipheriv, createSecretKey, type KeyObject, randomBytes } from 'node:crypto';
import { concat, toBase64url, utf8 } from '../../shared/bytes.ts';
import { canonicalBytes, readCanonical } from '../../shared/canonical.ts';
import { commit, SALT_BYTES } from '../../shared/log/commitment.ts';
import type { Secret } from '../keys/secret.ts';

const NONCE_BYTES = 12;
const TAG_BYTES = 16;
/** Unwrapped keys that are kept in memory; forgetting all of them now and then is simpler than an LRU. */
const MAX_KEPT = 2_000;

/** A data key as it is stored. */
export interface WrappedKey {
  readonly id: string;
  readonly wrapped: Uint8Array;
}
/** A detail as it is stored. */
export interface Sealed {
  readonly nonce: Uint8Array;
  readonly ct: Uint8Array;
}
export interface Opened {
  readonly detail: object;
  /** 32 bytes, with which `detail` opens the commitment of its leaf. */
  readonly salt: Uint8Array;
}

export interface Vault {
  /** A fresh data key under this id. Nobody has it until it is stored. */
  newKey(id: string): WrappedKey;
  /**
   * Seals a detail under a key. @param detailId binds the ciphertext to its row
   * @returns also `c`, the commitment that goes into the leaf
   */
  seal(key: WrappedKey, detailId: string, detail: object): Sealed & { c: string };
  /** @throws Error when key, row and ciphertext do not belong together: somebody moved or changed them */
  open(key: WrappedKey, detailId: string, sealed: Sealed): Opened;
  /** The same data key wrapped by the current master, or null where it is already. @throws Error when no master opens it */
  rewrap(key: WrappedKey): WrappedKey | null;
  /** Changes with the masters: wrapped keys that were read before may be of one that is gone. */
  edition(): unknown;
}

/** @param master keys of AES-256 */
export function vault(master: Secret): Vault {
  const kept = new Map<string, KeyObject>();

  const unwrap = ({ id, wrapped }: WrappedKey): KeyObject => {
    // By its bytes: of two nodes that make a key of one name, only one stores it.
    const name = `${id}:${toBase64url(wrapped)}`;
    const known = kept.get(name);
    if (known) return known;
    const key = createSecretKey(opened({ id, wrapped }, master.held()));
    if (kept.size >= MAX_KEPT) kept.clear();
    kept.set(name, key);
    return key;
  };

  const wrap = (id: string, key: Uint8Array): WrappedKey => {
    const { nonce, ct } = encrypt(master.current(), `key:${id}`, key);
    return { id, wrapped: concat(nonce, ct) };
  };

  return {
    edition: master.edition,
    newKey: (id) => wrap(id, randomBytes(32)),
    rewrap: (key) => {
      const [current, ...others] = master.held();
      if (current && isOpenedBy(key, current)) return null;
      return wrap(key.id, opened(key, others));
    },
    seal: (key, detailId, detail) => {
      const salt = new Uint8Array(randomBytes(SALT_BYTES));
      const plain = concat(salt, canonicalBytes(detail));
      return { ...encrypt(unwrap(key), `detail:${detailId}`, plain), c: commit(salt, detail) };
    },
    open: (key, detailId, sealed) => {
      const plain = decrypt(unwrap(key), `detail:${detailId}`, sealed);
      const detail = readCanonical(plain.subarray(SALT_BYTES));
      if (typeof detail !== 'object' || detail === null)
        throw new Error(`detail ${detailId} holds no object`);
      return { detail, salt: plain.slice(0, SALT_BYTES) };
    },
  };
}

/** @throws Error when none of the masters opens it */
function opened({ id, wrapped }: WrappedKey, masters: readonly KeyObject[]): Uint8Array {
  const [nonce, ct] = [wrapped.subarray(0, NONCE_BYTES), wrapped.subarray(NONCE_BYTES)];
  const master = masters.find((one) => isOpenedBy({ id, wrapped }, one));
  if (!master) throw new Error(`the data key ${id} was wrapped by a key that is not in secrets.json`);
  return decrypt(master, `key:${id}`, { nonce, ct });
}

function isOpenedBy({ id, wrapped }: WrappedKey, master: KeyObject): boolean {
  const [nonce, ct] = [wrapped.subarray(0, NONCE_BYTES), wrapped.subarray(NONCE_BYTES)];
  try {
    decrypt(master, `key:${id}`, { nonce, ct });
    return true;
  } catch {
    return false;
  }
}

function encrypt(key: KeyObject, about: string, plain: Uint8Array): Sealed {
  const nonce = new Uint8Array(randomBytes(NONCE_BYTES));
  const cipher = createCipheriv('aes-256-gcm', key, nonce);
  // Who can write to the database could move a ciphertext to another row; bound to its id, it opens nowhere else.
  cipher.setAAD(utf8(`permesso/${about}`));
  return { nonce, ct: concat(cipher.update(plain), cipher.final(), cipher.getAuthTag()) };
}

/** @throws Error when anything was changed */
function decrypt(key: KeyObject, about: string, { nonce, ct }: Sealed): Uint8Array {
  const end = ct.length - TAG_BYTES;
  const decipher = createDecipheriv('aes-256-gcm', key, nonce, { authTagLength: TAG_BYTES });
  decipher.setAAD(utf8(`permesso/${about}`)).setAuthTag(ct.subarray(Math.max(0, end)));
  return concat(decipher.update(ct.subarray(0, Math.max(0, end))), decipher.final());
}
