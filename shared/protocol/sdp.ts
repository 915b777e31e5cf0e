// What a session description may contain, by lane. Judged by both ends and by the broker: security-rules.md 32.
import { type ErrorCode, type Refusal, refuse } from '../errors.ts';
import type { LaneKind } from './lane-kind.ts';

const MAX_BYTES = 32_768;
const FINGERPRINT = /^a=fingerprint:sha-256 (?:[0-9A-F]{2}:){31}[0-9A-F]{2}$/;

/** Sections each lane may have, in any order: [application, video, audio] at most. */
const MOST: Readonly<Record<LaneKind, readonly [number, number, number]>> = {
  talk: [1, 0, 0],
  files: [1, 0, 0],
  control: [1, 0, 0],
  'clipboard-in': [1, 0, 0],
  'clipboard-out': [1, 0, 0],
  sysinfo: [1, 0, 0],
  screen: [1, 1, 1],
};

/**
 * @param sdp a whole description of type offer or answer
 * @returns null when it fits the lane, else why not, in words for a developer's eye (never logged with the text itself)
 */
export function sdpProblem(kind: LaneKind, sdp: string): string | null {
  if (sdp.length > MAX_BYTES) return 'too long';
  const lines = sdp.split(/\r?\n/).filter(Boolean);
  // A control character inside a line may end it for another reader, and hide a section from this one.
  if (lines[0] !== 'v=0' || lines.some((line) => !/^[a-z]=\P{Cc}*$/u.test(line))) return 'not SDP';
  const media = lines.filter((line) => line.startsWith('m='));
  const of = (name: string) => media.filter((line) => line.startsWith(`m=${name} `)).length;
  const found = [of('application'), of('video'), of('audio')] as const;
  if (found[0] + found[1] + found[2] !== media.length) return 'unknown media section';
  if (found.some((n, i) => n > (MOST[kind][i] ?? 0))) return `sections do not fit lane ${kind}`;
  if (found[0] !== 1) return 'no data section';
  if (kind === 'screen' && found[1] !== 1) return 'no video section';
  const prints = lines.filter((line) => line.startsWith('a=fingerprint:'));
  if (prints.length === 0 || new Set(prints).size !== 1) return 'not exactly one fingerprint';
  if (!FINGERPRINT.test(prints[0] ?? '')) return 'fingerprint is not SHA-256';
  if (lines.some((line) => /^a=(?:candidate|crypto):/.test(line))) return 'candidates or keys inside';
  if (lines.some((line) => /^a=setup:(?!actpass$|active$|passive$)/.test(line))) return 'setup';
  return null;
}

/** The fingerprint a description names, as `AB:CD:…`, or null. */
export const fingerprintOf = (sdp: string): string | null =>
  /^a=fingerprint:sha-256 (.+)$/m.exec(sdp)?.[1]?.trim() ?? null;

/** As a refusal from the error table. */
export const judgeSdp = (kind: LaneKind, sdp: string): Refusal | null =>
  sdpProblem(kind, sdp) === null ? null : refuse('BAD_SDP' satisfies ErrorCode);
