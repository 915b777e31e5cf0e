// Reads a connection's WebRTC statistics for what the quality depends on. Pure: it is given two reports, and knows no time.
import type { Facts } from './quality.ts';

export type StatsReport = Readonly<Record<string, unknown>>;

/** Counters at one look. */
export interface Counts {
  /** Frames that the source was given. */
  readonly given: number | null;
  readonly sent: number | null;
}

const number = (value: unknown): number | null =>
  typeof value === 'number' && Number.isFinite(value) ? value : null;
const isVideo = (type: string) => (report: StatsReport) =>
  report['type'] === type && report['kind'] === 'video';

/** The counters in a report, for the next look. @param given frames that the transport took, by the capture's own count */
export function countsIn(reports: readonly StatsReport[], given: number): Counts {
  const outbound = reports.find(isVideo('outbound-rtp'));
  return { given, sent: number(outbound?.['framesEncoded']) ?? number(outbound?.['framesSent']) };
}

/** What happened between two looks; null where the connection does not tell. */
export function factsBetween(before: Counts, now: Counts, reports: readonly StatsReport[]): Facts {
  const remote = reports.find(isVideo('remote-inbound-rtp'));
  const pair = reports.find((report) => report['type'] === 'candidate-pair' && report['nominated'] === true);
  const rtt = number(pair?.['currentRoundTripTime']) ?? number(remote?.['roundTripTime']);
  return {
    behind: behindBetween(before, now),
    rttMs: rtt === null ? null : Math.round(rtt * 1000),
    lost: number(remote?.['fractionLost']),
  };
}

/** Too few frames say nothing: one that is still being encoded would be a large share. */
const FEWEST = 10;

function behindBetween(before: Counts, now: Counts): number | null {
  if (before.given === null || now.given === null || before.sent === null || now.sent === null) return null;
  const given = now.given - before.given;
  if (given < FEWEST) return null;
  return Math.min(1, Math.max(0, 1 - (now.sent - before.sent) / given));
}
