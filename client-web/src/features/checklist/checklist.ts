// The checklist of a session: the technician writes it, both tick it, and each end keeps it through a reload. Told again on
// each new lane, so that two pages that were apart agree. The broker sees none of it.
import { computed, type ReadonlySignal, signal } from '@preact/signals';
import * as z from 'zod/mini';
import type { Chance, Storage } from '../../../../link/deps.ts';
import type { TalkLine } from '../../../../link/talk.ts';
import { type Side, STEP_LIMIT, STEPS_LIMIT } from '../../../../shared/channel/talk.ts';
import { text, uuid } from '../../../../shared/field.ts';
import { isList, NO_STEPS, type Steps, type StepsProblem, stepsIn, withList, withTick } from './steps.ts';

export interface Item {
  readonly id: string;
  readonly text: string;
  readonly isOn: boolean;
}

/** The last that the other end did, for people who do not see it. */
export type News =
  | { readonly kind: 'list'; readonly count: number }
  | { readonly kind: 'tick'; readonly item: Item };

export interface Checklist {
  readonly items: ReadonlySignal<readonly Item[]>;
  readonly news: ReadonlySignal<News | null>;
  /** The technician's list, one step a line. */
  write(written: string): StepsProblem | null;
  tick(id: string, isOn: boolean): void;
  /** Resolves when everything so far would survive a reload. */
  saved(): Promise<void>;
  close(): void;
}

export interface ChecklistOptions {
  readonly sid: string;
  readonly role: Side;
  readonly talk: TalkLine;
  readonly storage: Storage;
  readonly chance: Pick<Chance, 'newUuid'>;
}

const MOST_TICKS = 1_000_000;
const kept = z.strictObject({
  steps: z.array(z.strictObject({ id: uuid, text: text(STEP_LIMIT, 1) })).check(z.maxLength(STEPS_LIMIT)),
  ticks: z.record(
    uuid,
    z.strictObject({ isOn: z.boolean(), n: z.int().check(z.minimum(1), z.maximum(MOST_TICKS)) }),
  ),
});

/** Loads what was there before, then takes part. */
export async function openChecklist(options: ChecklistOptions): Promise<Checklist> {
  const { sid, role, talk, storage, chance } = options;
  const other: Side = role === 'technician' ? 'customer' : 'technician';
  const key = `checklist.${sid}`;
  const now = signal<Steps>(await load(key, storage));
  const items = computed(() =>
    now.value.steps.map((step): Item => ({ ...step, isOn: now.value.ticks[step.id]?.isOn ?? false })),
  );
  const news = signal<News | null>(null);
  let writing: Promise<void> = Promise.resolve();
  let hasWritten = now.peek() !== NO_STEPS;

  const change = (next: Steps) => {
    now.value = next;
    // Storage may be off in this browser: the list then lives as long as the page.
    writing = writing.then(() => storage.set(key, next)).catch(() => {});
  };
  const tellList = () => {
    talk.say({ k: 'list', items: now.peek().steps.map(({ id, text }) => ({ id, text })) });
  };
  const stops = [
    talk.onUp(() => {
      const { steps, ticks } = now.peek();
      // An empty list is told too, or a page that was away would keep an old one; but not before there ever was any.
      if (role === 'technician' && (steps.length > 0 || hasWritten)) tellList();
      for (const [id, tick] of Object.entries(ticks)) talk.say({ k: 'tick', id, ...tick });
    }),
    talk.on('list', ({ items: steps }) => {
      const before = now.peek().steps;
      if (!isList(steps) || isSame(before, steps)) return;
      change(withList(now.peek(), steps));
      news.value = { kind: 'list', count: steps.length };
    }),
    talk.on('tick', ({ id, isOn, n }) => {
      const before = items.peek().find((item) => item.id === id);
      const next = withTick(now.peek(), { id, isOn, n }, other);
      if (!next) return;
      change(next);
      if (before && before.isOn !== isOn) news.value = { kind: 'tick', item: { ...before, isOn } };
    }),
  ];

  return {
    items,
    news,
    write(written) {
      const steps = stepsIn(written, now.peek().steps, chance.newUuid);
      if ('problem' in steps) return steps.problem;
      hasWritten = true;
      change(withList(now.peek(), steps));
      tellList();
      return null;
    },
    tick(id, isOn) {
      const n = Math.min(MOST_TICKS, (now.peek().ticks[id]?.n ?? 0) + 1);
      const next = withTick(now.peek(), { id, isOn, n }, role);
      if (!next) return;
      change(next);
      talk.say({ k: 'tick', id, isOn, n });
    },
    saved: () => writing,
    close() {
      for (const stop of stops) stop();
    },
  };
}

const isSame = (a: Steps['steps'], b: Steps['steps']): boolean =>
  a.length === b.length && a.every((step, i) => step.id === b[i]?.id && step.text === b[i]?.text);

async function load(key: string, storage: Storage): Promise<Steps> {
  try {
    const read = kept.safeParse(await storage.get(key));
    return read.success && isList(read.data.steps) ? withList(read.data, read.data.steps) : NO_STEPS;
  } catch {
    return NO_STEPS;
  }
}
