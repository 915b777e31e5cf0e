// Working at another desk: the broker notes it in this login, and the page begins afresh, so that nothing of the one before is left.
import { isRefusal } from '../../../../shared/errors.ts';
import { me } from '../../../../shared/protocol/http.ts';
import type { Refused } from '../../link/api.ts';
import { post } from './session.ts';

/** @returns why it did not work, or null; the page is then on its way */
export async function goToDesk(id: string): Promise<Refused | null> {
  const answer = await post('/api/me/desk', { desk: id }, me);
  if (isRefusal(answer)) return answer;
  location.reload();
  return null;
}
