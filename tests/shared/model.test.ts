// Random lives of sessions: technician, customer, strangers and time, in any order. After every step the whole history is
// judged by a second, independent reading of it. `MODEL_RUNS=20000 MODEL_SEED=7 npx vitest run --project unit model` lives longer.
import process from 'node:process';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { thumbprint } from '../../shared/consent/keys.ts';
import { type DeskPolicy, NO_POLICY } from '../../shared/desk/policy.ts';
import { isRefusal } from '../../shared/errors.ts';
import { decide, NOBODY_AWAY, nextDeadline, stamp, type Wish } from '../../shared/session/decide.ts';
import {
  type EventOf,
  type EventType,
  type Party,
  type SessionEvent,
  sessionEvent,
} from '../../shared/session/events.ts';
import { isWithin, LIMITS, scope, surface } from '../../shared/session/scopes.ts';
import { fold, liveGrant, NEW, type SessionState } from '../../shared/session/state.ts';
import {
  BROKER,
  COMPUTER,
  CUSTOMER,
  DESK,
  KEYS,
  PHONE,
  SID,
  said,
  TECHNICIAN,
  uuid,
  yes,
} from '../support/paper.ts';
import type { Draft } from '../support/statements.ts';

const RUNS = Number(process.env['MODEL_RUNS'] ?? 300);
const SEED = Number(process.env['MODEL_SEED'] ?? 20260115);
const STEPS = 150;

/** A number from a small pool, so that numbers meet again; 0 stands for "the one that is open now". */
const pick = fc.oneof(
  { weight: 3, arbitrary: fc.constant(0) },
  { weight: 2, arbitrary: fc.integer({ min: 1, max: 5 }) },
);
const fresh = fc.integer({ min: 1, max: 40 });
const minutes = fc.integer({ min: 1, max: 60 });
const surfaces = fc.constantFrom(...surface.options);
const verb = <T extends string>(type: T) => fc.constant(type);

const asks = fc.record({
  verb: verb('ask'),
  id: fresh,
  surface: surfaces,
  minutes,
  scope: fc.constantFrom(...scope.options, ...Array<'view'>(12).fill('view')),
});
const grants = fc.record({ verb: verb('grant'), id: pick, gid: fresh, surface: surfaces, minutes });
const about = fc.record({
  verb: fc.constantFrom('extend', 'deny', 'abort', 'withdraw', 'start', 'revoke', 'expire', 'relinquish'),
  id: pick,
});
const files = fc.record({
  verb: fc.constantFrom('offer-file', 'accept-file', 'reject-file', 'finish-file'),
  id: pick,
  result: fc.constantFrom('complete', 'cancelled', 'failed'),
});
const life = fc.record({
  verb: fc.constantFrom('admit', 'create', 'join', 'introduce', 'fail-meeting', 'end'),
});
const wait = fc.record({
  verb: verb('wait'),
  ms: fc.oneof(
    { weight: 6, arbitrary: fc.integer({ min: 0, max: 12_000 }) },
    { weight: 3, arbitrary: fc.integer({ min: 10_000, max: 240_000 }) },
    { weight: 2, arbitrary: fc.integer({ min: 60_000, max: 40 * 60_000 }) },
    { weight: 1, arbitrary: fc.constantFrom(LIMITS.codeLifeMs, LIMITS.lostMs, LIMITS.hardEndMs / 3) },
  ),
});
const tick = fc.record({ verb: verb('tick') });
const presence = fc.record({ verb: fc.constantFrom('leave', 'return') });

type Step = { readonly who: 'right' | 'other' | 'stranger' } & (
  | {
      readonly verb: 'ask';
      id: number;
      surface: 'tab' | 'window' | 'monitor';
      minutes: number;
      scope: (typeof scope.options)[number];
    }
  | {
      readonly verb: 'grant';
      id: number;
      gid: number;
      surface: 'tab' | 'window' | 'monitor';
      minutes: number;
    }
  | {
      readonly verb: 'extend' | 'deny' | 'abort' | 'withdraw' | 'start' | 'revoke' | 'expire' | 'relinquish';
      id: number;
    }
  | {
      readonly verb: 'offer-file' | 'accept-file' | 'reject-file' | 'finish-file';
      id: number;
      result: 'complete' | 'cancelled' | 'failed';
    }
  | {
      readonly verb:
        | 'admit'
        | 'create'
        | 'join'
        | 'introduce'
        | 'fail-meeting'
        | 'end'
        | 'tick'
        | 'leave'
        | 'return';
    }
  | { readonly verb: 'wait'; ms: number }
);

const step: fc.Arbitrary<Step> = fc
  .tuple(
    fc.constantFrom('right', 'right', 'right', 'right', 'right', 'right', 'other', 'stranger'),
    fc.oneof(
      { weight: 6, arbitrary: asks },
      { weight: 8, arbitrary: grants },
      { weight: 8, arbitrary: about },
      { weight: 4, arbitrary: files },
      { weight: 1, arbitrary: life },
      { weight: 6, arbitrary: wait },
      { weight: 4, arbitrary: tick },
      { weight: 2, arbitrary: presence },
    ),
  )
  .map(([who, what]) => ({ who, ...what }) as Step);

/** Most lives begin with two people who have met; a few begin with nothing. */
const beginning: fc.Arbitrary<Step[]> = fc.constantFrom<Step[]>(
  [],
  [{ who: 'right', verb: 'create' }],
  ...Array.from({ length: 6 }, (): Step[] => [
    { who: 'right', verb: 'create' },
    { who: 'right', verb: 'join' },
    { who: 'right', verb: 'introduce' },
    { who: 'right', verb: 'admit' },
  ]),
);

/** What the desk forbids itself: most often nothing, now and then much. */
const policies: fc.Arbitrary<DeskPolicy> = fc.oneof(
  { weight: 3, arbitrary: fc.constant(NO_POLICY) },
  {
    weight: 2,
    arbitrary: minutes.map((view) => ({ ...NO_POLICY, minutes: { view }, compared: ['view' as const] })),
  },
  { weight: 1, arbitrary: fc.subarray([...scope.options]).map((never) => ({ ...NO_POLICY, never })) },
);

const STRANGER: Party = { role: 'customer', id: 'x'.repeat(22) };
const OF_CUSTOMER = [
  'admit',
  'extend',
  'grant',
  'deny',
  'abort',
  'start',
  'revoke',
  'expire',
  'join',
  'accept-file',
  'reject-file',
  'finish-file',
];

interface Life {
  readonly policy: DeskPolicy;
  state: SessionState;
  events: SessionEvent[];
  now: number;
  awaySince: number | null;
}

function partyOf(step: Step): Party {
  const right = OF_CUSTOMER.includes(step.verb) ? CUSTOMER : TECHNICIAN;
  if (step.who === 'right') return right;
  return step.who === 'other' ? (right === CUSTOMER ? TECHNICIAN : CUSTOMER) : STRANGER;
}

const awayFor = (customer: number | null) => ({ ...NOBODY_AWAY, customer });
const PRINTS = { tkt: thumbprint(KEYS.technician), ckt: thumbprint(KEYS.customer) };
const ANY_ASK = 'a'.repeat(43);

function wishOf(step: Step, { policy, state, now, awaySince }: Life): Wish | null {
  const says = (draft: Draft) => said(state, partyOf(step), draft);
  const open = state.phase === 'open' ? state : null;
  const askId =
    'id' in step && step.id === 0 && open?.ask ? open.ask.askId : uuid('id' in step ? step.id : 0);
  const gid =
    'id' in step && step.id === 0 && open?.grants.view
      ? open.grants.view.gid
      : uuid(100 + ('id' in step ? step.id : 0));
  const fileId = uuid(200 + ('id' in step ? step.id : 0));
  switch (step.verb) {
    case 'create':
      return {
        type: 'create',
        desk: DESK,
        code: 'pake',
        codeExpiresAt: now + LIMITS.codeLifeMs,
        technicianName: 'Maria',
        deskName: 'Conti',
        policy,
      };
    case 'join':
      return {
        type: 'join',
        device: step.who === 'other' ? PHONE : COMPUTER,
        detail: { browser: '', system: '', address: '' },
      };
    case 'tick':
      return { type: 'tick', away: awayFor(awaySince) };
    case 'admit':
    case 'end':
      return { type: step.verb };
    case 'introduce':
      return says({ type: 'peer', ...PRINTS, auth: 'pake' });
    case 'fail-meeting':
      return { type: 'fail-meeting', why: 'mismatch' };
    case 'ask':
      return says({
        type: 'ask',
        askId: uuid(step.id),
        scope: step.scope,
        surface: step.surface,
        minutes: step.minutes,
        reason: 'a private reason',
      });
    case 'grant': {
      // Half of the time within what was asked, so that many permissions come to live.
      const isModest = step.minutes % 2 === 0 && open?.ask;
      const within = isModest
        ? { surface: open.ask.surface, minutes: Math.min(step.minutes, open.ask.minutes) }
        : step;
      const { surface: shown, minutes: lasting } = within;
      return says(yes(state, { askId, gid: uuid(100 + step.gid), surface: shown, minutes: lasting }));
    }
    case 'extend':
      return { type: step.verb, askId };
    case 'deny':
      return says({ type: 'deny', askId, ask: ANY_ASK, ui: { m: 'click', shown: 5 } });
    case 'withdraw':
      return says({ type: 'withdraw', askId });
    case 'abort':
      return says({ type: 'abort', askId, ask: ANY_ASK, why: 'picker-cancelled' });
    case 'start':
    case 'expire':
      return { type: step.verb, gid };
    case 'relinquish':
      return says({ type: 'relinquish', gid });
    case 'revoke':
      return says({ type: 'revoke', gid, why: 'stop', localMs: 5 });
    case 'offer-file':
      return { type: 'offer-file', fileId, name: 'private.pdf', size: 10 };
    case 'accept-file':
    case 'reject-file':
      return { type: step.verb, fileId };
    case 'finish-file':
      return { type: 'finish-file', fileId, result: step.result, bytes: 10, sha256: null };
    case 'wait':
    case 'leave':
    case 'return':
      return null;
  }
}

const NARROWING: readonly EventType[] = [
  'peer.authentication-failed',
  'consent.timed-out',
  'consent.expired',
  'consent.disconnected',
  'consent.withdrawn',
  'scope.stopped',
  'session.ended',
];
const ENDS_GRANT: readonly EventType[] = [
  'consent.revoked',
  'consent.relinquished',
  'consent.expired',
  'consent.disconnected',
];

/** What the history alone says may be seen now: a second reading that shares no code with `apply`. */
function mayBeSeen(events: readonly SessionEvent[], now: number): string | null {
  if (events.some(({ type }) => type === 'session.ended')) return null;
  const given = events.filter(
    (e): e is EventOf<'consent.granted'> => e.type === 'consent.granted' && e.scope === 'view',
  );
  const live = given.filter(
    ({ gid }) => !events.some((e) => ENDS_GRANT.includes(e.type) && 'gid' in e && e.gid === gid),
  );
  expect(live.length).toBeLessThanOrEqual(1);
  const [grant] = live;
  return grant && now < grant.at + grant.minutes * 60_000 ? grant.gid : null;
}

function judgeGrant(events: readonly SessionEvent[], index: number): void {
  const grant = events[index] as EventOf<'consent.granted'>;
  const before = events.slice(0, index);
  const asked = before.findLast(
    (e): e is EventOf<'consent.asked'> => e.type === 'consent.asked' && e.askId === grant.askId,
  );
  if (!asked) throw new Error('a permission that nobody asked for');
  const since = before.slice(before.indexOf(asked) + 1);
  const closes: readonly EventType[] = [
    'consent.denied',
    'consent.aborted',
    'consent.withdrawn',
    'consent.timed-out',
    'consent.granted',
  ];
  expect(since.filter((e) => closes.includes(e.type) && 'askId' in e && e.askId === grant.askId)).toEqual([]);
  const answerBy =
    since.findLast((e): e is EventOf<'consent.extended'> => e.type === 'consent.extended')?.answerBy ??
    asked.answerBy;
  expect(grant.at).toBeLessThan(answerBy);
  expect(grant.by).toEqual(CUSTOMER);
  expect(asked.by).toEqual(TECHNICIAN);
  expect(grant.scope).toBe(asked.scope);
  expect(isWithin(grant.surface, asked.surface)).toBe(true);
  expect(grant.minutes).toBeLessThanOrEqual(asked.minutes);
  expect(grant.expiresAt).toBe(grant.at + grant.minutes * 60_000);
  expect(before.filter((e) => 'gid' in e && e.gid === grant.gid)).toEqual([]);
}

function judgeTime(life: Life): void {
  const due = nextDeadline(life.state, awayFor(life.awaySince));
  if (due === null) return;
  const at = (now: number) =>
    decide(life.state, { type: 'tick', away: awayFor(life.awaySince) }, { by: BROKER, now });
  expect(at(Math.max(due, life.now))).not.toEqual([]);
  if (due - 1 >= life.now) expect(at(due - 1)).toEqual([]);
}

function judge(life: Life, fresh: readonly SessionEvent[], wish: Wish, by: Party): void {
  const { state, events, now } = life;
  expect(liveGrant(state, 'view', now)?.gid ?? null).toBe(mayBeSeen(events, now));
  for (const other of scope.options.filter((s) => s !== 'view'))
    expect(liveGrant(state, other, now)).toBeNull();
  for (const event of fresh) {
    expect(sessionEvent.safeParse(event).success).toBe(true);
    if (event.type === 'consent.granted') judgeGrant(events, events.indexOf(event));
    if (event.type === 'consent.asked') {
      expect(life.policy.never).not.toContain(event.scope);
      expect(event.minutes).toBeLessThanOrEqual(life.policy.minutes[event.scope] ?? 60);
    }
    if (wish.type === 'tick') expect(NARROWING).toContain(event.type);
    expect(event.by).toEqual(by);
  }
  const end = events.findIndex(({ type }) => type === 'session.ended');
  if (end >= 0) expect(end).toBe(events.length - 1);
  judgeTime(life);
}

const counted = { steps: 0, events: 0, granted: 0, ended: 0, refused: 0 };

function live(policy: DeskPolicy, steps: readonly Step[]): void {
  const life: Life = { policy, state: NEW, events: [], now: 1_000_000, awaySince: null };
  for (const step of steps) {
    counted.steps += 1;
    if (step.verb === 'wait') life.now += step.ms;
    if (step.verb === 'leave') life.awaySince ??= life.now;
    if (step.verb === 'return') life.awaySince = null;
    const wish = wishOf(step, life);
    if (!wish) continue;
    const by = step.verb === 'tick' ? BROKER : partyOf(step);
    const drafts = decide(life.state, wish, { by, now: life.now });
    const isMember = by !== STRANGER || wish.type === 'join' || wish.type === 'create';
    if (!isMember) expect(drafts).toEqual({ refused: 'NOT_FOUND' });
    if (isRefusal(drafts)) {
      counted.refused += 1;
      continue;
    }
    // A stranger who opens or joins a session of their own is another story than these two people's.
    if (by.id !== CUSTOMER.id && wish.type === 'join') continue;
    if (by.id !== TECHNICIAN.id && wish.type === 'create') continue;
    const after = stamp(life.state, drafts, { by, now: life.now, sid: SID });
    life.state = after.state;
    life.events.push(...after.events);
    counted.events += after.events.length;
    counted.granted += after.events.filter(({ type }) => type === 'consent.granted').length;
    counted.ended += after.events.filter(({ type }) => type === 'session.ended').length;
    judge(life, after.events, wish, by);
  }
  expect(fold(life.events)).toEqual(life.state);
  const erased = life.events.map((event) => ({ ...event, detail: null }) as SessionEvent);
  expect(fold(erased)).toEqual(life.state);
}

describe(`${RUNS} random lives of a session, seed ${SEED}`, () => {
  it(
    'show a picture only while somebody allowed it, and hold every other promise',
    () => {
      const lives = fc.tuple(
        policies,
        beginning,
        fc.array(step, { minLength: 5, maxLength: STEPS, size: 'max' }),
      );
      fc.assert(
        fc.property(lives, ([policy, first, rest]) => live(policy, [...first, ...rest])),
        { numRuns: RUNS, seed: SEED },
      );
      process.stdout.write(`model: ${JSON.stringify({ runs: RUNS, seed: SEED, ...counted })}\n`);
      // A model that never gets anywhere proves nothing.
      expect(counted.granted).toBeGreaterThan(RUNS / 3);
      expect(counted.ended).toBeGreaterThan(RUNS / 10);
    },
    10_000 + RUNS * 20,
  );
});
