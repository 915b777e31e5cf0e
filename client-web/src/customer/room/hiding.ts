// Whether this customer hides their address in this session, as this page itself keeps it. Nobody is told: what the technician sees is
// the relay's address where there would have been another. A reload must not undo it.
import { type ReadonlySignal, signal } from '@preact/signals';
import type { Storage } from '../../../../link/deps.ts';

export interface Hiding {
  readonly isOn: ReadonlySignal<boolean>;
  choose(isOn: boolean): void;
}

const nameOf = (sid: string): string => `hide.${sid}`;

/** @param before what was chosen towards whoever was there first: a colleague learns no more than they did */
export async function openHiding(sid: string, before: boolean, storage: Storage): Promise<Hiding> {
  const kept = await storage.get(nameOf(sid)).catch(() => undefined);
  const isOn = signal(typeof kept === 'boolean' ? kept : before);
  return {
    isOn,
    choose: (is) => {
      isOn.value = is;
      void storage.set(nameOf(sid), is).catch(() => {});
    },
  };
}
