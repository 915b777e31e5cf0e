// The small field types that every message shares. Built on zod/mini, so that one definition serves server and browser.
import * as z from 'zod/mini';

/** 128 random bits in base64url: sessions, people, customers, lanes. */
export const id = z.string().check(z.regex(/^[\w-]{22}$/));
/** UUID made by the party who acts (asks, grants, files), so that a repeated message is recognised. */
export const uuid = z.uuid();
/** Milliseconds since 1970 by the broker's clock. */
export const instant = z.int().check(z.minimum(0), z.maximum(8.64e15));
export const count = z.int().check(z.minimum(0), z.maximum(Number.MAX_SAFE_INTEGER));
export const seq = z.int().check(z.minimum(0), z.maximum(1_000_000));
export const language = z.enum(['it', 'en']);
/** A name of a desk in addresses: `/d/acme`. */
export const slug = z.string().check(z.regex(/^[a-z0-9](?:[a-z0-9-]{0,30}[a-z0-9])?$/));
export const sha256 = z.string().check(z.regex(/^[0-9a-f]{64}$/));

/** Text by a person: bounded in UTF-16 units, shown only ever as a text node. */
export const text = (max: number, min = 0) => z.string().check(z.minLength(min), z.maxLength(max));

export type Language = z.infer<typeof language>;
