// What a technician's page may say on the control lane: six small messages, and nothing that is nearly one of them.
import { describe, expect, it } from 'vitest';
import { readControl, readControlAnswer } from '../../shared/channel/control.ts';
import { KEY_CODES } from '../../shared/channel/key-codes.ts';

const good: Record<string, object> = {
  'a move': { k: 'move', n: 1, x: 0.25, y: 1 },
  'a press': { k: 'button', n: 2, button: 'left', down: true, x: 0, y: 0.5 },
  'a release of the right button': { k: 'button', n: 3, button: 'right', down: false, x: 1, y: 1 },
  'the wheel': { k: 'wheel', n: 4, dx: -20, dy: 20 },
  'a key': { k: 'key', n: 5, code: 'IntlBackslash', down: true },
  'text in several scripts': { k: 'text', n: 6, s: 'perché costa 5 € {[|]} 漢字 😀' },
  'a new line and a tab': { k: 'text', n: 7, s: '\n\t' },
  'the longest text, in the longest spelling': { k: 'text', n: 8, s: '😀'.repeat(200) },
  'hands off': { k: 'release', n: Number.MAX_SAFE_INTEGER },
};
describe('a message of the control lane', () => {
  for (const [what, message] of Object.entries(good))
    it(`may be ${what}`, () => expect(readControl(JSON.stringify(message))).toEqual(message));

  it('may be spelled with escapes, up to the longest text', () => {
    const escaped = '\\ud83d\\ude00'.repeat(200);
    expect(readControl(`{"k":"text","n":1,"s":"${escaped}"}`)).toEqual({
      k: 'text',
      n: 1,
      s: '😀'.repeat(200),
    });
  });

  it('knows each of the 105 keys of a keyboard once, and none that turns the computer off', () => {
    expect(new Set(KEY_CODES).size).toBe(105);
    for (const code of KEY_CODES)
      expect(readControl(JSON.stringify({ k: 'key', n: 1, code, down: false }))).not.toBeNull();
    for (const code of ['Power', 'Sleep', 'WakeUp', 'BrowserHome', 'F13', 'A', 'keyA', ''])
      expect(readControl(JSON.stringify({ k: 'key', n: 1, code, down: true })), code).toBeNull();
  });
});

const press = { k: 'button', n: 1, button: 'left', down: true, x: 0, y: 0 };
const bad: Record<string, string> = {
  'no JSON': 'move',
  nothing: '',
  null: 'null',
  'a list': '[]',
  'an unknown kind': '{"k":"shell","n":1}',
  'a name of JavaScript as kind': '{"k":"__proto__","n":1}',
  'a move without number': '{"k":"move","x":0,"y":0}',
  'a number of nought': '{"k":"release","n":0}',
  'a number with a fraction': '{"k":"release","n":1.5}',
  'a number beyond exactness': '{"k":"release","n":9007199254740992}',
  'a number as text': '{"k":"release","n":"1"}',
  'a place beyond the edge': '{"k":"move","n":1,"x":1.0000001,"y":0}',
  'a place before the edge': '{"k":"move","n":1,"x":0,"y":-0.001}',
  'an infinite place': '{"k":"move","n":1,"x":1e999,"y":0}',
  'a place that is null': '{"k":"move","n":1,"x":null,"y":0}',
  'a fourth button': JSON.stringify({ ...press, button: 'back' }),
  'a button by number': JSON.stringify({ ...press, button: 1 }),
  'a press that is not yes or no': JSON.stringify({ ...press, down: 1 }),
  'a press without a place': '{"k":"button","n":1,"button":"left","down":true}',
  'a word too much': JSON.stringify({ ...press, gid: 'x' }),
  'part of a notch': '{"k":"wheel","n":1,"dx":0,"dy":0.5}',
  'more notches than a wheel has': '{"k":"wheel","n":1,"dx":0,"dy":21}',
  'no text': '{"k":"text","n":1,"s":""}',
  'too long a text': JSON.stringify({ k: 'text', n: 1, s: 'a'.repeat(201) }),
  'an escape sequence': JSON.stringify({ k: 'text', n: 1, s: '\u001b[31m' }),
  'a carriage return': JSON.stringify({ k: 'text', n: 1, s: 'ls\r' }),
  'a control of the second range': JSON.stringify({ k: 'text', n: 1, s: '\u009b' }),
  'a delete': JSON.stringify({ k: 'text', n: 1, s: '\u007f' }),
  'half a surrogate pair': '{"k":"text","n":1,"s":"\\ud83d"}',
  'the other half': '{"k":"text","n":1,"s":"a\\ude00b"}',
  'more than any message needs': `{"k":"release","n":1${' '.repeat(3_000)}}`,
  'an answer of the host': '{"k":"ack","n":1}',
};
describe('a message that is none', () => {
  for (const [what, raw] of Object.entries(bad)) it(what, () => expect(readControl(raw)).toBeNull());
});

describe('an answer of the host', () => {
  it('says what acted last, or what did not and why', () => {
    for (const answer of [
      { k: 'ack', n: 7 },
      { k: 'dropped', count: 3, why: 'hand' },
    ])
      expect(readControlAnswer(JSON.stringify(answer))).toEqual(answer);
  });

  it('is nothing else', () => {
    for (const raw of [
      '{"k":"ack"}',
      '{"k":"ack","n":0}',
      '{"k":"dropped","count":-1,"why":"hand"}',
      '{"k":"dropped","count":1,"why":"mood"}',
      '{"k":"release","n":1}',
      `{"k":"ack","n":1${' '.repeat(300)}}`,
      '{',
    ])
      expect(readControlAnswer(raw), raw).toBeNull();
  });
});
