// A picture for a portal: small, of a type that cannot hold a script, and what it says it is.
import { type Refusal, refuse } from '../../shared/errors.ts';
import type { LogoUpload } from '../../shared/protocol/desks.ts';

export interface Logo {
  readonly type: LogoUpload['type'];
  readonly bytes: Uint8Array;
}

const MAGIC: Readonly<Record<LogoUpload['type'], (bytes: Buffer) => boolean>> = {
  'image/png': (bytes) => bytes.subarray(0, 8).equals(Buffer.from('89504e470d0a1a0a', 'hex')),
  'image/jpeg': (bytes) => bytes.subarray(0, 3).equals(Buffer.from('ffd8ff', 'hex')),
  'image/webp': (bytes) =>
    bytes.toString('latin1', 0, 4) === 'RIFF' && bytes.toString('latin1', 8, 12) === 'WEBP',
};

/** @returns BAD_INPUT where the bytes are not of their type: a browser would guess, and might guess a page */
export function readLogo({ type, data }: LogoUpload): Logo | Refusal {
  const bytes = Buffer.from(data, 'base64');
  return MAGIC[type](bytes) ? { type, bytes } : refuse('BAD_INPUT');
}
