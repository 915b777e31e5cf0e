// Where everything of a session stands on its timeline: rows, bars, marks and the moments of the axis. Pure numbers; it
// knows neither words nor the page.
import type { EventOf, SessionEvent } from '../../../../shared/session/events.ts';
import { type Scope, scope as scopes } from '../../../../shared/session/scopes.ts';
import {
  type FileRow,
  filesOf,
  ofType,
  type Span,
  spansOf,
  type Unanswered,
  unansweredOf,
} from './timeline.ts';

export interface Frame {
  readonly from: number;
  readonly to: number;
}

/** What an item tells of. Each carries what a reader may want to know. */
export type Fact =
  | { readonly kind: 'span'; readonly span: Span }
  | { readonly kind: 'asked'; readonly event: EventOf<'consent.asked'> }
  | { readonly kind: 'refused'; readonly unanswered: Unanswered }
  | { readonly kind: 'file'; readonly file: FileRow; readonly events: readonly SessionEvent[] }
  | { readonly kind: 'moment'; readonly event: SessionEvent };

export interface Item {
  readonly key: string;
  readonly fact: Fact;
  /** When it begins; the order of reading. */
  readonly at: number;
  /** From the start of the track, in pixels. A mark is centred there, a bar begins there. */
  readonly x: number;
  /** Null for a mark. */
  readonly width: number | null;
  /** Of a bar: where within it the picture was on. */
  readonly running: { readonly x: number; readonly width: number } | null;
  /** Counted from the top of its row. */
  readonly lane: number;
}

export interface Row {
  readonly key: Scope | 'session' | 'files';
  readonly items: readonly Item[];
  readonly lanes: number;
}

export interface Layout {
  readonly frame: Frame;
  readonly rows: readonly Row[];
  /** Scopes nobody asked for. */
  readonly untouched: readonly Scope[];
  readonly ticks: readonly Tick[];
}
export interface Tick {
  readonly at: number;
  readonly x: number;
}

/** A mark's width, and the least a bar takes up, so that a finger finds it. */
export const MARK = 26;
/** Room at both ends of a track, so that a mark on the edge is whole. */
const EDGE = MARK / 2 + 2;
const SHORTEST_MS = 10_000;
const MOST_LANES = 4;
const TICK_EVERY = 80;

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const STEPS = [
  ...[1, 2, 5, 10, 15, 30].map((n) => n * SECOND),
  ...[1, 2, 5, 10, 15, 30].map((n) => n * MINUTE),
  ...[1, 2, 3, 6].map((n) => n * HOUR),
];

/** @param now when it was looked at, for a session that still goes on */
export function layOut(events: readonly SessionEvent[], now: number, width: number): Layout {
  const frame = frameOf(events, now);
  const x = (at: number) => place(frame, at, width);
  const known = factsByRow(events);
  const rows = [...known].map(([key, facts]): Row => {
    const drawn = facts.map((fact) => draw(fact, frame, x));
    drawn.sort((a, b) => a.at - b.at);
    return { key, ...stack(drawn) };
  });
  return {
    frame,
    rows,
    untouched: scopes.options.filter((scope) => !known.has(scope)),
    ticks: ticksOf(frame, width).map((at) => ({ at, x: x(at) })),
  };
}

/** From the first event to the end, or to now; never so short that everything falls together. */
export function frameOf(events: readonly SessionEvent[], now: number): Frame {
  const from = events[0]?.at ?? now;
  const last = events.at(-1);
  const to = last?.type === 'session.ended' ? last.at : Math.max(now, last?.at ?? now);
  return { from, to: Math.max(to, from + SHORTEST_MS) };
}

export function place({ from, to }: Frame, at: number, width: number): number {
  const share = Math.min(1, Math.max(0, (at - from) / (to - from)));
  return EDGE + share * Math.max(0, width - 2 * EDGE);
}

/** Round moments of the reader's clock, as many as there is room for. */
export function ticksOf({ from, to }: Frame, width: number): number[] {
  const most = Math.max(2, Math.floor(width / TICK_EVERY));
  const step = STEPS.find((size) => (to - from) / size <= most) ?? 12 * HOUR;
  const offset = new Date(from).getTimezoneOffset() * MINUTE;
  const first = Math.ceil((from - offset) / step) * step + offset;
  const count = Math.max(0, Math.floor((to - first) / step) + 1);
  return Array.from({ length: count }, (_, index) => first + index * step);
}

function factsByRow(events: readonly SessionEvent[]): Map<Row['key'], Fact[]> {
  const rows = new Map<Row['key'], Fact[]>();
  const add = (key: Row['key'], fact: Fact) => rows.set(key, [...(rows.get(key) ?? []), fact]);
  const askScope = new Map(ofType(events, 'consent.asked').map(({ askId, scope }) => [askId, scope]));
  const grantScope = new Map(ofType(events, 'consent.granted').map(({ gid, scope }) => [gid, scope]));
  for (const event of events) {
    if (isStation(event)) add('session', { kind: 'moment', event });
    else if (event.type === 'consent.asked') add(event.scope, { kind: 'asked', event });
    else if (event.type === 'consent.extended')
      add(askScope.get(event.askId) ?? 'session', { kind: 'moment', event });
    else if (event.type === 'consent.moot')
      add(grantScope.get(event.ref) ?? askScope.get(event.ref) ?? 'session', { kind: 'moment', event });
  }
  for (const span of spansOf(events)) add(span.scope, { kind: 'span', span });
  for (const unanswered of unansweredOf(events)) add(unanswered.scope, { kind: 'refused', unanswered });
  for (const file of filesOf(events)) {
    const own = events.filter((event) => 'fileId' in event && event.fileId === file.fileId);
    add('files', { kind: 'file', file, events: own });
  }
  const order: Row['key'][] = ['session', ...scopes.options, 'files'];
  return new Map([...rows].sort(([a], [b]) => order.indexOf(a) - order.indexOf(b)));
}

const isStation = (event: SessionEvent): boolean =>
  /^(?:session|peer|lane|statement|colleague)\./.test(event.type) ||
  event.type === 'scope.stray' ||
  event.type === 'consent.void' ||
  event.type === 'chat.closed';

type Drawn = Omit<Item, 'lane'>;

function draw(fact: Fact, frame: Frame, x: (at: number) => number): Drawn {
  const mark = (key: string, at: number): Drawn => ({ key, fact, at, x: x(at), width: null, running: null });
  switch (fact.kind) {
    case 'moment':
    case 'asked':
      return mark(`event-${fact.event.seq}`, fact.event.at);
    case 'refused':
      return mark(`event-${fact.unanswered.end.seq}`, fact.unanswered.at);
    case 'file':
      return mark(`file-${fact.file.fileId}`, fact.file.offeredAt);
    case 'span': {
      const { gid, grantedAt, startedAt, end } = fact.span;
      const [left, right] = [x(grantedAt), x(end?.at ?? frame.to)];
      const on = startedAt === null ? null : x(startedAt) - left;
      const running = on === null ? null : { x: on, width: right - left - on };
      return { key: `grant-${gid}`, fact, at: grantedAt, x: left, width: right - left, running };
    }
  }
}

/** Marks above, bars below; what would lie on something else goes one lane further down. */
export function stack(drawn: readonly Drawn[]): { items: Item[]; lanes: number } {
  const marks = lanesOf(
    drawn.filter(({ width }) => width === null).map(({ x }) => [x - MARK / 2, x + MARK / 2]),
  );
  const bars = lanesOf(
    drawn.flatMap(({ x, width }) => (width === null ? [] : [[x, x + Math.max(MARK, width)] as const])),
  );
  let [mark, bar] = [0, 0];
  const items = drawn.map((item): Item => {
    if (item.width === null) return { ...item, lane: marks.lanes[mark++] ?? 0 };
    return { ...item, lane: marks.count + (bars.lanes[bar++] ?? 0) };
  });
  return { items, lanes: marks.count + bars.count };
}

/** Gives each stretch, in order of its start, the first lane that is free. Very crowded ones share the last. */
function lanesOf(stretches: ReadonlyArray<readonly [number, number]>): { lanes: number[]; count: number } {
  const ends: number[] = [];
  const lanes = stretches.map(([from, to]) => {
    const free = ends.findIndex((end) => end <= from);
    const lane = free >= 0 ? free : Math.min(ends.length, MOST_LANES - 1);
    ends[lane] = to;
    return lane;
  });
  return { lanes, count: ends.length };
}
