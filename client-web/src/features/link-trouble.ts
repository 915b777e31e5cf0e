// What is wrong with the connections of a session right now, if anything: to the broker first, then between the two ends. Says nothing
// itself; both faces have their own words, but for two that they share.
import { useRef } from 'preact/hooks';
import { catalogue } from '../view/i18n.ts';
import type { Help } from './help.ts';

/**
 * `moved`: this machine's network went away or became another one. `offline`: the broker is out of reach for another reason. `apart`: the
 * broker's nodes do not reach each other, and the other end is at another one. `again`: the two were connected and are not; a new
 * connection is being made.
 */
export type LinkTrouble = 'moved' | 'offline' | 'apart' | 'again';

export function useLinkTrouble({ session, lanes }: Help): LinkTrouble | null {
  const wasUp = useRef(false);
  const status = session.status.value;
  const { technician, customer, apart } = session.present.value;
  const isUp = lanes.talk.value !== null;
  wasUp.current ||= isUp;
  if (session.state.value.phase !== 'open') return null;
  if (status.kind === 'connecting' || status.kind === 'waiting') return status.isMoved ? 'moved' : 'offline';
  if (status.kind !== 'online') return null;
  if (!technician || !customer) return apart ? 'apart' : null;
  return wasUp.current && !isUp ? 'again' : null;
}

export const words = catalogue({
  en: {
    moved: 'The network changed; connecting again…',
    apart:
      'You two are at different servers of this help desk, which cannot reach each other right now. What is open between you goes on; the rest is kept and gets through as soon as they can.',
    again: 'The direct connection broke; it is being made anew…',
  },
  it: {
    moved: 'La rete è cambiata; ci si collega di nuovo…',
    apart:
      'Siete collegati a due server diversi dell’assistenza, che al momento non si raggiungono. Quello che è aperto tra voi continua; il resto è salvato e arriva appena si ritrovano.',
    again: 'Il collegamento diretto si è interrotto; lo si ristabilisce…',
  },
});
