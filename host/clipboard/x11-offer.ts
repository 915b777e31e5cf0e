// Owns the X11 clipboard with one text and gives it to every program that asks (ICCCM section 2.2), until another one takes it. What
// it is for is not known here.
import type { XEvent } from 'x11';
import { type ClipboardProblem, clipboardProblem } from './clipboard.ts';
import { ownerOf, type Selection } from './x11-selection.ts';

export interface Offer {
  /** @param text plain, of a size that passes in one piece */
  put(text: string): Promise<ClipboardProblem | null>;
  close(): void;
}

const REPLACE = 0;
const NOBODY = 0;
const NONE = 0;
/** Predefined: X11 protocol, appendix B. */
const ATOM = 4;
const INTEGER = 19;
const STRING = 31;

interface Held {
  readonly text: string;
  /** Since when it is ours, by the server's clock. */
  readonly since: number;
}

/** A property as it is written for another program. */
interface Answer {
  readonly type: number;
  readonly format: 8 | 32;
  readonly data: Buffer | readonly number[];
}

export function offerTexts(selection: Selection): Offer {
  const { display, window, atoms, stamp } = selection;
  const { client } = display;
  let held: Held | null = null;
  let isOver = false;

  const answer = ({ requestor = 0, target = 0, property = 0, time = 0 }: XEvent) => {
    // A program of before ICCCM names no property and means the target (section 2.2).
    const to = property || target;
    const said = held && answerTo(target, held, selection);
    if (said) client.ChangeProperty(REPLACE, requestor, to, said.type, said.format, said.data);
    client.SendEvent(requestor, 0, 0, {
      name: 'SelectionNotify',
      seq: 0,
      time,
      requestor,
      selection: atoms.clipboard,
      target,
      property: said ? to : NONE,
    });
  };
  const unlisten = display.onEvent((event) => {
    if (event.owner !== window || event.selection !== atoms.clipboard) return;
    if (event.name === 'SelectionRequest') answer(event);
    if (event.name === 'SelectionClear' && held && !isBefore(event.time ?? 0, held.since)) held = null;
  });
  const unwatch = display.onLost(() => {
    held = null;
    isOver = true;
  });
  return {
    async put(text) {
      const since = await stamp();
      held = { text, since };
      client.SetSelectionOwner(window, atoms.clipboard, since);
      if ((await ownerOf(selection)) === window) return null;
      held = null;
      return clipboardProblem('NOT_TAKEN');
    },
    close() {
      if (isOver) return;
      isOver = true;
      unlisten();
      unwatch();
      if (held) client.SetSelectionOwner(NOBODY, atoms.clipboard, held.since);
      held = null;
      client.DestroyWindow(window);
    },
  };
}

/** Null refuses: what is no text, several at once (MULTIPLE), and Latin-1 where the text has more. */
function answerTo(target: number, { text, since }: Held, { atoms }: Selection): Answer | null {
  const isLatin = /^[\t\n\x20-\x7e\xa0-\xff]*$/.test(text);
  switch (target) {
    case atoms.targets: {
      const plain = [atoms.targets, atoms.timestamp, atoms.utf8, atoms.mime];
      return { type: ATOM, format: 32, data: isLatin ? [...plain, STRING] : plain };
    }
    case atoms.timestamp:
      return { type: INTEGER, format: 32, data: [since] };
    case atoms.utf8:
    case atoms.mime:
      return { type: target, format: 8, data: Buffer.from(text) };
    case STRING:
      return isLatin ? { type: STRING, format: 8, data: Buffer.from(text, 'latin1') } : null;
    default:
      return null;
  }
}

/** On a clock that starts anew at 2^32. */
const isBefore = (time: number, other: number): boolean => (time - other) >> 0 < 0;
