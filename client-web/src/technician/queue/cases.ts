// Which request a session of this technician belongs to, and what little the lists say of it: its number and the customer's name.
// It asks as little as it can, for reading a request whole counts its lines as seen.
import { type ReadonlySignal, signal } from '@preact/signals';
import { isRefusal } from '../../../../shared/errors.ts';
import { type RequestRow, requestDetails, requestRows } from '../../../../shared/protocol/requests.ts';
import { get } from '../../features/account/session.ts';
import { EVERYTHING, pathOf } from './queue.ts';

export interface Cases {
  readonly known: ReadonlySignal<ReadonlyMap<string, RequestRow>>;
  /** Finds out about these, each once. */
  want(requests: readonly string[]): Promise<void>;
}

export function openCases(): Cases {
  const known = signal<ReadonlyMap<string, RequestRow>>(new Map());
  const asked = new Set<string>();
  const learn = (rows: readonly RequestRow[]) => {
    known.value = new Map([...known.peek(), ...rows.map((row) => [row.id, row] as const)]);
  };
  return {
    known,
    want: async (requests) => {
      const fresh = requests.filter((id) => !asked.has(id));
      if (fresh.length === 0) return;
      for (const id of fresh) asked.add(id);
      const mine = await get(pathOf({ ...EVERYTHING, view: 'mine' }, null, Date.now()), requestRows);
      if (!isRefusal(mine)) learn(mine.rows);
      // Those that are over: nobody writes in them any more.
      for (const id of fresh.filter((each) => !known.peek().has(each))) {
        const found = await get(`/api/requests/${id}`, requestDetails);
        if (isRefusal(found)) asked.delete(id);
        else learn([found.row]);
      }
    },
  };
}
