// The banner as a drawing: who is here, what they can do now, how long or how soon the computer restarts, and Stop. Pure.
import type { Language } from '../../shared/field.ts';
import type { Scope } from '../../shared/session/scopes.ts';
import { type Drawing, type Item, type Measure, shorten } from './drawing.ts';
import { box, COLOUR, FONT, ICON } from './theme.ts';
import { clockOf, wordsIn } from './words.ts';

export interface BannerView {
  readonly language: Language;
  readonly tech: string;
  readonly desk: string;
  /** What lives now, as the customer allowed it. */
  readonly scopes: readonly Scope[];
  /** Until the first of them ends. */
  readonly secondsLeft: number;
  /** The computer restarts then, unless Stop is pressed; null or absent while nothing of the kind is under way. */
  readonly restartsInS?: number | null;
}

/** As of design rule 12: the one thing here that takes a press. */
export type BannerArea = 'stop';

export const SCOPE_ICON: Readonly<Record<Scope, string>> = {
  view: ICON.eye,
  control: ICON.mouse,
  'clipboard-in': ICON.clipboardIn,
  'clipboard-out': ICON.clipboardOut,
  record: ICON.record,
  sysinfo: ICON.computer,
  reboot: ICON.restart,
};

const HEIGHT = 52;
const PAD = 16;
const GAP = 20;
/** Between icons without words. */
const TIGHT_GAP = 10;
const ICON_SIZE = 20;
const ICON_GAP = 7;
const STOP = { width: 116, height: 44 };
/** Names keep at least this much room, however many scopes live. */
const LEAST_NAME = 60;
const BASE = 32;
/** Of the red dot inside its icon. */
const DOT_INSET = 4;

/** @param maxWidth what the monitor has room for; names are shortened first, then the words beside the icons go */
export function drawBanner(view: BannerView, maxWidth: number, measure: Measure): Drawing<BannerArea> {
  const words = wordsIn(view.language);
  const { scopes } = view;
  const time = timeOf(view);
  const timeWidth = measure(time.widest, FONT.strong) + ICON_SIZE + ICON_GAP;
  const fixed = PAD + GAP + timeWidth + GAP + STOP.width + 4;
  const wide = scopes.map((scope) => words.doing[scope]);
  const widthOf = (labels: readonly string[]) =>
    labels.reduce(
      (sum, label) => sum + ICON_SIZE + (label ? GAP + ICON_GAP + measure(label, FONT.body) : TIGHT_GAP),
      0,
    );
  const labels = fixed + widthOf(wide) + LEAST_NAME <= maxWidth ? wide : wide.map(() => '');
  const room = Math.max(LEAST_NAME, maxWidth - fixed - widthOf(labels));
  const who = shorten(`${view.tech} · ${view.desk}`, room, (text) => measure(text, FONT.strong));

  const items: Item[] = [];
  let x = PAD;
  items.push({ kind: 'text', x, y: BASE, text: who, font: FONT.strong, colour: COLOUR.ink });
  x += measure(who, FONT.strong);
  labels.forEach((label, at) => {
    const scope = scopes[at];
    if (!scope) return;
    x += label ? GAP : TIGHT_GAP;
    items.push({ kind: 'icon', x, y: 16, size: ICON_SIZE, path: SCOPE_ICON[scope], colour: COLOUR.stop });
    if (scope === 'record') items.push(recordDot(x));
    x += ICON_SIZE;
    if (!label) return;
    x += ICON_GAP;
    items.push({ kind: 'text', x, y: BASE, text: label, font: FONT.body, colour: COLOUR.ink });
    x += measure(label, FONT.body);
  });
  x += GAP;
  items.push({ kind: 'icon', x, y: 16, size: ICON_SIZE, path: time.icon, colour: time.colour });
  items.push({
    kind: 'text',
    x: x + ICON_SIZE + ICON_GAP,
    y: BASE,
    text: time.text,
    font: FONT.strong,
    colour: COLOUR.ink,
  });
  x += timeWidth + GAP;
  const stop = { x: Math.ceil(x), y: 4, ...STOP };
  const width = stop.x + stop.width + 4;
  items.push(box(stop, { fill: COLOUR.stop, radius: 6 }));
  const textWidth = measure(words.stop, FONT.strong);
  const from = stop.x + (stop.width - ICON_SIZE - 8 - textWidth) / 2;
  items.push({ kind: 'icon', x: from, y: 16, size: ICON_SIZE, path: ICON.stop, colour: COLOUR.stopInk });
  items.push({
    kind: 'text',
    x: from + ICON_SIZE + 8,
    y: BASE,
    text: words.stop,
    font: FONT.strong,
    colour: COLOUR.stopInk,
  });
  const frame = box({ x: 0, y: 0, width, height: HEIGHT }, { edge: COLOUR.stop, edgeWidth: 2 });
  return {
    width,
    height: HEIGHT,
    ground: COLOUR.paper,
    items: [frame, ...items],
    areas: [{ name: 'stop', ...stop }],
  };
}

/** What is lit on every camera: the ring of the icon, filled. */
function recordDot(x: number): Item {
  const [at, size] = [x + DOT_INSET, ICON_SIZE - 2 * DOT_INSET];
  return box(
    { x: at, y: 16 + DOT_INSET, width: size, height: size },
    { fill: COLOUR.stop, radius: size / 2 },
  );
}

/** How long it lasts, or how soon it restarts; with the widest that these words become, so that nothing jumps. */
function timeOf({ language, secondsLeft, restartsInS = null }: BannerView) {
  const words = wordsIn(language);
  if (restartsInS === null) {
    const text = words.timeLeft(clockOf(secondsLeft));
    return { text, widest: text.replace(/\d/g, '0'), icon: ICON.clock, colour: COLOUR.soft };
  }
  const widest = words.restartsIn(Math.max(10, restartsInS)).replace(/\d/g, '0');
  return { text: words.restartsIn(restartsInS), widest, icon: ICON.restart, colour: COLOUR.stop };
}
