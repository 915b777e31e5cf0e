// The desk behind an address, fetched when the page comes and looked at now and then, since people come and go there.
import { type ReadonlySignal, useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import type { Portal } from '../../../shared/protocol/requests.ts';
import { ask, isDeclined } from '../link/http.ts';
import { dressAs } from './dress.ts';
import { isPortal } from './portal-guard.ts';

export type DeskAt =
  | { readonly at: 'loading' | 'nowhere' | 'unreachable' }
  | { readonly at: 'here'; readonly portal: Portal };

const AGAIN_MS = 30_000;

/** @returns what is known, and what fetches it anew */
export function useDesk(slug: string): {
  readonly desk: ReadonlySignal<DeskAt>;
  readonly load: () => Promise<void>;
} {
  const desk = useSignal<DeskAt>({ at: 'loading' });
  const load = async () => {
    const found = await ask('GET', `/api/portal/${encodeURIComponent(slug)}`);
    if (isPortal(found)) {
      dressAs(found.desk);
      desk.value = { at: 'here', portal: found };
    }
    // What was known stays: the form does not vanish because the network did.
    else if (desk.peek().at !== 'here') {
      const isNowhere = isDeclined(found) && ['NOT_FOUND', 'BAD_INPUT'].includes(found.declined);
      desk.value = { at: isNowhere ? 'nowhere' : 'unreachable' };
    }
  };
  useEffect(() => {
    void load();
    const again = setInterval(() => void load(), AGAIN_MS);
    return () => clearInterval(again);
  }, [slug]);
  return { desk, load };
}
