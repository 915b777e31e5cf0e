// What becomes of a request when a session for it is over, as one of few words. Who ended the session does not tell: a technician
// ends it by giving back and by closing too.
import type { Waiting } from '../../../../shared/protocol/requests.ts';
import type { Ending } from '../../../../shared/session/outcome.ts';

export type AfterSession =
  | { readonly is: 'unknown' | 'closed' }
  | { readonly is: 'given' | 'lost' | 'still' | 'taken'; readonly name: string };

/** @param technician who was in the session; @param seen null before the first look */
export function afterSession(
  seen: Waiting | null,
  { ending, technician }: { readonly ending: Ending | null; readonly technician: string },
): AfterSession {
  if (!seen) return { is: 'unknown' };
  switch (seen.state) {
    case 'completed':
      return { is: 'closed' };
    case 'new':
      return { is: ending === 'deserted' ? 'lost' : 'given', name: technician };
    case 'active': {
      const name = seen.assignee ?? technician;
      return { is: name === technician ? 'still' : 'taken', name };
    }
  }
}
