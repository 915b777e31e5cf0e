// The request of this tab, where the session was for it and not for a code that was typed afterwards.
import { type KeptRequest, keptRequest } from '../../features/request/kept.ts';

export function requestOf(sid: string): KeptRequest | null {
  const kept = keptRequest();
  return kept?.sid === sid ? kept : null;
}
