// Signed notes (c2sp.org/signed-note) with Ed25519 keys, and the checkpoint that a log signs (c2sp.org/tlog-checkpoint). It
// holds no private key: whoever signs brings the signature. It cannot tell whether a key deserves trust.
import { ed25519 } from '@noble/curves/ed25519.js';
import { sha256 } from '@noble/hashes/sha2.js';
import { concat, fromBase64, fromHex, isEqual, toBase64, toHex, utf8 } from '../bytes.ts';
import { type Hash, isHash, readCount } from './merkle.ts';

/** A key that may sign notes. Name and id together say which one. */
export interface Vkey {
  readonly name: string;
  /** Four bytes. */
  readonly id: Uint8Array;
  /** 32 bytes, Ed25519. */
  readonly publicKey: Uint8Array;
}

const ED25519 = Uint8Array.of(0x01);
const NAME = /^[^\s+\p{White_Space}\p{Cc}\p{Surrogate}]+$/u;
/** The most signatures read; the specification asks for 16 at least. */
const MAX_SIGNATURES = 64;

/** The first four bytes of a hash over name, algorithm and key: enough to find a key, never to trust one. */
export const keyId = (name: string, publicKey: Uint8Array): Uint8Array =>
  sha256(concat(utf8(`${name}\n`), ED25519, publicKey)).slice(0, 4);

/** The key in its usual spelling: `name+0a1b2c3d+base64`. */
export const vkeyOf = (name: string, publicKey: Uint8Array): string =>
  `${name}+${toHex(keyId(name, publicKey))}+${toBase64(concat(ED25519, publicKey))}`;

/** @returns null for anything but the one spelling of an Ed25519 key whose id fits */
export function parseVkey(text: string): Vkey | null {
  const [, name = '', id = '', key = ''] = /^([^+]+)\+([0-9a-f]{8})\+([A-Za-z0-9+/]{44})$/.exec(text) ?? [];
  const bytes = fromBase64(key);
  if (!NAME.test(name) || bytes?.length !== 33) return null;
  const publicKey = bytes.slice(1);
  if (vkeyOf(name, publicKey) !== text) return null;
  return { name, id: fromHex(id) ?? new Uint8Array(), publicKey };
}

/** One signature as a line of a note, with its end of line. @param signature 64 bytes over the note's text */
export const signatureLine = (name: string, publicKey: Uint8Array, signature: Uint8Array): string =>
  `\u2014 ${name} ${toBase64(concat(keyId(name, publicKey), signature))}\n`;

/** A whole note. @param text ends with a new line  @param lines from `signatureLine`, at least one */
export const noteOf = (text: string, lines: readonly string[]): string => `${text}\n${lines.join('')}`;

export interface OpenedNote {
  /** With its last new line: what was signed. */
  readonly text: string;
  /** The known keys that signed it, each once, at least one. */
  readonly signers: readonly Vkey[];
}

/**
 * Opens a note that at least one known key signed. Lines of unknown keys are passed over, so that a log can change its key
 * and witnesses can sign too; a line of a known key that fails spoils the whole note.
 * @returns null when it must not be believed, or is not a note
 */
export function openNote(note: string, vkeys: readonly Vkey[]): OpenedNote | null {
  const parts = parted(note);
  if (!parts) return null;
  const signers = new Set<Vkey>();
  for (const line of parts.lines) {
    const signature = readLine(line);
    if (!signature) return null;
    const vkey = vkeys.find(({ name, id }) => name === signature.name && isEqual(id, signature.id));
    if (!vkey) continue;
    if (!isSignedBy(vkey, parts.text, signature.bytes)) return null;
    signers.add(vkey);
  }
  return signers.size === 0 ? null : { text: parts.text, signers: [...signers] };
}

function parted(note: string): { text: string; lines: string[] } | null {
  // A lone surrogate has no UTF-8: two different strings would be one text to sign.
  if (/\p{Surrogate}/u.test(note) || hasControls(note)) return null;
  const end = note.lastIndexOf('\n\n');
  if (end < 0 || !note.endsWith('\n')) return null;
  const lines = note.slice(end + 2, -1).split('\n');
  return lines.length <= MAX_SIGNATURES ? { text: note.slice(0, end + 1), lines } : null;
}

const hasControls = (text: string): boolean => /(?!\n)\p{Cc}/u.test(text);

function readLine(line: string): { name: string; id: Uint8Array; bytes: Uint8Array } | null {
  const [, name = '', encoded = ''] = /^\u2014 (\S+) (\S+)$/u.exec(line) ?? [];
  const bytes = fromBase64(encoded);
  if (!NAME.test(name) || !bytes || bytes.length <= 4) return null;
  return { name, id: bytes.slice(0, 4), bytes: bytes.slice(4) };
}

/** RFC 8032, without the laxer rules that this library has for others. */
const isSignedBy = ({ publicKey }: Vkey, text: string, signature: Uint8Array): boolean =>
  signature.length === 64 && ed25519.verify(signature, utf8(text), publicKey, { zip215: false });

/** What a log says of itself at one size. */
export interface Checkpoint {
  /** Which log: a name like `assist.example.org/log/…`. */
  readonly origin: string;
  readonly size: number;
  readonly root: Hash;
}

/** The text to sign. @throws RangeError for what could not be read back, such as an origin of two lines */
export function checkpointText({ origin, size, root }: Checkpoint): string {
  const text = `${origin}\n${size}\n${toBase64(root)}\n`;
  if (!readCheckpoint(text)) throw new RangeError('this is no checkpoint');
  return text;
}

/**
 * Reads the text of an opened note; it proves nothing about text that `openNote` has not seen. Extension lines are refused:
 * our logs sign none, and nobody could check what they say.
 * @returns null for anything but the one spelling
 */
export function readCheckpoint(text: string): Checkpoint | null {
  const [origin = '', sizeText = '', rootText = '', end, ...more] = text.split('\n');
  const size = readCount(sizeText);
  const root = fromBase64(rootText);
  if (!NAME.test(origin) || size === null || !root || !isHash(root)) return null;
  return end === '' && more.length === 0 ? { origin, size, root } : null;
}
