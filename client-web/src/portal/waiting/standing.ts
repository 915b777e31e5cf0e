// How a request stands, as one of few states, each with what is said in it.
import type { Outcome, Waiting } from '../../../../shared/protocol/requests.ts';

export type Standing =
  /** @property estimateMin null where there is nothing to go by */
  | { readonly is: 'queued'; readonly position: number; readonly estimateMin: number | null }
  | { readonly is: 'taken'; readonly name: string }
  | { readonly is: 'invited'; readonly name: string }
  | { readonly is: 'closed'; readonly outcome: Outcome | null };

export function standingOf(seen: Waiting): Standing {
  switch (seen.state) {
    case 'new':
      return { is: 'queued', position: seen.position ?? 1, estimateMin: seen.estimateMin };
    case 'active':
      return { is: seen.isInvited ? 'invited' : 'taken', name: seen.assignee ?? seen.desk.name };
    case 'completed':
      return { is: 'closed', outcome: seen.outcome };
  }
}

/** Who gave a request back, where two looks tell that somebody did. */
export function gaveBack(before: Waiting | null, now: Waiting): string | null {
  return now.state === 'new' && before?.state === 'active' ? before.assignee : null;
}
