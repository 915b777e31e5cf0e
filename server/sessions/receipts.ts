// The broker's receipt for a grant: signed only for what is on disk, the same each time it is asked for.
import type { Attestation, Receipt } from '../../shared/consent/broker-word.ts';

/** Signs a payload under the broker's attestation key. @returns a compact JWS */
export type SignWord = (payload: Attestation | Receipt) => string;

export interface Granted {
  readonly sid: string;
  readonly gid: string;
  /** Hash of the customer's statement. */
  readonly grant: string;
  readonly log: string;
  readonly seq: number;
  readonly at: number;
}

export const receiptFor = (sign: SignWord, granted: Granted): string =>
  sign({ v: 2, type: 'receipt', ...granted });
