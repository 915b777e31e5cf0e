// The preview on the screen: what exactly would pass, and a yes or no by the customer's own hand. It does not know where the text
// comes from, nor what a yes does.
import type { Monitor } from '../screen/monitors.ts';
import { type IsPhysical, openAsking, type ScrollStep } from './asking.ts';
import { SHEET_WIDTH } from './column.ts';
import type { WindowDesk } from './desk.ts';
import { hasMarks, linesOf } from './preview-text.ts';
import { drawPreview, type PreviewView, ROWS } from './preview-view.ts';
import { FONT } from './theme.ts';
import { wordsIn } from './words.ts';

export interface PreviewWish {
  readonly view: PreviewView;
  /** Where it stands, in the middle. */
  readonly monitor: Monitor;
  /** How long it has to be seen before yes and the keys work: security-rules.md 14. */
  readonly armMs: number;
}

export interface Preview {
  /** Resolves once; a window that is closed or taken away says no, one that was withdrawn says `null`. */
  readonly answered: Promise<'yes' | 'no' | null>;
  withdraw(): void;
}

/** Lines that each step moves, down being positive. */
const STEPS: Readonly<Record<ScrollStep, number>> = {
  up: -1,
  down: 1,
  'wheel-up': -3,
  'wheel-down': 3,
  'page-up': 1 - ROWS,
  'page-down': ROWS - 1,
  home: Number.NEGATIVE_INFINITY,
  end: Number.POSITIVE_INFINITY,
};

export async function openPreview(
  desk: WindowDesk,
  { view, monitor, armMs }: PreviewWish,
  isPhysical: IsPhysical,
): Promise<Preview> {
  const { language, text } = view;
  const { measure, inkWidth } = desk.painter;
  // A space has its room, though nothing of it is painted.
  const widthOf = (piece: string) => (piece.trim() === '' ? measure : inkWidth)(piece, FONT.mono);
  const lines = linesOf(text, SHEET_WIDTH, widthOf);
  const isMarked = hasMarks(lines);
  const last = Math.max(0, lines.length - ROWS);
  let top = 0;
  let isRead = false;
  const { answered, withdraw } = await openAsking(
    desk,
    {
      language,
      title: wordsIn(language).preview,
      monitor,
      rules: { armMs, holdMs: 0 },
      draw: (look) => {
        isRead ||= top >= last;
        return drawPreview(view, { part: { lines, top, isMarked }, look }, measure);
      },
      ...(last > 0 ? { isRead: () => isRead } : {}),
      scroll(step) {
        top = Math.min(last, Math.max(0, top + STEPS[step]));
      },
    },
    isPhysical,
  );
  const told = answered.then((said) => said && (said.answer === 'allow' ? 'yes' : 'no'));
  return { answered: told, withdraw };
}
