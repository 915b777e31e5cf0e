// The portal's side of the broker as the waiting page uses it: who is woken when, and an invitation that stands as long as the session
// waits.
import { describe, expect } from 'vitest';
import { hearNews } from '../../client-web/src/features/request/news.ts';
import { isPortal } from '../../client-web/src/portal/portal-guard.ts';
import { joined } from '../../shared/protocol/http.ts';
import { waiting } from '../../shared/protocol/requests.ts';
import { LIMITS } from '../../shared/session/scopes.ts';
import { realClock } from '../client/support/clock.ts';
import { COMPUTER, type Desk } from '../support/actors.ts';
import { type Asker, asks, SLUG } from '../support/asking.ts';
import { it } from '../support/desk-test.ts';
import { waitFor } from '../support/wait.ts';

const opens = async (desk: Desk): Promise<Asker> => {
  await desk.admin();
  return asks(desk);
};
const looks = async ({ tab, held }: Asker) => waiting.parse((await tab.post('/api/request/look', held)).json);

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
  const listens = (desk: Desk, held: Asker['held']) => {
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
      { ...held, number: 1, slug: SLUG, sid: null },
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
    const { heard, stops } = listens(desk, second.held);
    await hears(heard, 1);
    await first.tab.post('/api/request/say', { ...first.held, text: 'hello?' });
    await maria.tab.post(`/api/requests/${first.request}/assign`, {});
    await hears(heard, 2);
    expect((await looks(second)).position).toBe(1);
    await second.tab.post('/api/request/say', { ...second.held, text: 'and me?' });
    await hears(heard, 3);
    expect(heard.news).toBe(3);
    await stops();
  });

  it('hears nothing of a request that is not its own', async ({ desk }) => {
    const first = await opens(desk);
    const second = await opens(desk);
    const { heard, ended } = listens(desk, { ...first.held, secret: second.held.secret });
    await ended;
    expect(heard.news).toBe(0);
  });
});

describe('an invitation', () => {
  it('stands again where the two pages did not come to meet', async ({ desk, clock }) => {
    const carla = await opens(desk);
    const maria = await desk.technician();
    const enters = () => carla.tab.post('/api/request/enter', { ...carla.held, device: COMPUTER });
    await maria.tab.post(`/api/requests/${carla.request}/assign`, {});
    await maria.tab.post(`/api/requests/${carla.request}/join`, {});
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
    await maria.tab.post(`/api/requests/${carla.request}/assign`, {});
    await maria.tab.post(`/api/requests/${carla.request}/join`, {});
    expect((await looks(carla)).isInvited).toBe(true);
    await maria.tab.post(`/api/requests/${carla.request}/release`, {});
    expect((await looks(carla)).isInvited).toBe(false);
    const late = await carla.tab.post('/api/request/enter', { ...carla.held, device: COMPUTER });
    expect(late.status).toBe(409);
  });
});
