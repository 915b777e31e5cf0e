// The customer's page in one session: everything that belongs to one technician, put together, and how it is taken apart. Whoever else is
// there it does not know.
import { effect, type ReadonlySignal, signal, untracked } from '@preact/signals';
import type * as z from 'zod/mini';
import { customerKeyName, keyNamed } from '../../../../link/device-keys.ts';
import { noteSession } from '../../../../link/leftovers.ts';
import { meetAsCustomer } from '../../../../link/meet-customer.ts';
import { loadPair } from '../../../../link/pair.ts';
import { isBrokersCode, partsOf } from '../../../../shared/code/code.ts';
import type { BrokerKey } from '../../../../shared/consent/broker-word.ts';
import type { SigningKey } from '../../../../shared/consent/jws.ts';
import { isRefusal } from '../../../../shared/errors.ts';
import type { Card } from '../../../../shared/people/card.ts';
import type { joined as joinedSchema } from '../../../../shared/protocol/http.ts';
import type { Answers } from '../../../../shared/session/caution.ts';
import { type Complaint, openComplaint } from '../../features/complaint/complaint.ts';
import { openViewFlow, type ViewFlow } from '../../features/consent/view-flow.ts';
import { type Help, holdSession, openHelp } from '../../features/help.ts';
import { screenCapturer } from '../../features/screen/capture.ts';
import { fetchBrokerKeys } from '../../link/broker-keys.ts';
import { browser, browserStorage } from '../../link/browser.ts';
import { resumeTicket } from '../../link/resume.ts';
import { VERSION } from '../../version.ts';
import { type Aids, openAids } from './aids.ts';
import { openCard } from './card.ts';
import { type Hiding, openHiding } from './hiding.ts';
import { type OwnAnswers, openOwnAnswers } from './own-answers.ts';

export type Membership = z.infer<typeof joinedSchema>;

/** How the customer comes: with digits, back after a reload, or at a technician's invitation. */
export type Way = { readonly by: 'code'; readonly code: string } | { readonly by: 'reload' | 'invitation' };

export interface Stay {
  readonly me: Membership;
  readonly way: Way;
  readonly key: SigningKey;
  readonly help: Help;
  readonly flow: ViewFlow;
  readonly aids: Aids;
  /** What the customer answered of how it began. */
  readonly own: OwnAnswers;
  /** Whether this page hides its address. */
  readonly hiding: Hiding;
  /** Who asks, once the desk's word for it has been verified. */
  readonly card: ReadonlySignal<Card | null>;
  /** What the customer reports of this technician. */
  readonly report: Complaint;
  /** Cuts whatever is allowed here. */
  stop(why: 'stop' | 'keys'): void;
  /** Something is shown or lent here. */
  isLive(): boolean;
  close(): void;
}

/** What the customer said towards whoever was there first. */
export interface Before {
  readonly answers: Answers | null;
  readonly isHidden: boolean;
}

/**
 * @param before a colleague who is called is not met with less caution, and learns no more
 * @returns why it cannot be entered: another tab has it, or the broker cannot be reached
 */
export async function openStay(
  me: Membership,
  way: Way,
  before: Before = { answers: null, isHidden: false },
): Promise<Stay | 'elsewhere' | 'unreachable'> {
  if (!(await holdSession(me.sid))) return 'elsewhere';
  await noteSession(me.sid, Date.now(), browserStorage);
  const [brokerKeys, key, own, hiding] = await Promise.all([
    fetchBrokerKeys(),
    keyNamed(customerKeyName(me.sid, me.customer), browserStorage),
    openOwnAnswers(me.sid, browserStorage),
    openHiding(me.sid, before.isHidden, browserStorage),
  ]);
  if (isRefusal(brokerKeys)) return 'unreachable';
  const help = await openHelpFor(me, { way, key, brokerKeys, own, hiding });
  if (before.answers) own.give(before.answers, help.session);
  else own.tellAgain(help.session);
  const card = await openCard({ sid: me.sid, meeting: help.meeting }, browserStorage);
  const who = {
    tech: me.technician.name,
    desk: me.desk.name,
    deskId: me.desk.id,
    /** As it stands on the card at the moment of the answer. */
    get verified() {
      return card.peek()?.company != null;
    },
  };
  const flow = openViewFlow({
    session: help.session,
    speech: help.speech,
    ledger: help.ledger,
    lanes: help.lanes,
    capturer: screenCapturer,
    clock: browser,
    monotonic: () => performance.now(),
    who,
    version: VERSION,
  });
  const hides = () => hiding.isOn.peek();
  const aids = openAids(flow, { help, key, resume: me.resume, who, hides, version: VERSION });
  const stop: Stay['stop'] = (why) => {
    flow.stop(why);
    aids.host.stop(why);
  };
  const report = openComplaint({
    holder: me,
    key,
    stop: () => stop('stop'),
    end: () => void help.session.wish({ type: 'end' }),
  });
  // Whoever may be in between gets nothing more, whatever was allowed before.
  const uncut = effect(() => {
    const isDoubted =
      help.comparison.stage.value.at === 'differs' || help.meeting.stage.value.at === 'failed';
    if (!isDoubted) return;
    untracked(() => {
      flow.stop('stop');
      aids.host.drop();
      help.lanes.close();
    });
  });
  return {
    me,
    way,
    key,
    help,
    flow,
    aids,
    own,
    hiding,
    card,
    report,
    stop,
    isLive: () => flow.showing.value !== null || aids.host.live.value.length > 0,
    close: () => {
      uncut();
      aids.close();
      flow.close();
      help.close();
    },
  };
}

interface Means {
  readonly way: Way;
  readonly key: SigningKey;
  readonly brokerKeys: readonly BrokerKey[];
  readonly own: OwnAnswers;
  readonly hiding: Hiding;
}

async function openHelpFor(me: Membership, means: Means): Promise<Help> {
  const { way, key, brokerKeys, own, hiding } = means;
  // The ticket that came with the code opens the first socket; after a reload the key does.
  let first: string | null = way.by === 'code' ? me.ticket : null;
  const announced = { technician: me.technician.name, desk: me.desk.name };
  const secret = way.by === 'code' && !isBrokersCode(way.code) ? partsOf(way.code).secret : null;
  // Without the code, as after a reload, there is nobody new to meet: the pair is kept, or it is over. An invitation has no code that
  // could be lost, so whoever has not met yet still may; whoever has met keeps that pair, whatever the broker says.
  const kept = await loadPair({ sid: me.sid, role: 'customer', mine: key }, browserStorage);
  const isBack = way.by === 'reload' || (way.by === 'invitation' && kept !== null);
  return openHelp({
    sid: me.sid,
    role: 'customer',
    key,
    brokerKeys,
    isBack,
    isHidden: hiding.isOn,
    isLocked: own.isLocked,
    getTicket: async () => {
      const ticket = first;
      first = null;
      return ticket ? { ticket } : resumeTicket({ sid: me.sid, resume: me.resume, key });
    },
    meet: (deps) =>
      isBack
        ? { stage: signal({ at: 'waiting' }), close: () => {} }
        : meetAsCustomer({ ...deps, key, secret, brokerKeys, announced }),
  });
}
