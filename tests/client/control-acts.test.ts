// What a mouse, a wheel and written text become on the control lane.
import { describe, expect, it } from 'vitest';
import {
  NO_BUTTONS,
  NOT_TURNED,
  pressed,
  type Turned,
  turned,
  writings,
  writtenBy,
} from '../../client-web/src/features/control/acts.ts';
import { NOTCH_LIMIT, readControl, TEXT_LIMIT } from '../../shared/channel/control.ts';

const here = { x: 0.25, y: 0.5 };
const [LEFT, RIGHT, MIDDLE, BACK] = [1, 2, 4, 8];

describe('the buttons of a mouse', () => {
  it('go down and up where the pointer is', () => {
    const down = pressed(NO_BUTTONS, LEFT, here);
    expect(down.acts).toEqual([{ k: 'button', button: 'left', down: true, ...here }]);
    const up = pressed(down.buttons, 0, { x: 1, y: 0 });
    expect(up.acts).toEqual([{ k: 'button', button: 'left', down: false, x: 1, y: 0 }]);
    expect(up.buttons).toEqual(NO_BUTTONS);
  });
  it('are told apart, and a second one needs no event of its own', () => {
    const left = pressed(NO_BUTTONS, LEFT, here).buttons;
    const { acts, buttons } = pressed(left, LEFT | RIGHT | MIDDLE, here);
    expect(acts.map(({ button }) => button)).toEqual(['right', 'middle']);
    expect(pressed(buttons, RIGHT, here).acts.map(({ button, down }) => [button, down])).toEqual([
      ['left', false],
      ['middle', false],
    ]);
  });
  it('are not told again while they stay down', () =>
    expect(pressed(pressed(NO_BUTTONS, LEFT, here).buttons, LEFT, here).acts).toEqual([]));
  it('that go back a page stay here', () => expect(pressed(NO_BUTTONS, BACK, here).acts).toEqual([]));
  it('that went down beside the picture press nothing in it, and let go of nothing', () => {
    const beside = pressed(NO_BUTTONS, LEFT, null);
    const inside = pressed(beside.buttons, LEFT, here);
    expect([...beside.acts, ...inside.acts, ...pressed(inside.buttons, 0, here).acts]).toEqual([]);
  });
  it('that were let go of over there are not let go of twice, nor pressed anew', () => {
    const released = { seen: LEFT, told: 0 };
    expect(pressed(released, LEFT, here).acts).toEqual([]);
    expect(pressed(released, 0, here).acts).toEqual([]);
  });
});

describe('a wheel', () => {
  const turn = (deltaX: number, deltaY: number, deltaMode = 0) => ({ deltaX, deltaY, deltaMode });

  it('turns by notches, whatever the browser counts in', () => {
    for (const one of [turn(0, 100), turn(0, 3, 1), turn(0, 1, 2)])
      expect(turned(NOT_TURNED, one).act).toEqual({ k: 'wheel', dx: 0, dy: 1 });
    expect(turned(NOT_TURNED, turn(-200, 0)).act).toEqual({ k: 'wheel', dx: -2, dy: 0 });
  });
  it('that glides adds up to the same notches', () => {
    let left: Turned = NOT_TURNED;
    let notches = 0;
    for (let i = 0; i < 40; i++) {
      const next = turned(left, turn(0, 12.5));
      left = next.left;
      notches += next.act?.dy ?? 0;
    }
    expect(notches).toBe(5);
  });
  it('that turns back begins anew', () => {
    const almost = turned(NOT_TURNED, turn(0, 90)).left;
    expect(turned(almost, turn(0, -20)).left).toEqual({ x: 0, y: -0.2 });
  });
  it('never turns further at once than the host takes', () => {
    const { act } = turned(NOT_TURNED, turn(-1e6, 1e6));
    expect(act).toEqual({ k: 'wheel', dx: -NOTCH_LIMIT, dy: NOTCH_LIMIT });
    expect(readControl(JSON.stringify({ ...act, n: 1 }))).not.toBeNull();
  });
});

describe('written text', () => {
  const joined = (text: string) =>
    writings(text)
      .map(({ s }) => s)
      .join('');

  it('goes as it is, in any script', () => {
    for (const text of ['è', 'ß€', '日本語', '👩‍🔧', 'a\tb\nc']) expect(joined(text)).toBe(text);
  });
  it('goes in parts that the host takes, and no character is cut', () => {
    const long = '🔧'.repeat(2 * TEXT_LIMIT + 1);
    const parts = writings(long);
    expect(parts.map(({ s }) => [...s].length)).toEqual([TEXT_LIMIT, TEXT_LIMIT, 1]);
    for (const part of parts) expect(readControl(JSON.stringify({ ...part, n: 1 }))).not.toBeNull();
    expect(joined(long)).toBe(long);
  });
  it('has one new line for each, and nothing that a terminal would obey', () => {
    expect(joined('a\r\nb\rc')).toBe('a\nb\nc');
    expect(joined('a\u001b[31mb\u0000\ud800c')).toBe('a[31mbc');
    expect(writings('\u001b')).toEqual([]);
  });

  const input = { inputType: 'insertText', data: 'é', isComposing: false };
  it('is what a key wrote', () => expect(writtenBy(input)).toBe('é'));
  it('is not yet what is being composed', () => {
    expect(writtenBy({ ...input, isComposing: true })).toBe('');
    expect(writtenBy({ ...input, inputType: 'insertCompositionText' })).toBe('');
  });
  it('is nothing that was pasted or dropped', () => {
    for (const inputType of ['insertFromPaste', 'insertFromDrop', 'deleteContentBackward', 'insertLineBreak'])
      expect(writtenBy({ ...input, inputType })).toBe('');
  });
});
