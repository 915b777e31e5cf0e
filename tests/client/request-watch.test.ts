// How a waiting page follows its request: woken by the broker, by itself where wake-ups are lost, and never further than it has to.
import fc from 'fast-check';
import { beforeEach, describe, expect, it } from 'vitest';
import { afterSession } from '../../client-web/src/features/request/after-session.ts';
import { eventBlocks } from '../../client-web/src/features/request/event-blocks.ts';
import { hearNews } from '../../client-web/src/features/request/news.ts';
import { type RequestWatch, watchRequest } from '../../client-web/src/features/request/watch.ts';
import { gaveBack, standingOf } from '../../client-web/src/portal/waiting/standing.ts';
import { type Refusal, refuse } from '../../shared/errors.ts';
import type { Waiting } from '../../shared/protocol/requests.ts';
import { type FakeClock, fakeClock } from './support/clock.ts';
import { settle } from './support/kit.ts';

const queued: Waiting = {
  number: 7,
  desk: { name: 'Acme help desk', slug: 'acme-help-desk' },
  state: 'new',
  position: 3,
  estimateMin: 10,
  assignee: null,
  isInvited: false,
  outcome: null,
  rating: null,
  lines: [],
  files: [],
  works: null,
  canBeMailed: false,
  takes: { types: null, mostBytes: 10_000_000 },
};
const taken: Waiting = {
  ...queued,
  state: 'active',
  position: null,
  estimateMin: null,
  assignee: 'Maria Rossi',
};
const closed: Waiting = { ...taken, state: 'completed', outcome: 'resolved' };

describe('a watched request', () => {
  let clock: FakeClock;
  let found: Waiting | Refusal;
  let looks: number;
  /** The lines that were opened, each with what wakes and what breaks it. */
  let lines: { news: () => void; breaks: () => void; isOver: boolean }[];
  let wake: () => void;
  let watch: RequestWatch;

  const open = () => {
    watch = watchRequest({
      ...clock,
      look: async () => {
        looks += 1;
        return found;
      },
      hear: (news, until) =>
        new Promise((resolve) => {
          const line = { news, breaks: resolve, isOver: false };
          lines.push(line);
          until.addEventListener('abort', () => {
            line.isOver = true;
            resolve();
          });
        }),
      onWake: (act) => {
        wake = act;
        return () => {};
      },
    });
  };
  beforeEach(async () => {
    clock = fakeClock();
    found = queued;
    looks = 0;
    lines = [];
    open();
    await settle();
  });

  it('is looked at when the page comes, and at each wake-up', async () => {
    expect(watch.seen.value).toEqual(queued);
    found = taken;
    lines[0]?.news();
    await settle();
    expect(watch.seen.value).toEqual(taken);
    expect(looks).toBe(2);
    watch.close();
  });

  it('is looked at once more where news come in the middle of a look, however many', async () => {
    for (let news = 0; news < 10; news++) lines[0]?.news();
    await settle();
    expect(looks).toBe(3);
    watch.close();
  });

  it('is looked at now and then where no news come', async () => {
    found = taken;
    clock.advance(30_000);
    await settle();
    expect(watch.seen.value).toEqual(taken);
    watch.close();
  });

  it('gets another line when one breaks, later each time, and at once when the page wakes', async () => {
    lines[0]?.breaks();
    await settle();
    clock.advance(999);
    await settle();
    expect(lines).toHaveLength(1);
    clock.advance(1);
    await settle();
    expect(lines).toHaveLength(2);
    lines[1]?.breaks();
    await settle();
    clock.advance(1_000);
    await settle();
    expect(lines).toHaveLength(2);
    wake();
    await settle();
    expect(lines).toHaveLength(3);
    watch.close();
  });

  it('is looked at when its line breaks, since the broker may be away', async () => {
    found = refuse('CLOSED');
    lines[0]?.breaks();
    await settle();
    expect([watch.reach.value, looks]).toEqual(['away', 2]);
    watch.close();
  });

  it('keeps what was seen while the broker is away, and goes on', async () => {
    found = refuse('CLOSED');
    await watch.look();
    expect([watch.reach.value, watch.seen.value]).toEqual(['away', queued]);
    found = taken;
    await watch.look();
    expect([watch.reach.value, watch.seen.value]).toEqual(['here', taken]);
    watch.close();
  });

  it('is left in peace once it is closed, or not there', async () => {
    for (const end of [closed, refuse('NOT_FOUND')]) {
      found = queued;
      open();
      await settle();
      const line = lines.at(-1);
      found = end;
      await watch.look();
      await settle();
      expect(line?.isOver).toBe(true);
    }
    expect(watch.reach.value).toBe('gone');
  });

  it('may still be looked at after it was closed, for its rating', async () => {
    found = closed;
    await watch.look();
    found = { ...closed, rating: 4 };
    await watch.look();
    expect(watch.seen.value?.rating).toBe(4);
  });
});

describe('the stream of wake-ups', () => {
  const request = { request: 'r', secret: 's', number: 1, slug: 'acme', sid: null };
  const answering = (text: string) => async () =>
    new Response(text, { headers: { 'content-type': 'text/event-stream' } });

  it('tells of each once, wherever the network cuts', () => {
    const text = ':\n\ndata: {}\n\n:\n\ndata: {}\r\n\r\nid: 1\ndata: {"a":1}\ndata: {}\n\nevent: x\n\n';
    const seed = Date.now();
    const numRuns = 300;
    console.log(`cuts: seed ${seed}, ${numRuns} runs`);
    fc.assert(
      fc.property(fc.array(fc.nat(text.length)), (at) => {
        const cuts = [0, ...at.sort((a, b) => a - b), text.length];
        let told = 0;
        const take = eventBlocks(() => {
          told += 1;
        });
        cuts.slice(1).forEach((end, n) => {
          take(text.slice(cuts[n], end));
        });
        expect(told).toBe(3);
      }),
      { seed, numRuns },
    );
  });

  it('wakes when it opens and with each piece of news, and ends with the answer', async () => {
    const clock = fakeClock();
    let news = 0;
    const onNews = () => {
      news += 1;
    };
    const until = new AbortController().signal;
    await hearNews(request, { onNews, until }, { clock, fetch: answering(':\n\ndata: {}\n\n') });
    expect([news, clock.waiting]).toEqual([2, 0]);
  });

  it('does not wake for a refusal or a broken line', async () => {
    const clock = fakeClock();
    const until = new AbortController().signal;
    const onNews = () => {
      throw new Error('nothing came');
    };
    const refused = async () => new Response('{}', { status: 404 });
    const broken = async () => Promise.reject(new TypeError('no network'));
    for (const fetch of [refused, broken]) await hearNews(request, { onNews, until }, { clock, fetch });
    expect(clock.waiting).toBe(0);
  });

  it('hangs up when nothing is heard for a minute', async () => {
    const clock = fakeClock();
    const silent: typeof fetch = (_path, init) =>
      new Promise((_resolve, reject) => {
        init?.signal?.addEventListener('abort', () => reject(new DOMException('aborted', 'AbortError')));
      });
    const over = hearNews(
      request,
      { onNews: () => {}, until: new AbortController().signal },
      { clock, fetch: silent },
    );
    clock.advance(65_000);
    await over;
    expect(clock.waiting).toBe(0);
  });
});

describe('how a request stands', () => {
  it('is one of four states', () => {
    expect(standingOf(queued)).toEqual({ is: 'queued', position: 3, estimateMin: 10 });
    expect(standingOf(taken)).toEqual({ is: 'taken', name: 'Maria Rossi' });
    expect(standingOf({ ...taken, isInvited: true })).toEqual({ is: 'invited', name: 'Maria Rossi' });
    expect(standingOf(closed)).toEqual({ is: 'closed', outcome: 'resolved' });
  });

  it('tells who gave it back only to whoever saw that somebody had it', () => {
    expect(gaveBack(taken, queued)).toBe('Maria Rossi');
    expect(gaveBack(null, queued)).toBeNull();
    expect(gaveBack(queued, queued)).toBeNull();
    expect(gaveBack(taken, closed)).toBeNull();
  });

  it('after a session says what became of it, and whether somebody was lost', () => {
    const ended = { ending: 'completed', technician: 'Maria Rossi' } as const;
    expect(afterSession(null, ended)).toEqual({ is: 'unknown' });
    expect(afterSession(closed, ended)).toEqual({ is: 'closed' });
    expect(afterSession(queued, ended)).toEqual({ is: 'given', name: 'Maria Rossi' });
    expect(afterSession(queued, { ...ended, ending: 'deserted' })).toEqual({
      is: 'lost',
      name: 'Maria Rossi',
    });
    expect(afterSession(taken, ended)).toEqual({ is: 'still', name: 'Maria Rossi' });
    expect(afterSession({ ...taken, assignee: 'Dino Verdi' }, ended)).toEqual({
      is: 'taken',
      name: 'Dino Verdi',
    });
  });
});
