// What can pass between the technician's page and this computer's clipboard, one text at a time.
import { isPassable, type PassProblem, type PassWish } from '../shared/channel/passes.ts';
import { type Clipboard, type ClipboardProblem, isClipboardProblem } from './clipboard/clipboard.ts';
import type { Passable } from './counter.ts';

const PROBLEM: Readonly<Record<ClipboardProblem['clipboard'], PassProblem>> = {
  EMPTY: 'empty',
  NOT_TEXT: 'not-text',
  NOT_PLAIN: 'not-text',
  TOO_LARGE: 'too-large',
  NO_ANSWER: 'no-answer',
  NOT_TAKEN: 'failed',
  LOST: 'failed',
};

const bytesOf = (text: string): number => new TextEncoder().encode(text).length;

/** The technician's text onto the clipboard. */
export function intoClipboard(clipboard: Clipboard) {
  return async (wish: PassWish): Promise<Passable | PassProblem> => {
    if (wish.k !== 'put') return 'failed';
    const { text } = wish;
    const pass: Passable['pass'] = async (n) => {
      const problem = await clipboard.write(text);
      return problem ? { k: 'not', n, why: PROBLEM[problem.clipboard] } : { k: 'put', n };
    };
    return { text, amount: bytesOf(text), pass };
  };
}

/** The clipboard's text to the technician: what passes is what was shown, whatever was copied since. */
export function outOfClipboard(clipboard: Clipboard) {
  return async (wish: PassWish): Promise<Passable | PassProblem> => {
    if (wish.k !== 'want') return 'failed';
    const text = await clipboard.read();
    if (isClipboardProblem(text)) return PROBLEM[text.clipboard];
    if (!isPassable(text)) return 'not-text';
    return { text, amount: bytesOf(text), pass: async (n) => ({ k: 'text', n, text }) };
  };
}
