// What one row of the queue says: the problem in a line, whose it is, how it stands, how old it is, what is unread.
import { useComputed } from '@preact/signals';
import type { RequestRow } from '../../../../shared/protocol/requests.ts';
import { useNow } from '../../view/clock.ts';
import { ago, dateAndMinute } from '../../view/format.ts';
import { language } from '../../view/i18n.ts';
import { words } from './queue.text.ts';
import { words as request } from './request.text.ts';

interface QueueRowProps {
  row: RequestRow;
  /** The id of whoever looks. */
  me: string;
  /** It has left this view meanwhile. */
  isGone: boolean;
}

export function QueueRow({ row, me, isGone }: QueueRowProps) {
  const { number, name, title, unread, openedAt } = row;
  return (
    <>
      <span class="queue-row-title" dir="auto">
        {title}
      </span>
      <span class="queue-row-age">
        <Age at={openedAt} />
      </span>
      <span class="queue-row-who">
        {request().number(number)} <bdi>{name}</bdi>
      </span>
      {unread > 0 ? (
        <span class="queue-row-unread">{words().unread(unread)}</span>
      ) : (
        <span class="queue-row-state">{isGone ? words().gone : stateWords(row, me)}</span>
      )}
    </>
  );
}

/** How it stands, in a few words. */
export function stateWords({ state, assignee, outcome, answerBy }: RequestRow, me: string): string {
  const mine = answerBy === null ? words().takenByMe : words().toAnswer;
  if (state === 'active' && assignee !== null)
    return assignee.id === me ? mine : words().taken(assignee.name);
  return state === 'completed' && outcome !== null ? request().outcomes[outcome] : words().states[state];
}

/** Drawn anew only when its words change. */
export function Age({ at }: { at: number }) {
  const now = useNow();
  const said = useComputed(() => (language.value ? ago(at, now.value) : ''));
  return (
    <time dateTime={new Date(at).toISOString()} title={dateAndMinute(at)}>
      {said}
    </time>
  );
}
