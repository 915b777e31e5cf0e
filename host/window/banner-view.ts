// The banner as a drawing: who is here, what they can do now, how long, and Stop. Pure.
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
}

/** As of design rule 12: the one thing here that takes a press. */
export type BannerArea = 'stop';

export const SCOPE_ICON: Readonly<Record<Scope, string>> = {
  view: ICON.eye,
  control: ICON.mouse,
  'clipboard-in': ICON.clipboard,
  'clipboard-out': ICON.clipboard,
  record: ICON.record,
  sysinfo: ICON.computer,
  reboot: ICON.restart,
};

const HEIGHT = 52;
const PAD = 16;
const GAP = 20;
const ICON_SIZE = 20;
const ICON_GAP = 7;
const STOP = { width: 116, height: 44 };
/** Names keep at least this much room, however many scopes live. */
const LEAST_NAME = 90;
const BASE = 32;

/** @param maxWidth what the monitor has room for; names are shortened first, then the words beside the icons go */
export function drawBanner(view: BannerView, maxWidth: number, measure: Measure): Drawing<BannerArea> {
  const words = wordsIn(view.language);
  const time = words.timeLeft(clockOf(view.secondsLeft));
  // Room for the widest time, so that nothing jumps as the digits change.
  const timeWidth = measure(time.replace(/\d/g, '0'), FONT.strong) + ICON_SIZE + ICON_GAP;
  const fixed = PAD + GAP + timeWidth + GAP + STOP.width + 4;
  const wide = view.scopes.map((scope) => words.doing[scope]);
  const widthOf = (labels: readonly string[]) =>
    labels.reduce(
      (sum, label) => sum + GAP + ICON_SIZE + (label ? ICON_GAP + measure(label, FONT.body) : 0),
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
    const scope = view.scopes[at];
    if (!scope) return;
    x += GAP;
    items.push({ kind: 'icon', x, y: 16, size: ICON_SIZE, path: SCOPE_ICON[scope], colour: COLOUR.stop });
    x += ICON_SIZE;
    if (!label) return;
    x += ICON_GAP;
    items.push({ kind: 'text', x, y: BASE, text: label, font: FONT.body, colour: COLOUR.ink });
    x += measure(label, FONT.body);
  });
  x += GAP;
  items.push({ kind: 'icon', x, y: 16, size: ICON_SIZE, path: ICON.clock, colour: COLOUR.soft });
  items.push({
    kind: 'text',
    x: x + ICON_SIZE + ICON_GAP,
    y: BASE,
    text: time,
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
