// Asks whichever program owns the X11 clipboard for its text, in one piece or in many (ICCCM sections 2.4 and 2.7.2). It knows no
// patience: who calls ends it.

import type { XEvent, XProperty } from 'x11';
import { PASS_BYTES } from '../../shared/channel/passes.ts';
import { type ClipboardProblem, clipboardProblem, readPlain } from './clipboard.ts';
import { ownerOf, type Selection } from './x11-selection.ts';

const ANY_TYPE = 0;
const NEW_VALUE = 0;
/** In units of four bytes: one more than may pass. */
const MOST_UNITS = PASS_BYTES / 4 + 1;

type Answer = string | ClipboardProblem;

/**
 * @param name of the property that the other program shall write to
 * @param signal ends the asking; the promise then stays open
 */
export async function askForText(selection: Selection, name: string, signal: AbortSignal): Promise<Answer> {
  const { display, window, atoms, stamp } = selection;
  const property = await display.atom(name);
  const time = await stamp();
  const answer = await new Promise<Answer | 'refused'>((resolve) => {
    const take = receive(selection, property, resolve);
    const unlisten = display.onEvent((event) => {
      if (isAnswer(event, window, time)) return event.property === 0 ? resolve('refused') : take.first();
      if (event.name === 'PropertyNotify' && event.wid === window && event.atom === property)
        take.written(event);
    });
    signal.addEventListener('abort', unlisten);
    display.client.ConvertSelection(window, atoms.clipboard, atoms.utf8, property, time);
  });
  if (answer !== 'refused') return answer;
  // The server refuses for a clipboard that nobody owns, its owner for what is no text.
  return clipboardProblem((await ownerOf(selection)) === 0 ? 'EMPTY' : 'NOT_TEXT');
}

/** The time tells our question from one that was given up. */
const isAnswer = (event: XEvent, window: number, time: number): boolean =>
  event.name === 'SelectionNotify' && event.requestor === window && event.time === time;

interface Receiver {
  /** The answer is there, or its announcement. */
  first(): void;
  written(event: XEvent): void;
}

/** Everything happens inside the replies: the next part may be announced in the same breath. */
function receive(
  { display: { client }, window, atoms }: Selection,
  property: number,
  settle: (answer: Answer) => void,
): Receiver {
  const parts: Buffer[] = [];
  let size = 0;
  let isInParts = false;

  const take = () => {
    client.GetProperty(1, window, property, ANY_TYPE, 0, MOST_UNITS, (error, part) => {
      if (error) settle(clipboardProblem('NO_ANSWER'));
      else taken(part);
      return true;
    });
  };
  const taken = ({ type, data, bytesAfter }: XProperty) => {
    if (type === atoms.incr && !isInParts) {
      // Having read it has deleted it, which asks for the first part.
      isInParts = true;
      return;
    }
    size += data.length + bytesAfter;
    if (type !== atoms.utf8) return settle(clipboardProblem('NOT_TEXT'));
    if (size > PASS_BYTES) return settle(clipboardProblem('TOO_LARGE'));
    // The bytes lie in a buffer that the connection uses again.
    parts.push(Buffer.from(data));
    if (!isInParts || data.length === 0) settle(readPlain(Buffer.concat(parts)));
  };
  return {
    first: take,
    written({ state }) {
      if (isInParts && state === NEW_VALUE) take();
    },
  };
}
