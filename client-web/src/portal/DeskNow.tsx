// Whether somebody is there, in honest words, and how many wait. It asks for nothing: whoever shows it says what is known.
import type { Portal } from '../../../shared/protocol/requests.ts';
import { words } from './portal.text.ts';

export function DeskNow({ available, waiting }: Pick<Portal, 'available' | 'waiting'>) {
  return (
    <p class="desk-now" role="status">
      {available > 0 ? words().there : words().nobody} {words().waiting(waiting)}
    </p>
  );
}
