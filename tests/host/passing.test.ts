// What passes and what does not, message by message: how often a preview may be shown, what ends a permission, and what is counted.
// The lane, the window and time are the test's own.
import { signal } from '@preact/signals-core';
import { describe, expect, it } from 'vitest';
import { openCalm, type Passable } from '../../host/counter.ts';
import { type PassingOptions, type PassLane, passing } from '../../host/passing.ts';
import { openPrompts } from '../../host/prompts.ts';
import type { Lane, LaneHandlers } from '../../link/lane.ts';
import type { PassAnswer, PassProblem } from '../../shared/channel/passes.ts';
import type { Grant } from '../../shared/session/state.ts';
import { settle } from '../client/support/kit.ts';

const GID = '6f0e4b3a-7d2c-4a51-9a53-0f6f3f0a1b2c';
const FACTS = 'facts' as unknown as Extract<PassAnswer, { k: 'facts' }>['facts'];

/** Time that a test lets pass. */
function fakeTime() {
  let at = 0;
  const timers = new Map<() => void, number>();
  return {
    now: () => at,
    after(ms: number, act: () => void) {
      timers.set(act, at + ms);
      return () => void timers.delete(act);
    },
    async passes(ms: number) {
      at += ms;
      for (const [act, due] of [...timers]) if (due <= at && timers.delete(act)) act();
      await settle();
    },
  };
}

interface Setting {
  readonly kind?: PassLane;
  readonly often?: PassingOptions['often'];
  find?(): Promise<Passable | PassProblem>;
  hide?: PassingOptions['hide'];
  show?(): Promise<never>;
  readonly isDeaf?: boolean;
}

function opens({ kind = 'clipboard-out', often = 'again', find, hide, show, isDeaf = false }: Setting = {}) {
  const time = fakeTime();
  const heard: PassAnswer[] = [];
  const wishes: object[] = [];
  const ends: string[] = [];
  let say: LaneHandlers['data'] = () => {};
  const lane = {
    send: async (raw: string) => {
      if (isDeaf) return false;
      heard.push(JSON.parse(raw));
      return true;
    },
    on: (handlers: Partial<LaneHandlers>) => {
      say = handlers.data ?? say;
      return () => {
        say = () => {};
      };
    },
  } as unknown as Lane;
  const prompts = openPrompts(() => {});
  /** The preview that stands there, and what the customer says to it. */
  let answer: ((said: 'yes' | 'no' | null) => void) | null = null;
  const previews = { shown: 0, hidden: 0 };
  const work = passing({
    kind,
    often,
    prompts,
    clock: time,
    calm: openCalm(time.now),
    end: {
      session: { wish: async (wish: object) => void wishes.push(wish) },
      lanes: { granted: { [kind]: signal(lane) }, openGranted: () => null, closeGranted: () => {} },
    } as unknown as PassingOptions['end'],
    find:
      find ??
      (async () => ({
        text: 'text',
        amount: 4,
        pass: async (n): Promise<PassAnswer> =>
          often === 'once' ? { k: 'facts', n, facts: FACTS } : { k: 'text', n, text: 'text' },
      })),
    hide:
      hide ??
      (async () => {
        previews.hidden += 1;
        return () => {
          previews.hidden -= 1;
        };
      }),
    show:
      show ??
      (async () => {
        previews.shown += 1;
        const answered = new Promise<'yes' | 'no' | null>((resolve) => {
          answer = (said) => {
            answer = null;
            resolve(said);
          };
        });
        return { answered, withdraw: () => answer?.(null) };
      }),
  });
  work.begin({ gid: GID } as Grant, 0, (why) => {
    ends.push(why);
    work.cut();
  });
  let n = 0;
  return {
    time,
    heard,
    ends,
    prompts,
    previews,
    work,
    isShown: () => answer !== null,
    of: (type: string) => wishes.filter((wish) => 'type' in wish && wish.type === type),
    async says(message: object | string) {
      say(typeof message === 'string' ? message : JSON.stringify(message));
      await settle();
    },
    /** Wants the next thing. @returns what the other end heard of it last */
    async wants() {
      await this.says({ k: 'want', n: ++n });
      return heard.at(-1);
    },
    async answers(said: 'yes' | 'no') {
      answer?.(said);
      await settle();
      return heard.at(-1);
    },
  };
}

describe('a preview', () => {
  it('that cannot be kept out of the picture is not shown', async () => {
    for (const hide of [async () => null, () => Promise.reject(new Error('lost'))]) {
      const desk = opens({ hide });
      expect(await desk.wants()).toMatchObject({ k: 'not', why: 'failed' });
      expect([desk.previews.shown, desk.prompts.isOpen()]).toEqual([0, false]);
    }
  });

  it('is out of the picture from before it is shown until it is gone', async () => {
    const desk = opens();
    await desk.wants();
    expect(desk.previews).toEqual({ shown: 1, hidden: 1 });
    expect(await desk.answers('yes')).toMatchObject({ k: 'text' });
    expect(desk.previews).toEqual({ shown: 1, hidden: 0 });
  });

  it('leaves whoever says no alone for ten seconds, and ends the permission with the third no', async () => {
    const desk = opens();
    for (const no of [1, 2]) {
      await desk.wants();
      expect(await desk.answers('no')).toMatchObject({ k: 'not', why: 'refused' });
      await desk.time.passes(9_999);
      expect(await desk.wants()).toMatchObject({ k: 'not', why: 'busy' });
      expect(desk.previews.shown).toBe(no);
      await desk.time.passes(1);
    }
    await desk.wants();
    expect(await desk.answers('no')).toMatchObject({ k: 'not', why: 'refused' });
    expect(desk.ends).toEqual(['ended']);
  });

  it('is a no where nobody answers for two minutes', async () => {
    const desk = opens();
    await desk.wants();
    await desk.time.passes(119_999);
    expect(desk.isShown()).toBe(true);
    await desk.time.passes(1);
    expect(desk.isShown()).toBe(false);
    expect(desk.heard.at(-1)).toMatchObject({ k: 'not', why: 'refused' });
    expect(await desk.wants()).toMatchObject({ k: 'not', why: 'busy' });
  });

  it('is not shown beside anything else, and goes where a question comes', async () => {
    const desk = opens();
    const gone = desk.prompts.open();
    expect(await desk.wants()).toMatchObject({ k: 'not', why: 'busy' });
    gone();
    await desk.wants();
    expect(desk.isShown()).toBe(true);
    desk.prompts.open();
    await settle();
    expect(desk.isShown()).toBe(false);
    expect(desk.heard.at(-1)).toMatchObject({ k: 'not', why: 'refused' });
    expect([desk.previews.hidden, desk.prompts.isOpen(), desk.ends.length]).toEqual([0, true, 0]);
  });

  it('that comes to nothing, or cannot be looked for, blocks no later one', async () => {
    const broken = opens({ show: () => Promise.reject(new Error('no window')) });
    for (const _ of [1, 2]) {
      expect(await broken.wants()).toMatchObject({ k: 'not', why: 'failed' });
      expect([broken.previews.hidden, broken.prompts.isOpen()]).toEqual([0, false]);
    }
    const bug = opens({ find: () => Promise.reject(new Error('a bug')) });
    for (const _ of [1, 2]) expect(await bug.wants()).toMatchObject({ k: 'not', why: 'failed' });
  });

  it('is taken away by Stop, and a yes at that moment lets nothing pass', async () => {
    const desk = opens();
    await desk.wants();
    const yes = desk.answers('yes');
    desk.work.cut();
    await yes;
    expect(desk.heard.some(({ k }) => k === 'text')).toBe(false);
    expect(desk.of('report-use')).toEqual([]);
  });
});

describe('what is counted', () => {
  it('is what the lane took, and nothing else', async () => {
    const desk = opens();
    await desk.wants();
    await desk.answers('yes');
    expect(desk.of('report-use')).toMatchObject([{ gid: GID, amount: 4 }]);
    const deaf = opens({ isDeaf: true });
    await deaf.wants();
    await deaf.answers('yes');
    expect(deaf.of('report-use')).toEqual([]);
  });

  it('is a text on the clipboard, also where nobody can be told of it', async () => {
    const find = async (): Promise<Passable> => ({
      text: 'x',
      amount: 1,
      pass: async (n) => ({ k: 'put', n }),
    });
    const deaf = opens({ kind: 'clipboard-in', isDeaf: true, find });
    await deaf.says({ k: 'put', n: 1, text: 'x' });
    await deaf.answers('yes');
    expect(deaf.of('report-use')).toMatchObject([{ amount: 1 }]);
  });
});

describe('what passes only once', () => {
  const once = () => opens({ kind: 'sysinfo', often: 'once' });

  it('is over when it has arrived', async () => {
    const desk = once();
    await desk.wants();
    expect(await desk.answers('yes')).toMatchObject({ k: 'facts' });
    await desk.says({ k: 'got', n: 1 });
    expect(desk.ends).toEqual(['done']);
  });

  it('is not shown again, and is over five seconds later', async () => {
    const desk = once();
    await desk.wants();
    await desk.answers('yes');
    expect(await desk.wants()).toMatchObject({ k: 'not', why: 'busy' });
    expect(desk.previews.shown).toBe(1);
    await desk.time.passes(4_999);
    expect(desk.ends).toEqual([]);
    await desk.time.passes(1);
    expect(desk.ends).toEqual(['done']);
  });

  it('may be wished for again where it did not pass', async () => {
    const desk = once();
    await desk.wants();
    await desk.answers('no');
    await desk.time.passes(10_000);
    await desk.wants();
    expect(desk.previews.shown).toBe(2);
  });

  it('has not arrived before it was sent', async () => {
    const desk = once();
    for (let n = 1; n <= 5; n++) await desk.says({ k: 'got', n });
    expect(desk.ends).toEqual(['ended']);
    expect(desk.of('report-misuse')).toMatchObject([{ isShut: true, dropped: { malformed: 5, rate: 0 } }]);
  });
});

describe('a lane on which nobody speaks like a page', () => {
  it('is shut after four wishes at once, or four a second', async () => {
    const desk = opens();
    for (let at = 0; at < 4; at++) await desk.wants();
    for (let second = 0; second < 3; second++) {
      await desk.time.passes(250);
      await desk.wants();
    }
    expect(desk.ends).toEqual([]);
    await desk.wants();
    expect(desk.ends).toEqual(['ended']);
    expect(desk.of('report-misuse')).toMatchObject([
      { gid: GID, isShut: true, dropped: { malformed: 0, rate: 1, order: 0, grant: 0, surface: 0 } },
    ]);
  });

  it('is shut after twenty malformed messages, however many good ones lie between', async () => {
    const desk = opens();
    for (let at = 0; at < 19; at++) {
      await desk.says('{}');
      await desk.time.passes(1_000);
      await desk.wants();
    }
    expect(desk.ends).toEqual([]);
    await desk.says('{}');
    expect(desk.ends).toEqual(['ended']);
    expect(desk.of('report-misuse')).toMatchObject([{ dropped: { malformed: 20, rate: 0 } }]);
  });
});
