// Canonical JSON (RFC 8785): what is signed and what is hashed has exactly one spelling.
import { sha256 } from '@noble/hashes/sha2.js';
import canonicalize from 'canonicalize';
import { fromUtf8, isEqual, toBase64url, utf8 } from './bytes.ts';

/** @throws Error for what JSON cannot say: NaN, lone surrogates, undefined */
export function canonicalText(value: unknown): string {
  const text = canonicalize(value);
  if (text === undefined) throw new Error('there is no JSON for this');
  return text;
}

export const canonicalBytes = (value: unknown): Uint8Array => utf8(canonicalText(value));

/**
 * Reads bytes that claim to be canonical JSON. Kills duplicate keys (JSON.parse keeps the last one), spare white space
 * and every other second spelling. @returns undefined for anything else
 */
export function readCanonical(bytes: Uint8Array): unknown {
  try {
    const value: unknown = JSON.parse(fromUtf8(bytes));
    return isEqual(canonicalBytes(value), bytes) ? value : undefined;
  } catch {
    return undefined;
  }
}

/** SHA-256 in base64url, 43 characters: how statements and texts are named. */
export const digest = (bytes: Uint8Array): string => toBase64url(sha256(bytes));
