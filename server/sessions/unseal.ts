// Opens the signed statements that members send, before anything is decided about them. It knows which keys a session has
// pinned; what a statement may do is the session's own rules.
import type { PublicKey } from '../../shared/consent/keys.ts';
import { thumbprint } from '../../shared/consent/keys.ts';
import { openStatement } from '../../shared/consent/open-statement.ts';
import { type Refusal, refuse } from '../../shared/errors.ts';
import type { CommandOf } from '../../shared/session/commands.ts';
import type { Said } from '../../shared/session/decide-said.ts';
import type { Party } from '../../shared/session/events.ts';
import { type Keys, pairedHost, type SessionState } from '../../shared/session/state.ts';

/** The technician's enrolled key of this name, or null. */
export type KeyOf = (technician: string, print: string) => Promise<PublicKey | null>;

export type Signed = CommandOf<'state' | 'introduce' | 'vouch-host'>;
export const isSigned = (wish: { readonly type: string }): wish is Signed =>
  wish.type === 'state' || wish.type === 'introduce' || wish.type === 'vouch-host';

/** The two statements that bring keys with them; every other one travels alone. */
const BRINGS: Readonly<Record<Signed['type'], 'peer' | 'host' | null>> = {
  state: null,
  introduce: 'peer',
  'vouch-host': 'host',
};

export async function unseal(
  state: SessionState,
  wish: Signed,
  { by, keyOf }: { readonly by: Party; readonly keyOf: KeyOf },
): Promise<Said | Refusal> {
  if (state.phase === 'ended') return refuse('ENDED');
  if ((state.phase !== 'meeting' && state.phase !== 'open') || by.role === 'broker') return refuse('NOT_NOW');
  const named = wish.type === 'introduce' ? wish.keys : null;
  const keys = named
    ? await vouched(state.keys, named, () => keyOf(by.id, thumbprint(named.technician)))
    : state.keys;
  if (!keys) return refuse(named ? 'UNKNOWN_KEY' : 'NOT_NOW');
  const host = pairedHost(state)?.key ?? null;
  const opened = await openStatement(wish.jws, { sid: state.sid, keys, host }, by.role);
  if ('wrong' in opened) return refuse(opened.wrong);
  // Each wish carries its own kind of statement; none may pass for another.
  const { type } = opened.statement;
  if ((type === 'peer' || type === 'host' ? type : null) !== BRINGS[wish.type])
    return refuse('BAD_STATEMENT');
  return { type: 'said', stated: opened, keys: named, key: wish.type === 'vouch-host' ? wish.key : null };
}

/** The keys that an introduction names, where they may be believed: the pinned ones again, or an enrolled one and any other. */
async function vouched(
  pinned: Keys | null,
  named: Keys,
  enrolled: () => Promise<PublicKey | null>,
): Promise<Keys | null> {
  const isSame = (a: PublicKey, b: PublicKey) => thumbprint(a) === thumbprint(b);
  if (pinned)
    return isSame(pinned.technician, named.technician) && isSame(pinned.customer, named.customer)
      ? pinned
      : null;
  return (await enrolled()) ? named : null;
}
