// Keys vouch for connections: each description of a lane travels with a statement that names its fingerprint, signed by the
// end it comes from. Consent-protocol.md 2.2, message 7. It knows nothing of grants; the gate does.
import { openSealed, sealWith } from '../shared/consent/jws.ts';
import { partyName, thumbprint } from '../shared/consent/keys.ts';
import { type LaneStatement, lane as laneSchema } from '../shared/consent/statements.ts';
import type { ErrorCode } from '../shared/errors.ts';
import { fingerprintOf } from '../shared/protocol/sdp.ts';
import type { LaneData, Signal, SignalData } from '../shared/protocol/signal.ts';
import type { Pair } from './pair.ts';
import type { Peer } from './peers.ts';

type Purpose = Pick<Signal, 'kind' | 'ref' | 'lane'>;

/** What a connection says, as it may leave this end for `to`. @returns null for a description without one clear fingerprint */
export async function vouched(
  data: LaneData,
  { kind, ref, lane }: Purpose,
  { pair, to, now }: { readonly pair: Pair; readonly to: Peer; readonly now: number },
): Promise<SignalData | null> {
  if (data.type !== 'offer' && data.type !== 'answer') return data;
  const fp = fingerprintOf(data.sdp);
  if (fp === null) return null;
  const statement: LaneStatement = {
    v: 2,
    type: 'lane',
    sid: pair.sid,
    lane,
    kind,
    ref,
    role: data.type,
    fp,
    iss: partyName(pair.role, pair.mine.thumbprint),
    aud: [partyName(to.role, thumbprint(to.key))],
    cb: pair.cb,
    iat: Math.floor(now / 1000),
  };
  return { ...data, statement: (await sealWith(pair.mine, statement)).jws };
}

/** What came from the other end, where its own key vouches for it. */
export async function accepted(
  { kind, ref, lane, data }: Purpose & { readonly data: SignalData },
  pair: Pair,
  from: Peer,
): Promise<LaneData | { readonly wrong: ErrorCode }> {
  if (data.type !== 'offer' && data.type !== 'answer') return data;
  const kid = thumbprint(from.key);
  const opened = await openSealed(data.statement, { key: from.key, kid, schema: laneSchema });
  if ('wrong' in opened) return opened;
  const { value } = opened;
  if (value.sid !== pair.sid) return { wrong: 'WRONG_SESSION' };
  if (value.cb !== pair.cb) return { wrong: 'WRONG_BINDING' };
  const isForUs =
    value.iss === partyName(from.role, kid) && value.aud.includes(partyName(pair.role, pair.mine.thumbprint));
  if (!isForUs) return { wrong: 'WRONG_AUDIENCE' };
  const isThis = value.lane === lane && value.kind === kind && value.ref === ref && value.role === data.type;
  if (!isThis) return { wrong: 'BAD_STATEMENT' };
  if (value.fp !== fingerprintOf(data.sdp)) return { wrong: 'WRONG_FINGERPRINT' };
  const { type, sdp } = data;
  return { type, sdp };
}
