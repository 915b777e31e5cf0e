// The clipboard of an X11 desktop: the selection CLIPBOARD of ICCCM section 2, asked for and offered through a window that nobody
// sees. It decides nothing about the text but whether it is plain.
import type { Cancel, Display } from '../x11/display.ts';
import { type Clipboard, type ClipboardProblem, clipboardProblem, problemWith } from './clipboard.ts';
import { askForText } from './x11-ask.ts';
import { offerTexts } from './x11-offer.ts';
import { openSelection } from './x11-selection.ts';

/** How long another program has for its answer, all parts of it together. */
const PATIENCE_MS = 2_000;

/** @param after runs `act` once, so many milliseconds from now */
export async function x11Clipboard(
  display: Display,
  after: (ms: number, act: () => void) => Cancel,
): Promise<Clipboard> {
  const selection = await openSelection(display);
  const offer = offerTexts(selection);
  let turn: Promise<unknown> = Promise.resolve();
  let count = 0;

  /** Whatever comes first: the end of the job, the end of the patience, or the loss of the screen. */
  const patiently = <T>(job: (signal: AbortSignal) => Promise<T>): Promise<T | ClipboardProblem> => {
    const over = new AbortController();
    const cancels: Cancel[] = [];
    const failed = new Promise<ClipboardProblem>((resolve) => {
      cancels.push(after(PATIENCE_MS, () => resolve(clipboardProblem('NO_ANSWER'))));
      cancels.push(display.onLost(() => resolve(clipboardProblem('LOST'))));
    });
    return Promise.race([job(over.signal), failed]).finally(() => {
      over.abort();
      for (const cancel of cancels) cancel();
    });
  };
  return {
    read() {
      const answer = turn.then(() => {
        // A name of its own for each: what an impatient read left unanswered may still come, and must not be taken for the next.
        count += 1;
        const property = `PERMESSO_TEXT_${count}`;
        return patiently((signal) => askForText(selection, property, signal));
      });
      turn = answer.catch(() => {});
      return answer;
    },
    async write(text) {
      return problemWith(text) ?? (await patiently(() => offer.put(text)));
    },
    close: () => offer.close(),
  };
}
