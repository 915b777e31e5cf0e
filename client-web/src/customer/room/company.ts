// Whom the customer is with: one technician, and beside them a colleague who was called and whom the customer chose to meet. Each has a
// session of their own; here stands who is there, who was, and what becomes of the rest when one of them leaves.
import { effect, type ReadonlySignal, signal, untracked } from '@preact/signals';
import { isRefusal } from '../../../../shared/errors.ts';
import { colleagueOf } from '../../../../shared/session/state.ts';
import type { Chat } from '../../features/chat/chat.ts';
import { openStar } from '../../features/chat/star.ts';
import { keepRequest } from '../../features/request/kept.ts';
import { ofType } from '../../features/timeline/timeline.ts';
import { meetColleague } from '../../link/resume.ts';
import { remember } from '../membership.ts';
import { isAnnounced } from './called.ts';
import { keepCompany, keptCompany } from './kept-company.ts';
import { requestOf } from './request-of.ts';
import { type Before, type Membership, openStay, type Stay } from './stay.ts';

export interface Company {
  /** Whose session goes on here. */
  readonly main: ReadonlySignal<Stay>;
  /** Whoever was called, from the moment the customer chose to meet them. */
  readonly beside: ReadonlySignal<Stay | null>;
  /** Those who are not here any more, each with what their receipt needs. */
  readonly before: ReadonlySignal<readonly Membership[]>;
  /** The session before the present one, where its technician has left; null where nobody has. */
  readonly leader: ReadonlySignal<string | null>;
  /** All in whose session something may be allowed. */
  readonly there: ReadonlySignal<readonly Stay[]>;
  /** The conversation as the customer sees it. */
  readonly chat: ReadonlySignal<Chat>;
  /** Whoever was called and could not be met: the last try came to nothing. */
  readonly trouble: ReadonlySignal<Trouble | null>;
  /** Goes to meet the colleague who was called. @param mayRead they may read what was written so far */
  meet(mayRead: boolean): Promise<void>;
  /** Does not want to meet them. */
  refuse(): Promise<void>;
  /** Stops whatever is allowed to anybody. */
  stopAll(why: 'stop' | 'keys'): void;
  /** Ends it with everybody. */
  end(): Promise<void>;
  close(): void;
}

/** `unanswered`: their page was not there in time. `forged`: what came is not the person who was announced. */
export type Trouble = 'away' | 'unanswered' | 'forged';

export async function openCompany(first: Stay): Promise<Company> {
  const kept = keptCompany(first.me.sid);
  const main = signal(first);
  const beside = signal<Stay | null>(null);
  const before = signal<readonly Membership[]>(kept.before);
  const leader = signal<string | null>(null);
  const chat = signal<Chat>(first.help.chat);
  const trouble = signal<Trouble | null>(null);
  let since = 0;
  let star: Chat | null = null;
  let isOver = false;

  const keep = () => {
    const stay = beside.peek();
    keepCompany({
      main: main.peek().me.sid,
      beside: stay && { joined: stay.me, since },
      before: [...before.peek()],
    });
  };
  const unstar = () => {
    star?.close();
    star = null;
    chat.value = main.peek().help.chat;
  };
  const takeIn = (stay: Stay, from: number) => {
    since = from;
    beside.value = stay;
    keep();
  };
  /** They have met: from here on both hear what is written. */
  const joinUp = (stay: Stay) => {
    if (star) return;
    const { help, me } = main.peek();
    star = openStar({
      first: help.chat,
      second: stay.help.chat,
      names: { first: me.technician.name, second: stay.me.technician.name },
      since,
    });
    chat.value = star;
  };
  const leaves = (stay: Stay) => {
    unstar();
    stay.close();
    beside.value = null;
    if (stay.help.session.state.peek().phase === 'ended') before.value = [...before.peek(), stay.me];
    keep();
  };
  /** The first one has left; the customer goes on with the colleague alone. */
  const goOnWith = (stay: Stay) => {
    const gone = main.peek();
    const request = requestOf(gone.me.sid);
    if (request) keepRequest({ ...request, sid: stay.me.sid });
    before.value = [...before.peek(), gone.me];
    leader.value = gone.me.sid;
    main.value = stay;
    beside.value = null;
    unstar();
    remember(stay.me);
    keep();
    gone.close();
  };

  const follow = () => {
    const stay = beside.value;
    const firstPhase = main.value.help.session.state.value.phase;
    if (!stay || isOver) return;
    const { phase } = stay.help.session.state.value;
    const wrong = troubleOf(stay);
    untracked(() => {
      if (wrong) trouble.value = wrong;
      if (wrong || phase === 'ended') return leaves(stay);
      if (phase !== 'open') return;
      trouble.value = null;
      if (firstPhase === 'ended') goOnWith(stay);
      else joinUp(stay);
    });
  };
  if (kept.beside) {
    const opened = await openStay(kept.beside.joined, { by: 'invitation' }, saidTo(first));
    if (typeof opened === 'object') takeIn(opened, kept.beside.since);
  }
  const unfollow = effect(follow);

  const there = signal<readonly Stay[]>([]);
  const uncount = effect(() => {
    const stay = beside.value;
    const isMet = stay?.help.session.state.value.phase === 'open';
    there.value = stay && isMet ? [main.value, stay] : [main.value];
  });

  return {
    main,
    beside,
    before,
    leader,
    there,
    chat,
    trouble,
    meet: async (mayRead) => {
      const { me, key, help } = main.peek();
      const state = help.session.state.peek();
      const called = colleagueOf(state);
      if (state.phase !== 'open' || !called || beside.peek()) return;
      const { device } = state;
      trouble.value = null;
      const { follower } = called;
      const entered = await meetColleague({ sid: me.sid, resume: me.resume, key }, { follower, device });
      if (isRefusal(entered)) {
        trouble.value = 'away';
        return;
      }
      // Whom the customer chose to meet, and nobody else.
      const name = nameOf(main.peek(), follower);
      if (!isAnnounced(entered, { follower, name, deskId: me.desk.id })) {
        trouble.value = 'forged';
        return;
      }
      const opened = await openStay(entered, { by: 'invitation' }, saidTo(main.peek()));
      if (typeof opened === 'object') takeIn(opened, mayRead ? 0 : help.chat.lines.peek().length);
      else trouble.value = 'away';
    },
    refuse: async () => {
      const { session } = main.peek().help;
      const called = colleagueOf(session.state.peek());
      if (called) await session.wish({ type: 'refuse-colleague', follower: called.follower });
    },
    stopAll: (why) => {
      for (const stay of [beside.peek(), main.peek()]) stay?.stop(why);
    },
    end: async () => {
      isOver = true;
      // First whoever came last: nobody must take over what is being ended.
      await beside.peek()?.help.end();
      await main.peek().help.end();
    },
    close: () => {
      unfollow();
      uncount();
      star?.close();
      beside.peek()?.close();
      main.peek().close();
    },
  };
}

const saidTo = ({ own, hiding }: Stay): Before => ({
  answers: own.answers.peek(),
  isHidden: hiding.isOn.peek(),
});

/** As the event says whom the technician called. */
export const nameOf = ({ help }: Stay, follower: string): string =>
  ofType(help.session.events.value, 'colleague.called').find((event) => event.follower === follower)?.detail
    ?.name ?? '';

function troubleOf({ help }: Stay): Trouble | null {
  const met = help.meeting.stage.value;
  if (met.at === 'failed' || help.comparison.stage.value.at === 'differs') return 'forged';
  const status = help.session.status.value;
  if (status.kind === 'forged-history') return 'forged';
  // An ended session closes the line too, and is no trouble.
  return status.kind === 'closed' && status.code !== 'ENDED' ? 'unanswered' : null;
}
