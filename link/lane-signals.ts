// What a lane may signal and what it takes from the other end: one offer, one answer, then usable candidates.
// Security-rules.md 32 and 33; the broker judges by the same functions.
import type SimplePeer from 'simple-peer';
import { isUsableCandidate, MAX_CANDIDATES } from '../shared/protocol/ice.ts';
import type { LaneKind } from '../shared/protocol/lane-kind.ts';
import { sdpProblem } from '../shared/protocol/sdp.ts';
import { type LaneData, laneData } from '../shared/protocol/signal.ts';
import { withoutAddress } from './hiding.ts';

export type Verdict = 'take' | 'drop' | 'refuse';

/** Judges what comes in, in order. */
export function openInbound(kind: LaneKind, isInitiator: boolean): (data: LaneData) => Verdict {
  const awaited = isInitiator ? 'answer' : 'offer';
  let isDescribed = false;
  let candidates = 0;
  return (data) => {
    if (data.type === 'close') return 'take';
    if (data.type === 'candidate') {
      candidates += 1;
      const line = data.candidate.candidate;
      return candidates <= MAX_CANDIDATES && line !== '' && isUsableCandidate(line) ? 'take' : 'drop';
    }
    if (isDescribed || data.type !== awaited) return 'refuse';
    isDescribed = true;
    return sdpProblem(kind, data.sdp) === null ? 'take' : 'refuse';
  };
}

/**
 * Passes on what simple-peer signals, description first, without addresses that nobody may be asked to knock at.
 * @param isHidden passes on no address of this end
 */
export function openOutbound(
  send: (data: LaneData) => void,
  isHidden: boolean,
): (raw: SimplePeer.SignalData) => void {
  let held: LaneData[] | null = [];
  let candidates = 0;
  return (raw) => {
    const read = laneData.safeParse('sdp' in raw ? { type: raw.type, sdp: withoutCandidates(raw.sdp) } : raw);
    // Its own `renegotiate` and `transceiverRequest` end here: a lane is described once.
    if (!read.success) return;
    const data = isHidden ? withoutAddress(read.data) : read.data;
    if (!data) return;
    if (data.type !== 'candidate') {
      send(data);
      for (const candidate of held ?? []) send(candidate);
      held = null;
      return;
    }
    const line = data.candidate.candidate;
    if (line === '' || !isUsableCandidate(line) || candidates >= MAX_CANDIDATES) return;
    candidates += 1;
    if (held) held.push(data);
    else send(data);
  };
}

const withoutCandidates = (sdp: string | undefined): string =>
  (sdp ?? '').replace(/^a=(?:candidate:.*|end-of-candidates)\r?\n/gm, '');
