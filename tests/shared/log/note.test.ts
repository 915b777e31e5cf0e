// Signed notes and checkpoints: what the specification prints is read, and nothing that differs from what was signed.
import { describe, expect, it } from 'vitest';
import { fromUtf8, toBase64, toHex, utf8 } from '../../../shared/bytes.ts';
import { EMPTY_ROOT } from '../../../shared/log/merkle.ts';
import {
  checkpointText,
  keyId,
  noteOf,
  openNote,
  parseVkey,
  readCheckpoint,
  signatureLine,
  vkeyOf,
} from '../../../shared/log/note.ts';
import { signedCheckpoint, signer } from '../../support/signers.ts';

// The key and the note of the documentation of golang.org/x/mod/sumdb/note.
const GO_VKEY = 'PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW';
const GO_NOTE =
  'If you think cryptography is the answer to your problem,\n' +
  "then you don't know what your problem is.\n\n" +
  '— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n';

const ORIGIN = 'assist.example/log/1';
const log = signer(ORIGIN, 1);
const other = signer('witness.example/w', 2);
const text = checkpointText({ origin: ORIGIN, size: 7, root: EMPTY_ROOT });
const note = signedCheckpoint([log], 7, EMPTY_ROOT);
const keys = [log.vkey];

describe('a key', () => {
  it('is read as the reference writes it', () => {
    const vkey = parseVkey(GO_VKEY);
    expect(vkey?.name).toBe('PeterNeumann');
    expect(vkey && toHex(vkey.id)).toBe('c74f20a3');
    expect(vkey && vkeyOf(vkey.name, vkey.publicKey)).toBe(GO_VKEY);
  });

  it('has one spelling', () => {
    expect(parseVkey(log.spelled)).toEqual(log.vkey);
    const [name = '', id = '', key = ''] = log.spelled
      .split('+', 2)
      .concat(log.spelled.split('+').slice(2).join('+'));
    const bad = [
      '',
      name,
      `${name}+${id}`,
      `${name}+${id}+`,
      `${name}+${id.toUpperCase()}x+${key}`,
      `${name}+00000000+${key}`,
      `other+${id}+${key}`,
      `+${id}+${key}`,
      `a b+${id}+${key}`,
      `${log.spelled}\n`,
      ` ${log.spelled}`,
      `${log.spelled}=`,
      `${log.spelled}+x`,
    ];
    for (const text of bad) expect(parseVkey(text), text).toBeNull();
  });

  it('of another algorithm is not taken for an Ed25519 key', () => {
    const bytes = Uint8Array.of(0x04, ...log.vkey.publicKey);
    expect(parseVkey(`${ORIGIN}+${toHex(log.vkey.id)}+${toBase64(bytes)}`)).toBeNull();
  });

  it('has another id under another name', () => {
    expect(keyId('a', log.vkey.publicKey)).not.toEqual(keyId('b', log.vkey.publicKey));
  });
});

describe('a signed note', () => {
  it('of the reference opens', () => {
    const vkey = parseVkey(GO_VKEY);
    expect(vkey && openNote(GO_NOTE, [vkey])?.text).toBe(`${GO_NOTE.split('\n\n')[0]}\n`);
  });

  it('opens for who knows a signer, and names the signers that were known', () => {
    const both = signedCheckpoint([log, other], 7, EMPTY_ROOT);
    expect(openNote(note, keys)).toEqual({ text, signers: [log.vkey] });
    expect(openNote(both, keys)?.signers).toEqual([log.vkey]);
    expect(openNote(both, [other.vkey])?.signers).toEqual([other.vkey]);
    expect(openNote(both, [other.vkey, log.vkey])?.signers).toEqual([log.vkey, other.vkey]);
    expect(openNote(noteOf(text, [log.line(text), log.line(text)]), keys)?.signers).toEqual([log.vkey]);
  });

  it('stays shut for who knows none', () => {
    expect(openNote(note, [])).toBeNull();
    expect(openNote(note, [other.vkey])).toBeNull();
    // The same key under another name, and another key under the same name, are unknown keys.
    expect(openNote(note, [signer('another.example/log', 1).vkey])).toBeNull();
    expect(openNote(note, [signer(ORIGIN, 9).vkey])).toBeNull();
  });

  it('is spoilt by one failing line of a known key', () => {
    const wrong = log.line('something else\n');
    expect(openNote(noteOf(text, [wrong]), keys)).toBeNull();
    expect(openNote(noteOf(text, [log.line(text), wrong]), keys)).toBeNull();
    expect(openNote(noteOf(text, [other.line(text), wrong]), [log.vkey, other.vkey])).toBeNull();
    // An unknown key may say what it likes.
    expect(openNote(noteOf(text, [log.line(text), other.line('x\n')]), keys)?.text).toBe(text);
  });

  it('opens with no byte flipped, in any of its bits', () => {
    const bytes = utf8(note);
    for (const [i, byte] of bytes.entries())
      for (let bit = 0; bit < 8; bit++) {
        const spoilt = readable(bytes.with(i, byte ^ (1 << bit)));
        expect(spoilt === null ? null : openNote(spoilt, keys), `byte ${i} bit ${bit}`).toBeNull();
      }
  });

  it('opens neither shortened nor with anything added', () => {
    for (let end = 0; end < note.length; end++) expect(openNote(note.slice(0, end), keys)).toBeNull();
    for (let start = 1; start < note.length; start++) expect(openNote(note.slice(start), keys)).toBeNull();
    for (const more of ['\n', ' ', 'x', '\n\n', '— x\n', '— x AAAA\n', '— a b AAAAAAA=\n', '\ud800\n'])
      expect(openNote(note + more, keys), JSON.stringify(more)).toBeNull();
  });

  it('holds no control characters and no lone surrogates', () => {
    for (const odd of ['a\rb\n', 'a\tb\n', 'a\0b\n', 'a\ud800b\n'])
      expect(openNote(noteOf(odd, [log.line(odd)]), keys), JSON.stringify(odd)).toBeNull();
  });

  it('may have empty lines, and ends at the last of them', () => {
    const poem = 'trafitto da un raggio di sole:\n\ned è subito sera.\n';
    expect(openNote(noteOf(poem, [log.line(poem)]), keys)?.text).toBe(poem);
  });

  it('has sixteen signatures at least and not any number', () => {
    const some = Array.from({ length: 15 }, () => other.line('x\n'));
    expect(openNote(noteOf(text, [...some, log.line(text)]), keys)?.text).toBe(text);
    const many = Array.from({ length: 500 }, () => other.line('x\n'));
    expect(openNote(noteOf(text, [...many, log.line(text)]), keys)).toBeNull();
  });

  it('is not signed by a signature of another length', () => {
    for (const length of [0, 1, 63, 65, 128])
      expect(
        openNote(noteOf(text, [signatureLine(ORIGIN, log.vkey.publicKey, new Uint8Array(length))]), keys),
      ).toBeNull();
  });
});

describe('a checkpoint', () => {
  it('reads what it wrote', () => {
    for (const size of [0, 1, 256, 2 ** 53 - 1])
      expect(readCheckpoint(checkpointText({ origin: ORIGIN, size, root: EMPTY_ROOT }))).toEqual({
        origin: ORIGIN,
        size,
        root: EMPTY_ROOT,
      });
  });

  it('of the specification is read', () => {
    const printed = 'example.com/behind-the-sofa\n20852163\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n';
    expect(readCheckpoint(printed)?.size).toBe(20_852_163);
  });

  it('has one spelling', () => {
    const root = toBase64(EMPTY_ROOT);
    const bad = [
      '',
      '\n',
      `${ORIGIN}\n7\n${root}`,
      `\n7\n${root}\n`,
      `a b\n7\n${root}\n`,
      `${ORIGIN}\n\n${root}\n`,
      `${ORIGIN}\n07\n${root}\n`,
      `${ORIGIN}\n-7\n${root}\n`,
      `${ORIGIN}\n7.0\n${root}\n`,
      `${ORIGIN}\n9007199254740992\n${root}\n`,
      `${ORIGIN}\n7\n${root.slice(1)}\n`,
      `${ORIGIN}\n7\n${root.slice(0, -1)}\n`,
      `${ORIGIN}\n7\n${root.replace(/.=$/, 'V=')}\n`,
      `${ORIGIN}\n7\n${root}\n\n`,
      `${ORIGIN}\n7\n${root}\nan extension\n`,
      `${ORIGIN}\r\n7\r\n${root}\r\n`,
    ];
    for (const text of bad) expect(readCheckpoint(text), JSON.stringify(text)).toBeNull();
  });

  it('is not written for an origin that would read as something else', () => {
    const odd = { origin: `${ORIGIN}\n999`, size: 7, root: EMPTY_ROOT };
    expect(() => checkpointText(odd)).toThrow(RangeError);
    expect(() => checkpointText({ ...odd, origin: ORIGIN, size: -1 })).toThrow(RangeError);
    expect(() => checkpointText({ ...odd, origin: ORIGIN, root: new Uint8Array(31) })).toThrow(RangeError);
  });
});

function readable(bytes: Uint8Array): string | null {
  try {
    return fromUtf8(bytes);
  } catch {
    return null;
  }
}
