// A day at two desks: three technicians, forty customers, who wait, are helped, refuse, change their minds, are handed over, go away and
// say how it was. At its end the reports add up to what happened, and each session's log proves itself.
import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parseVkey } from '../../shared/log/note.ts';
import { verifySession } from '../../shared/log/verify-session.ts';
import * as http from '../../shared/protocol/http.ts';
import { type Report, report } from '../../shared/protocol/reports.ts';
import * as requests from '../../shared/protocol/requests.ts';
import {
  COMPUTER,
  Customer,
  type Desk,
  PASSWORD,
  type Staff,
  startDesk,
  Technician,
  tokenIn,
} from '../support/actors.ts';
import { asks } from '../support/asking.ts';
import { accepts, callsFor, enters } from '../support/calls.ts';
import { must } from '../support/member.ts';
import { newKey } from '../support/statements.ts';
import type { Tab } from '../support/tab.ts';
import { waitFor } from '../support/wait.ts';

const HOME = 'conti-informatica';
const NORTH = 'nord-assistenza';
/** What becomes of a customer. Each kind comes several times, mixed by turns. */
const FATES = [
  'shows',
  'refuses',
  'stops',
  'is only written to',
  'is given back',
  'goes away',
  'is handed over',
] as const;
type Fate = (typeof FATES)[number];
const CUSTOMERS = 40;

interface Case {
  readonly desk: typeof HOME | typeof NORTH;
  readonly fate: Fate;
  readonly tab: Tab;
  readonly held: { readonly request: string; readonly secret: string };
}
/** What was done, counted where it is done. */
interface Tally {
  opened: number;
  withdrawn: number;
  resolved: number;
  unresolved: number;
  sessions: number;
  asked: number;
  granted: number;
  denied: number;
  revoked: number;
  readonly ratings: [number, number, number, number, number];
}
const nothing = (): Tally => ({
  opened: 0,
  withdrawn: 0,
  resolved: 0,
  unresolved: 0,
  sessions: 0,
  asked: 0,
  granted: 0,
  denied: 0,
  revoked: 0,
  ratings: [0, 0, 0, 0, 0],
});

let broker: Desk;
let anna: Staff;
const cases = new Map<string, Case>();
const sids: string[] = [];
/** Given back once already. */
const returned = new Set<string>();
const tallies = { [HOME]: nothing(), [NORTH]: nothing() };
const begun = Date.now();

const goesTo = async (slug: string) => {
  const { desks } = http.me.parse((await anna.tab.get('/api/me')).json);
  const id = desks.find((desk) => desk.slug === slug)?.id;
  must(await anna.tab.post('/api/me/desk', { desk: id }));
};
async function joinsDesk(name: string): Promise<Technician> {
  const tab = broker.tab();
  const { link } = await anna.invites({ name, email: `day-${tab.address}@example.org`, role: 'technician' });
  const reply = must(await tab.post('/api/enrol', { token: tokenIn(link), password: PASSWORD }));
  return new Technician(tab, http.me.parse(reply.json).person, new Map());
}

async function comes(n: number): Promise<void> {
  const desk = n % 5 < 3 ? HOME : NORTH;
  const fate = FATES[n % FATES.length] ?? 'shows';
  const written = { name: `Customer ${String.fromCharCode(65 + (n % 26))}`, problem: `Problem number ${n}` };
  const { tab, request, held } = await asks(broker, written, desk);
  tallies[desk].opened += 1;
  cases.set(request, { desk, fate, tab, held });
  if (fate !== 'goes away') return;
  must(await tab.post('/api/request/withdraw', held));
  tallies[desk].withdrawn += 1;
}

/** The customer comes in, at the technician's invitation. */
async function entersFor(host: Technician, { tab, held }: Case): Promise<Customer> {
  const { json } = must(await tab.post('/api/request/enter', { ...held, device: COMPUTER }));
  const customer = new Customer(tab, http.joined.parse(json), { key: await newKey(), host });
  await customer.arrives();
  await customer.admits();
  await host.hears('session.admitted');
  return customer;
}

/** One request, from being taken to its end, by whoever has taken it. @param colleague who takes over, where somebody does */
async function helps(host: Technician, request: string, colleague: Technician | null): Promise<void> {
  const of = cases.get(request);
  if (!of) throw new Error('a request of nobody');
  const { desk, fate } = of;
  const tally = tallies[desk];
  const does = async (who: Technician, what: string, body: object = {}) =>
    must(await who.tab.post(`/api/requests/${request}/${what}`, body));
  const closes = async (who: Technician, outcome: 'resolved' | 'unresolved') => {
    await does(who, 'close', { outcome, note: '' });
    tally[outcome] += 1;
  };
  if (fate === 'is only written to') {
    await does(host, 'say', { text: 'Please restart it.' });
    await closes(host, 'unresolved');
    return;
  }
  const { sid } = (await does(host, 'join')).json as { sid: string };
  sids.push(sid);
  await host.connects(sid);
  const customer = await entersFor(host, of);
  tally.sessions += 1;
  await host.asks();
  tally.asked += 1;
  if (fate === 'refuses') {
    await customer.denies();
    tally.denied += 1;
    await closes(host, 'unresolved');
    return;
  }
  const gid = await customer.grants();
  tally.granted += 1;
  if (fate === 'stops') {
    await customer.stops(gid);
    tally.revoked += 1;
  }
  if (fate === 'is handed over' && colleague) {
    const call = await callsFor(host, sid);
    const follower = await accepts(colleague, call);
    sids.push(follower);
    const beside = await enters(customer, colleague, follower);
    await beside.admits();
    tally.sessions += 1;
    await host.hears('session.ended');
    await waitFor(
      async () => {
        const { json } = await colleague.tab.get(`/api/requests/${request}`);
        return requests.requestDetails.parse(json).row.assignee?.id === colleague.id ? true : undefined;
      },
      { what: 'the colleague to have it' },
    );
    await closes(colleague, 'resolved');
  } else if (fate === 'is given back' && !returned.has(request)) {
    // Whoever is quicker has it next.
    returned.add(request);
    await does(host, 'release');
    return;
  } else await closes(host, 'resolved');
  const rating = fate === 'stops' ? 2 : 5;
  must(await of.tab.post('/api/request/rate', { ...of.held, rating, words: '' }));
  tally.ratings[rating - 1] = (tally.ratings[rating - 1] ?? 0) + 1;
}

/** Takes the oldest that waits, again and again, until nobody does; whoever is slower at one takes the next. */
async function works(host: Technician, colleague: Technician | null): Promise<void> {
  for (;;) {
    const { json } = must(await host.tab.get('/api/requests?view=new&order=oldest'));
    const [row] = requests.requestRows.parse(json).rows;
    if (!row) return;
    const taken = requests.requestRow.parse(must(await host.tab.post(`/api/requests/${row.id}/assign`)).json);
    if (taken.assignee?.id === host.id) await helps(host, row.id, colleague);
  }
}

beforeAll(async () => {
  broker = await startDesk();
  anna = await broker.admin();
  const luca = await joinsDesk('Luca Verdi');
  const maria = await joinsDesk('Maria Rossi');
  must(await anna.tab.post('/api/desks', { name: 'Nord Assistenza' }));
  await goesTo(NORTH);
  const tina = await joinsDesk('Tina Neri');
  const nora = await joinsDesk('Nora Bianchi');
  must(await anna.tab.post('/api/people/add', { person: luca.id }));
  for (let n = 0; n < CUSTOMERS; n += 1) await comes(n);
  // Luca works at both desks, and nobody hands over to somebody who is at work: each has a colleague of their own.
  const gino = await joinsHome('Gino Verdi');
  await Promise.all([works(maria, gino), works(tina, nora), works(luca, null)]);
}, 120_000);
afterAll(() => broker.closes());

async function joinsHome(name: string): Promise<Technician> {
  await goesTo(HOME);
  return joinsDesk(name);
}

const reads = async (slug: string): Promise<Report> => {
  await goesTo(slug);
  const { json } = must(await anna.tab.get(`/api/reports?from=${begun}&to=${Date.now() + 1_000}&offset=0`));
  return report.parse(json);
};

describe('at the end of the day', () => {
  it.each([HOME, NORTH] as const)('the report of %s adds up to what happened', async (slug) => {
    const tally = tallies[slug];
    const { requests: found, sessions, technicians } = await reads(slug);
    const sum = (of: 'asked' | 'granted' | 'denied' | 'revoked' | 'closed') =>
      technicians.reduce((all, each) => all + each[of], 0);
    expect(tally.opened).toBeGreaterThanOrEqual(16);
    expect(found).toMatchObject({
      opened: tally.opened,
      closed: tally.opened,
      waiting: 0,
      outcomes: { resolved: tally.resolved, unresolved: tally.unresolved, withdrawn: tally.withdrawn },
      ratings: tally.ratings,
    });
    expect(sessions).toBe(tally.sessions);
    expect({
      asked: sum('asked'),
      granted: sum('granted'),
      denied: sum('denied'),
      revoked: sum('revoked'),
      closed: sum('closed'),
    }).toEqual({
      asked: tally.asked,
      granted: tally.granted,
      denied: tally.denied,
      revoked: tally.revoked,
      closed: tally.resolved + tally.unresolved,
    });
  });

  it('every customer was told how it ended', async () => {
    expect(cases.size).toBe(CUSTOMERS);
    for (const { tab, held, fate } of cases.values()) {
      const seen = requests.waiting.parse(must(await tab.post('/api/request/look', held)).json);
      expect(seen.state).toBe('completed');
      if (fate === 'goes away') expect(seen.outcome).toBe('withdrawn');
    }
  });

  it('every session proves itself', async () => {
    const { json } = await broker.visitor().tab.get('/.well-known/permesso-keys.json');
    const { logs } = json as { logs: { vkey: string }[] };
    const vkeys = logs.map(({ vkey }) => parseVkey(vkey)).filter((vkey) => vkey !== null);
    for (const slug of [HOME, NORTH]) {
      await goesTo(slug);
      const { rows } = await anna.readsLog();
      const [newest] = rows;
      expect(newest?.phase).toBe('ended');
      for (const { sid } of rows) {
        expect(sids).toContain(sid);
        const bundle = await waitFor(
          async () => {
            const answer = await anna.tab.get(`/api/log/sessions/${sid}/bundle`);
            return answer.status === 200 ? answer.text : undefined;
          },
          { what: 'the bundle of a session' },
        );
        expect(await verifySession(new TextEncoder().encode(bundle), vkeys)).toMatchObject({
          verdict: 'sound',
          findings: [],
        });
      }
    }
  });

  it('the operator’s log, at its most talkative and with nothing blacked out, holds nothing of anybody', () => {
    const held = [...cases.values()];
    const personal = [
      PASSWORD,
      'Customer ',
      'Problem number',
      'Please restart it.',
      'Vedere la stampante',
      '@example.org',
      ...['Anna Conti', 'Luca Verdi', 'Maria Rossi', 'Tina Neri', 'Nora Bianchi', 'Gino Verdi'],
      'fingerprint',
      'm=application',
      anna.tab.login ?? '?',
      ...held.flatMap(({ tab, held: { secret } }) => [tab.address, secret]),
    ];
    expect(broker.log.length).toBeGreaterThan(30);
    const log = broker.log.join('');
    for (const what of personal) expect(log.includes(what), what).toBe(false);
  });

  it('its lines are objects with the fields that docs/operations.md explains', () => {
    const page = readFileSync(new URL('../../docs/operations.md', import.meta.url), 'utf8');
    const explained = [...page.matchAll(/^\| `(\w+)` \| (?:every line|lines)/gm)].map(([, name]) => name);
    const used = new Set(broker.log.flatMap((line) => Object.keys(JSON.parse(line) as object)));
    expect(used.size).toBeGreaterThan(4);
    expect([...used].filter((name) => !explained.includes(name))).toEqual([]);
  });
});
