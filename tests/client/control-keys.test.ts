// Which keys become text, which become keys of the other computer, and that none of them stays down there.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type KeyPress,
  type KeysState,
  type KeysStep,
  keyDown,
  keyUp,
  NO_KEYS,
  wheelChord,
} from '../../client-web/src/features/control/keys.ts';
import { readControl } from '../../shared/channel/control.ts';

/** A keyboard: `+ControlLeft` goes down, `-ControlLeft` up; `a` writes the letter by the key named with it. */
function keyboard() {
  let state: KeysState = NO_KEYS;
  const down = new Set<string>();
  const told: string[] = [];
  let wrote = 0;
  const take = (step: Omit<KeysStep, 'isWriting'>) => {
    state = step.state;
    for (const act of step.acts) if (act.k === 'key') told.push(`${act.down ? '+' : '-'}${act.code}`);
  };
  const press = (code: string, key: string, more: Partial<KeyPress> = {}) => {
    down.add(code);
    const has = (name: string) => down.has(`${name}Left`) || down.has(`${name}Right`);
    const step = keyDown(state, {
      code,
      key,
      ctrlKey: has('Control'),
      altKey: has('Alt'),
      metaKey: has('Meta'),
      isComposing: false,
      repeat: false,
      getModifierState: () => false,
      ...more,
    });
    take(step);
    if (step.isWriting) wrote += 1;
  };
  return {
    press,
    lift(code: string) {
      down.delete(code);
      take(keyUp(state, { code }));
    },
    wheel: () => take(wheelChord(state)),
    /** What was told since the last look. */
    told: () => told.splice(0),
    wrote: () => wrote,
    held: () => state.held.map(({ code }) => code),
  };
}

describe('a key that writes', () => {
  it('goes as text and never as a key, also with Shift', () => {
    const keys = keyboard();
    keys.press('KeyA', 'a');
    keys.lift('KeyA');
    keys.press('ShiftLeft', 'Shift');
    keys.press('KeyA', 'A');
    keys.lift('KeyA');
    keys.lift('ShiftLeft');
    expect(keys.told()).toEqual([]);
    expect(keys.wrote()).toBe(2);
  });
  it('may be dead, or part of what is being composed', () => {
    const keys = keyboard();
    keys.press('BracketLeft', 'Dead');
    keys.press('KeyK', 'Process');
    keys.press('Enter', 'Enter', { isComposing: true });
    expect(keys.wrote()).toBe(3);
    expect(keys.told()).toEqual([]);
  });
  it('may need AltGr, which Windows tells as the control key too', () => {
    const keys = keyboard();
    keys.press('ControlLeft', 'Control');
    keys.press('AltRight', 'AltGraph');
    keys.press('KeyE', '€', { getModifierState: (name) => name === 'AltGraph' });
    for (const code of ['KeyE', 'ControlLeft', 'AltRight']) keys.lift(code);
    expect(keys.wrote()).toBe(1);
    expect(keys.told()).toEqual([]);
  });
});

describe('a key that does something', () => {
  it('goes down and up by its place on the keyboard', () => {
    const keys = keyboard();
    keys.press('Enter', 'Enter');
    keys.lift('Enter');
    expect(keys.told()).toEqual(['+Enter', '-Enter']);
    expect(keys.wrote()).toBe(0);
  });
  it('takes the modifiers with it, in their order', () => {
    const keys = keyboard();
    keys.press('ControlLeft', 'Control');
    keys.press('ShiftLeft', 'Shift');
    expect(keys.told()).toEqual([]);
    keys.press('KeyT', 'T');
    expect(keys.told()).toEqual(['+ControlLeft', '+ShiftLeft', '+KeyT']);
    for (const code of ['KeyT', 'ShiftLeft', 'ControlLeft']) keys.lift(code);
    expect(keys.told()).toEqual(['-KeyT', '-ShiftLeft', '-ControlLeft']);
  });
  it('can be pressed again and again while a modifier is down', () => {
    const keys = keyboard();
    keys.press('AltLeft', 'Alt');
    for (let i = 0; i < 2; i++) {
      keys.press('Tab', 'Tab');
      keys.lift('Tab');
    }
    keys.lift('AltLeft');
    expect(keys.told()).toEqual(['+AltLeft', '+Tab', '-Tab', '+Tab', '-Tab', '-AltLeft']);
  });
  it('is repeated by the computer on which it is held', () => {
    const keys = keyboard();
    keys.press('ArrowDown', 'ArrowDown');
    keys.press('ArrowDown', 'ArrowDown', { repeat: true });
    expect(keys.told()).toEqual(['+ArrowDown']);
  });
  it('that was down before the keys came here does not begin in the middle', () => {
    const keys = keyboard();
    keys.press('Enter', 'Enter', { repeat: true });
    expect(keys.told()).toEqual([]);
  });
  it('may be a modifier by itself, told when it goes up', () => {
    const keys = keyboard();
    keys.press('MetaLeft', 'Meta');
    keys.lift('MetaLeft');
    expect(keys.told()).toEqual(['+MetaLeft', '-MetaLeft']);
  });
  it('goes up with the command key, since macOS tells nothing else', () => {
    const keys = keyboard();
    keys.press('MetaLeft', 'Meta');
    keys.press('KeyC', 'c');
    keys.lift('MetaLeft');
    expect(keys.told()).toEqual(['+MetaLeft', '+KeyC', '-KeyC', '-MetaLeft']);
  });
  it('means on the number pad what it means here', () => {
    const keys = keyboard();
    keys.press('Numpad7', 'Home');
    keys.press('NumpadEnter', 'Enter');
    keys.press('Numpad5', 'Clear');
    for (const code of ['Numpad7', 'NumpadEnter', 'Numpad5']) keys.lift(code);
    expect(keys.told()).toEqual(['+Home', '+Enter', '+Numpad5', '-Home', '-Enter', '-Numpad5']);
  });
  it('stays here if it locks the keyboard, or is none that help needs', () => {
    const keys = keyboard();
    for (const code of ['CapsLock', 'NumLock', 'ScrollLock', 'Power', 'BrowserBack', '']) {
      keys.press(code, code || 'AudioVolumeUp');
      keys.lift(code);
    }
    expect(keys.told()).toEqual([]);
  });
});

describe('a wheel with modifiers', () => {
  it('takes the control key with it, but not Shift, which the browser has heeded', () => {
    const keys = keyboard();
    keys.press('ShiftLeft', 'Shift');
    keys.press('ControlLeft', 'Control');
    keys.wheel();
    expect(keys.told()).toEqual(['+ControlLeft']);
    for (const code of ['ShiftLeft', 'ControlLeft']) keys.lift(code);
    expect(keys.told()).toEqual(['-ControlLeft']);
  });
});

describe('any keys in any order', () => {
  const modifiers = ['Shift', 'Control', 'Alt', 'Meta'].flatMap((name) => [`${name}Left`, `${name}Right`]);
  const codes = ['KeyA', 'KeyZ', 'Enter', 'Tab', 'F5', 'Numpad1', 'Space', 'CapsLock', ...modifiers];

  /** Each code goes down if it was up, and up if it was down; in the end all are up. */
  const typed = (order: readonly string[]) => {
    const keys = keyboard();
    const down = new Set<string>();
    for (const code of order) {
      if (down.delete(code)) keys.lift(code);
      else {
        down.add(code);
        keys.press(code, code.startsWith('Key') ? code.slice(3) : code.replace(/(Left|Right)$/, ''));
      }
    }
    for (const code of down) keys.lift(code);
    return keys;
  };

  it('go down and up there in turn, and are all up in the end', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...codes), { maxLength: 60 }), (order) => {
        const keys = typed(order);
        expect(keys.held()).toEqual([]);
        const down = new Set<string>();
        for (const told of keys.told()) {
          const code = told.slice(1);
          const isDown = told.startsWith('+');
          expect(readControl(JSON.stringify({ k: 'key', n: 1, code, down: isDown }))).not.toBeNull();
          expect(down.has(code)).toBe(!isDown);
          if (isDown) down.add(code);
          else down.delete(code);
        }
        expect([...down]).toEqual([]);
      }),
      { numRuns: 300, seed: 21 },
    );
  });
});
