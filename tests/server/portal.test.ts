// The portal's side of the broker as the waiting page uses it: who is woken when, and an invitation that stands as long as the session
// waits.
import { describe, expect, test } from 'vitest';
import { hearNews } from '../../client-web/src/features/request/news.ts';
import { isPortal } from '../../client-web/src/portal/portal-guard.ts';
import { joined } from '../../shared/protocol/http.ts';
import { type RequestOpened, requestOpened, waiting } from '../../shared/protocol/requests.ts';
import { LIMITS } from '../../shared/session/scopes.ts';
import { realClock } from '../client/support/clock.ts';
import { COMPUTER, type Desk, startDesk } from '../support/actors.ts';
import { type Clock, fakeClock } from '../support/clock.ts';
import type { Tab } from '../support/tab.ts';
import { waitFor } from '../support/wait.ts';

const it = test.extend<{ clock: Clock; desk: Desk }>({
  // biome-ignore lint/correctness/noEmptyPattern: vitest reads the fixtures it needs from here
  clock: async ({}, use) => use(fakeClock()),
  desk: async ({ clock }, use) => {
    const desk = await startDesk({ now: clock.now });
    await use(desk);
    await desk.closes();
  },
});

const SLUG = 'conti-informatica';

const opens = async (desk: Desk): Promise<{ readonly tab: Tab; readonly opened: RequestOpened }> => {
  await desk.admin();
  const { tab } = desk.visitor();
  const answer = await tab.post(`/api/portal/${SLUG}/requests`, {
    name: 'Carla Neri',
    email: '',
    problem: 'The printer prints nothing',
    steps: '',
    messages: '',
    language: 'it',
    device: COMPUTER,
    screen: null,
  });
  return { tab, opened: requestOpened.parse(answer.json) };
};
const heldIn = ({ request, secret }: RequestOpened) => ({ request, secret });
const looks = async ({ tab, opened }: Awaited<ReturnType<typeof opens>>) =>
  waiting.parse((await tab.post('/api/request/look', heldIn(opened))).json);

describe('a portal', () => {
  it('tells of its desk what the page takes, and of no other', async ({ desk }) => {
    const { tab } = await opens(desk);
    const answer = await tab.get(`/api/portal/${SLUG}`);
    expect(isPortal(answer.json)).toBe(true);
    expect(answer.json).toMatchObject({ waiting: 1, available: 0 });
    expect((await tab.get('/api/portal/another-desk')).status).toBe(404);
  });
});

describe('a waiting page', () => {
  /** Listens as the page does. */
  const listens = (desk: Desk, opened: RequestOpened) => {
    const heard = { news: 0 };
    const over = new AbortController();
    const through: typeof fetch = (path, init) =>
      fetch(`http://127.0.0.1:${desk.where.port}${String(path)}`, {
        ...init,
        headers: { ...(init?.headers as Record<string, string>), origin: desk.where.origin },
      });
    const onNews = () => {
      heard.news += 1;
    };
    const ended = hearNews(
      { ...opened, slug: SLUG, sid: null },
      { onNews, until: over.signal },
      { clock: realClock, fetch: through },
    );
    const stops = async () => {
      over.abort();
      await ended;
    };
    return { heard, stops, ended };
  };
  const hears = (heard: { readonly news: number }, most: number) =>
    waitFor(async () => heard.news >= most || undefined, { what: `news number ${most}` });

  it('is woken when somebody before it is taken, not when they write', async ({ desk }) => {
    const first = await opens(desk);
    const second = await opens(desk);
    const maria = await desk.technician();
    const { heard, stops } = listens(desk, second.opened);
    await hears(heard, 1);
    await first.tab.post('/api/request/say', { ...heldIn(first.opened), text: 'hello?' });
    await maria.tab.post(`/api/requests/${first.opened.request}/assign`, {});
    await hears(heard, 2);
    expect((await looks(second)).position).toBe(1);
    await second.tab.post('/api/request/say', { ...heldIn(second.opened), text: 'and me?' });
    await hears(heard, 3);
    expect(heard.news).toBe(3);
    await stops();
  });

  it('hears nothing of a request that is not its own', async ({ desk }) => {
    const first = await opens(desk);
    const second = await opens(desk);
    const { heard, ended } = listens(desk, { ...first.opened, secret: second.opened.secret });
    await ended;
    expect(heard.news).toBe(0);
  });
});

describe('an invitation', () => {
  it('stands again where the two pages did not come to meet', async ({ desk, clock }) => {
    const carla = await opens(desk);
    const maria = await desk.technician();
    const enters = () => carla.tab.post('/api/request/enter', { ...heldIn(carla.opened), device: COMPUTER });
    await maria.tab.post(`/api/requests/${carla.opened.request}/assign`, {});
    await maria.tab.post(`/api/requests/${carla.opened.request}/join`, {});
    const first = joined.parse((await enters()).json);
    expect((await looks(carla)).isInvited).toBe(false);
    expect((await enters()).status).toBe(409);
    clock.advance(LIMITS.meetMs);
    // A broker that starts looks at all its deadlines.
    await desk.restarts();
    await waitFor(async () => (await looks(carla)).isInvited || undefined, { what: 'the invitation' });
    const again = joined.parse((await enters()).json);
    expect([again.sid, again.customer === first.customer]).toEqual([first.sid, false]);
  });

  it('is over with the session', async ({ desk }) => {
    const carla = await opens(desk);
    const maria = await desk.technician();
    await maria.tab.post(`/api/requests/${carla.opened.request}/assign`, {});
    await maria.tab.post(`/api/requests/${carla.opened.request}/join`, {});
    expect((await looks(carla)).isInvited).toBe(true);
    await maria.tab.post(`/api/requests/${carla.opened.request}/release`, {});
    expect((await looks(carla)).isInvited).toBe(false);
    const late = await carla.tab.post('/api/request/enter', { ...heldIn(carla.opened), device: COMPUTER });
    expect(late.status).toBe(409);
  });
});
