// Whether the signed statements of a recorded session bear out what was recorded: each signed by the key of its author, each in
// its place of the chain, each saying what its event says. Erased ones are passed over; their places in the chain remain.
import {
  isUnsigned,
  judge,
  type Known,
  learnUnsigned,
  NOTHING_KNOWN,
  type Signed,
  withHost,
} from '../consent/judge.ts';
import { type Signatory, thumbprint } from '../consent/keys.ts';
import { openStatement } from '../consent/open-statement.ts';
import { confirmProblem } from '../session/decide-consent.ts';
import type { EventOf } from '../session/events.ts';
import { naming } from '../session/scopes.ts';
import { type Finding, tampered } from './finding.ts';
import type { Recorded } from './replay.ts';

/** Whose signing keys were enrolled, as `person thumbprint`; null where that cannot be known. */
export type Enrolled = ReadonlySet<string> | null;
export const enrolledAs = (person: string, print: string): string => `${person} ${print}`;

/** @returns the first statement that does not hold, since those after it build on it */
export async function replayStatements(events: readonly Recorded[], enrolled: Enrolled): Promise<Finding[]> {
  let known = NOTHING_KNOWN;
  for (const recorded of events) {
    const { index, event } = recorded;
    // Before statements were signed there is nothing to check, and nothing to pretend.
    if (event.v === 1) continue;
    const next = await after(known, recorded, { events, enrolled });
    if (typeof next === 'string')
      return [tampered(`entry ${index}`, `(${event.type} of session ${event.sid}) ${next}`)];
    known = next;
  }
  return [];
}

interface Story {
  readonly events: readonly Recorded[];
  readonly enrolled: Enrolled;
}

/** What is known after one more event, or why its statement does not hold. */
async function after(
  known: Known,
  { event, hasDetail }: Recorded,
  { events, enrolled }: Story,
): Promise<Known | string> {
  if (isUnsigned(event)) return 'was signed by nobody';
  if (!('statement' in event) || !event.statement) return learnUnsigned(known, event);
  const role = event.by.role;
  if (role === 'broker') return 'claims that the broker signed a statement';
  // Erasing takes the statement and leaves the commitment; a statement that was never committed to never was.
  if (!hasDetail) return 'claims a statement that it does not hold';
  const jws = event.detail?.jws;
  const met = firstMeeting(events);
  const created = events[0]?.event;
  if (!met || created?.type !== 'session.created') return 'comes before anybody had shown a key';
  const { technician, desk, code } = created;
  if (enrolled && !enrolled.has(enrolledAs(technician, thumbprint(met.keys.technician))))
    return 'is signed by a key that its technician had not enrolled';
  if (!jws) return passedOver(known, event, role);
  const opened = await openStatement(jws, { sid: event.sid, keys: met.keys, host: known.host }, role);
  if ('wrong' in opened) return `does not hold: ${opened.wrong}`;
  // Clocks are judged while it happens; years later only their order is left.
  const context = {
    known,
    level: code === 'pake' ? 'pake' : 'none',
    hasCompared: true,
    session: { technician, desk },
    customerNow: Number.MAX_SAFE_INTEGER,
  } as const;
  const judged = judge(event, opened, context);
  return 'wrong' in judged ? `does not hold: ${judged.wrong}` : judged.known;
}

const firstMeeting = (events: readonly Recorded[]): EventOf<'peer.authenticated'> | undefined =>
  events.map(({ event }) => event).find((event) => event.type === 'peer.authenticated');

/** The statement is erased: its hash keeps its place, and what it allowed is believed as it was recorded. */
function passedOver(known: Known, event: Signed, role: Signatory): Known | string {
  const { n = 0, hash = '' } = event.statement ?? {};
  const chain = known.chains[role];
  if (n !== chain.length + 1) return 'is not the next statement of its author';
  const chains = { ...known.chains, [role]: [...chain, hash] };
  const auth = event.type === 'peer.authenticated' ? event.auth : known.auth;
  const asks = event.type === 'consent.asked' ? withErased(known.asks, event, hash) : known.asks;
  const confirmed =
    event.type === 'consent.confirmed'
      ? new Map(known.confirmed).set(event.askId, {
          hash,
          surface: event.surface,
          ...naming(event),
          minutes: event.minutes,
          text: event.notice.sha256,
        })
      : known.confirmed;
  if (event.type === 'host.paired') return withHost({ ...known, chains }, event.key);
  if (role === 'host' && known.host === null) return 'speaks for a host that nobody vouched for';
  if (event.type === 'consent.granted') {
    const { method = 'web', scope, surface, minutes, notice } = event;
    const confirmed = known.confirmed.get(event.askId) ?? null;
    const confirm = confirmed?.hash ?? undefined;
    const said = {
      method,
      scope,
      surface,
      ...naming(event),
      minutes,
      notice,
      ...(confirm ? { confirm } : {}),
    };
    const problem = confirmProblem(known.host !== null, { confirmed }, said);
    if (problem) return `does not hold: ${problem}`;
  }
  return { ...known, auth, asks, confirmed, chains };
}

/** What an answer is held against stands in the public part of the question and in its hash; only the reason is gone. */
function withErased(asks: Known['asks'], asked: EventOf<'consent.asked'>, hash: string): Known['asks'] {
  const { askId, scope, surface, minutes } = asked;
  const statement = { askId, scope, surface, ...naming(asked), minutes };
  return new Map(asks).set(askId, { hash, statement });
}
