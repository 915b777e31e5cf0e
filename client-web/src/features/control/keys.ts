// Which keys of this keyboard become text, which become keys of the other one, and which stay here. Pure: state in, state
// and acts out. What writes a character goes as that character, so that the two layouts need not agree.
import { KEY_CODES, type KeyCode } from '../../../../shared/channel/key-codes.ts';
import type { Act } from './acts.ts';

/** The part of a `KeyboardEvent` that is looked at. */
export interface KeyPress {
  readonly code: string;
  readonly key: string;
  readonly ctrlKey: boolean;
  readonly altKey: boolean;
  readonly metaKey: boolean;
  readonly isComposing: boolean;
  readonly repeat: boolean;
  getModifierState(name: string): boolean;
}

export interface KeysState {
  /** Modifiers that are down here and were not needed there yet; `isSpent` when they made a character meanwhile. */
  readonly waiting: readonly { readonly code: KeyCode; readonly isSpent: boolean }[];
  /** Keys that are down there, by the key here that holds them. */
  readonly held: readonly { readonly by: string; readonly code: KeyCode }[];
}
export const NO_KEYS: KeysState = { waiting: [], held: [] };

export interface KeysStep {
  readonly state: KeysState;
  readonly acts: readonly Act[];
  /** The browser goes on with it: what it writes comes as text. */
  readonly isWriting: boolean;
}

const CODES: ReadonlySet<string> = new Set(KEY_CODES);
const isKeyCode = (code: string): code is KeyCode => CODES.has(code);
const MODIFIERS: ReadonlySet<string> = new Set([
  'ShiftLeft',
  'ShiftRight',
  'ControlLeft',
  'ControlRight',
  'AltLeft',
  'AltRight',
  'MetaLeft',
  'MetaRight',
]);
/** They would change the customer's keyboard for good, and text comes as characters anyway. */
const LOCKS: ReadonlySet<string> = new Set(['CapsLock', 'NumLock', 'ScrollLock']);

/** A key goes down here. */
export function keyDown(state: KeysState, press: KeyPress): KeysStep {
  if (press.key === 'AltGraph') return stays(withoutAltGraph(state));
  if (isWriting(press)) return { state: spent(state), acts: [], isWriting: true };
  const code = codeOf(press);
  const isHeld = state.held.some(({ by }) => by === press.code);
  // The computer on which a key is held repeats it by itself, as its owner has set it.
  if (!code || LOCKS.has(code) || isHeld || press.repeat) return stays(state);
  if (MODIFIERS.has(code)) return stays({ ...state, waiting: [...state.waiting, { code, isSpent: false }] });
  const { state: chorded, acts } = chord(state);
  return {
    state: { ...chorded, held: [...chorded.held, { by: press.code, code }] },
    acts: [...acts, { k: 'key', code, down: true }],
    isWriting: false,
  };
}

/** A key goes up here. A modifier that nothing was pressed with is told now, as a tap: some of them open menus. */
export function keyUp(state: KeysState, { code: by }: Pick<KeyPress, 'code'>): KeysStep {
  const alone = state.waiting.find(({ code }) => code === by);
  if (alone) {
    const waiting = state.waiting.filter((other) => other !== alone);
    const { code } = alone;
    const tap: readonly Act[] = [
      { k: 'key', code, down: true },
      { k: 'key', code, down: false },
    ];
    return { ...stays({ ...state, waiting }), acts: alone.isSpent ? [] : tap };
  }
  if (!state.held.some((held) => held.by === by)) return stays(state);
  // macOS never tells that a key went up while its command key was down.
  const goesUp = (held: KeysState['held'][number]) =>
    held.by === by || (by.startsWith('Meta') && !MODIFIERS.has(held.code));
  const held = state.held.filter((each) => !goesUp(each));
  const acts = state.held
    .filter(goesUp)
    .toReversed()
    .map(({ code }): Act => ({ k: 'key', code, down: false }));
  return { state: { ...state, held }, acts, isWriting: false };
}

/** The modifiers that wait are needed now: for a key, or for a button of the mouse. */
export function chord(state: KeysState): Omit<KeysStep, 'isWriting'> {
  const codes = state.waiting.map(({ code }) => code);
  return {
    state: { waiting: [], held: [...state.held, ...codes.map((code) => ({ by: code, code }))] },
    acts: codes.map((code) => ({ k: 'key', code, down: true })),
  };
}

/** Browsers turn the wheel sideways themselves while Shift is down; the other modifiers go with it. */
export function wheelChord(state: KeysState): Omit<KeysStep, 'isWriting'> {
  const isShift = ({ code }: KeysState['waiting'][number]) => code.startsWith('Shift');
  const others = chord({ ...state, waiting: state.waiting.filter((each) => !isShift(each)) });
  const shifts = spent({ ...state, waiting: state.waiting.filter(isShift) }).waiting;
  return { state: { ...others.state, waiting: shifts }, acts: others.acts };
}

/** Text was written with the modifiers that wait: they have done what they were pressed for. */
const spent = (state: KeysState): KeysState => ({
  ...state,
  waiting: state.waiting.map(({ code }) => ({ code, isSpent: true })),
});

/** Windows tells AltGr as the left control key and AltGr; neither is one that the technician pressed for itself. */
const withoutAltGraph = (state: KeysState): KeysState => ({
  ...state,
  waiting: state.waiting.filter(({ code }) => code !== 'ControlLeft'),
});

/** It writes a character, or takes part in composing one: UI Events 4.3.4, "Dead", and an input method's "Process". */
function isWriting(press: KeyPress): boolean {
  if (press.isComposing) return true;
  const isCommand = press.ctrlKey || press.altKey || press.metaKey;
  if (isCommand && !press.getModifierState('AltGraph')) return false;
  return [...press.key].length === 1 || ['Dead', 'Process', 'Unidentified'].includes(press.key);
}

/** On the number pad it depends on a lock here what a key is, so its meaning goes and not its place. */
function codeOf({ code, key }: KeyPress): KeyCode | null {
  if (code.startsWith('Numpad') && isKeyCode(key)) return key;
  return isKeyCode(code) ? code : null;
}

const stays = (state: KeysState): KeysStep => ({ state, acts: [], isWriting: false });
