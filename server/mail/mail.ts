// The desk's post, put together: letters are put in line with what they tell of and sent in rounds. Without a mail server nothing is
// put in line at all, and everything else works as before. What others may send stands here, one function a kind.
import type { DeskEvent } from '../../shared/desk/events.ts';
import type { Language } from '../../shared/field.ts';
import type { MailOutcome, MailStatus } from '../../shared/protocol/mail.ts';
import type { Bus } from '../bus/bus.ts';
import type { SmtpConfig } from '../config.ts';
import { rhythm as rhythmOf } from '../log/rhythm.ts';
import { ROUND_GAP_MS } from '../outbox/retry.ts';
import { sealing as sealingOf } from '../outbox/sealing.ts';
import type { Secrets } from '../secrets.ts';
import { LOG_TOPIC } from '../store/events.ts';
import type { Step, Store } from '../store/store.ts';
import type { Tap } from '../store/tap.ts';
import type { Message } from './letters.ts';
import { mailChoices, missedRequests } from './missed.ts';
import { outbox as outboxOf } from './outbox.ts';
import { mailRound } from './round.ts';
import { type HandOver, smtp } from './smtp.ts';

/** Letters a day to one address that a stranger may have given. */
const MOST_TO_ONE = 10;
const DAY_MS = 24 * 3_600_000;

export interface MailDeps {
  readonly store: Store;
  readonly bus: Bus;
  readonly secrets: Pick<Secrets, 'detailKey'>;
  readonly smtp: SmtpConfig | null;
  readonly publicUrl: URL;
  readonly now: () => number;
  readonly onProblem: (problem: unknown) => void;
  readonly onTrouble: (outcome: MailOutcome) => void;
  readonly handOver?: HandOver;
  readonly chance?: () => number;
}
export type Mail = ReturnType<typeof mail>;

export interface Reader {
  readonly to: string;
  readonly language: Language;
}

export function mail(deps: MailDeps) {
  const { store, bus, secrets, publicUrl, now, onProblem, onTrouble, chance = Math.random } = deps;
  const isOn = deps.smtp !== null;
  const sealing = sealingOf(secrets.detailKey);
  const outbox = outboxOf({ store, sealing, now });
  const choices = mailChoices(store);
  let isClosing = false;
  const round = deps.smtp
    ? mailRound({
        store,
        sealing,
        handOver: deps.handOver ?? smtp(deps.smtp),
        now,
        chance,
        isClosing: () => isClosing,
        onTrouble,
      })
    : async () => {};
  const looks = missedRequests({ store, outbox, publicUrl, now });
  const rhythm = rhythmOf(
    async () => {
      if (!isOn || isClosing) return;
      // Of several nodes one at a time; what is due for the others is due for this one too.
      await store.alone('mail', async () => {
        await looks();
        await round();
      });
    },
    onProblem,
    ROUND_GAP_MS,
  );

  // What was put in line came with an event.
  const unsubscribe = bus.subscribe(LOG_TOPIC, rhythm.wake);

  const mayWriteTo = async (address: string): Promise<boolean> =>
    isOn && address !== '' && (await outbox.countTo(address, now() - DAY_MS)) < MOST_TO_ONE;
  const toCustomer = async (desk: string, request: string, of: Telling): Promise<readonly Step[]> => {
    const row = await customerOf(store, request);
    if (!row || !(await mayWriteTo(row.email))) return [];
    const message = of({ desk: row.desk, number: row.number });
    return [outbox.puts({ desk, to: row.email, language: row.language, message, about: { request } })];
  };
  const tap: Tap = {
    ofDesk: async (desk, event) => {
      const telling = isOn ? await tellingOf(store, event) : null;
      return telling ? toCustomer(desk, telling.request, telling.of) : [];
    },
  };

  return {
    isOn,
    tap,
    settings: choices,
    status: async (desk: string): Promise<MailStatus> => ({
      isOn,
      settings: await choices.of(desk),
      letters: await outbox.last(desk),
    }),

    /** The step that sends an enrolment link; for the unit in which the link is made. @param link once, and in no other letter */
    invitation: (
      desk: { readonly id: string; readonly name: string },
      about: Reader & { readonly person: string; readonly by: string; readonly link: string },
    ): readonly Step[] => {
      const { to, language, person, by, link } = about;
      const message = { kind: 'invitation', desk: desk.name, by, link } as const;
      return sends({ desk: desk.id, to, language, message, about: { person } });
    },

    /** Whether a letter may go to an address that a stranger gave. */
    mayWriteTo,

    /** The steps that send what was written in a session to the customer who asked for it. */
    transcript: (
      desk: { readonly id: string; readonly name: string },
      about: Reader & {
        readonly technician: string;
        readonly lines: readonly string[];
        readonly request?: string;
      },
    ): readonly Step[] => {
      const { to, language, technician, lines, request } = about;
      const message = { kind: 'transcript', desk: desk.name, technician, lines } as const;
      return sends({ desk: desk.id, to, language, message, about: request ? { request } : {} });
    },

    /** A letter to whoever tries whether letters arrive. */
    test: async (
      desk: { readonly id: string; readonly name: string },
      { to, language, person }: Reader & { readonly person: string },
    ): Promise<void> => {
      const message = { kind: 'test', desk: desk.name } as const;
      await store.write(sends({ desk: desk.id, to, language, message, about: { person } }));
      rhythm.wake();
    },

    start: () => rhythm.start(),
    turn: () => rhythm.turn(),
    close: async () => {
      isClosing = true;
      unsubscribe();
      await rhythm.close();
    },
  };

  function sends(addressed: Parameters<typeof outbox.puts>[0]): readonly Step[] {
    return isOn ? [outbox.puts(addressed)] : [];
  }
}

type Telling = (about: { readonly desk: string; readonly number: number }) => Message;

/** Which events a customer is written about, and how. A customer who withdrew knows. */
async function tellingOf(
  store: Store,
  event: DeskEvent,
): Promise<{ readonly request: string; readonly of: Telling } | null> {
  if (event.type === 'request.assigned') {
    const [person] = await store.read<{ name: string }>(
      store.sql.selectFrom('person').select('name').where('id', '=', event.person),
    );
    const technician = person?.name ?? '';
    return { request: event.request, of: (about) => ({ kind: 'request-taken', ...about, technician }) };
  }
  if (event.type !== 'request.closed' || event.outcome === 'withdrawn') return null;
  const { outcome } = event;
  return { request: event.request, of: (about) => ({ kind: 'request-closed', ...about, outcome }) };
}

interface CustomerRow {
  readonly email: string;
  readonly language: Language;
  readonly number: number;
  readonly desk: string;
}
async function customerOf(store: Store, request: string): Promise<CustomerRow | null> {
  const [row] = await store.read<CustomerRow>(
    store.sql
      .selectFrom('request')
      .innerJoin('desk', 'desk.id', 'request.desk_id')
      .select([
        'request.email as email',
        'request.language as language',
        'request.number as number',
        'desk.name as desk',
      ])
      .where('request.id', '=', request),
  );
  return row ?? null;
}
