// The one sentence at the end: will help work from here, and what stands in its way. Pure; the words are check.text.ts.
import { type Findings, hasWay, type PathsFacts, type QualityFacts } from './findings.ts';

export type Verdict =
  | 'well'
  | 'insecure'
  | 'no-rtc'
  | 'held'
  | 'broker-gone'
  | 'broker-unwell'
  | 'no-socket'
  | 'no-network'
  | 'no-way'
  | 'wait'
  | 'no-screen'
  | 'slow'
  | 'relay-silent'
  | 'near-only'
  | 'direct-only'
  | 'relay-only';

/** `partly`: help works, with less than usual or perhaps not from everywhere. */
export type Answer = 'yes' | 'partly' | 'no';

const ANSWERS: Readonly<Record<Verdict, Answer>> = {
  well: 'yes',
  'relay-only': 'yes',
  'direct-only': 'yes',
  'near-only': 'partly',
  'relay-silent': 'partly',
  'no-screen': 'partly',
  slow: 'partly',
  wait: 'partly',
  'no-way': 'no',
  'no-network': 'no',
  'no-socket': 'no',
  'broker-gone': 'no',
  'broker-unwell': 'no',
  held: 'no',
  'no-rtc': 'no',
  insecure: 'no',
};
export const answerOf = (verdict: Verdict): Answer => ANSWERS[verdict];

/** @param isDesk a technician's check: they look, and show nothing */
export function judge(found: Findings, isDesk: boolean): Verdict {
  const { browser, broker, socket, paths } = found;
  if (browser && !browser.isSecure) return 'insecure';
  if (browser && !(browser.hasRtc && browser.hasKeys && browser.hasSockets)) return 'no-rtc';
  if (broker?.medianMs === null || socket === 'gone' || paths?.at === 'gone') return 'broker-gone';
  if (broker && !broker.isWell) return 'broker-unwell';
  if (socket === 'blocked') return 'no-socket';
  const road = paths?.at === 'tried' ? roadOf(paths) : null;
  if (road === 'no-network' || road === 'no-way') return road;
  if (browser?.isHeld && !isDesk) return 'held';
  if (browser && !browser.canShow && !isDesk) return 'no-screen';
  if (paths?.at === 'wait') return 'wait';
  if (road === 'relay-silent' || road === 'near-only') return road;
  if (found.quality && rate(found.quality) === 'slow') return 'slow';
  return road ?? 'well';
}

function roadOf(paths: Extract<PathsFacts, { at: 'tried' }>): Verdict | null {
  const isRelayed = hasWay(paths, 'udp', 'tcp', 'tls');
  const isDirect = hasWay(paths, 'stun', 'udp');
  if (isRelayed) return isDirect ? null : 'relay-only';
  if (!paths.hasNetwork) return 'no-network';
  if (paths.paths.length === 0) return 'near-only';
  if (!isDirect) return 'no-way';
  return paths.relay === 'offered' ? 'relay-silent' : 'direct-only';
}

/** `text`: enough for reading and pointing, not for anything that moves. */
export type Rating = 'good' | 'text' | 'slow';

/** So few bytes are through before a line with a long way has begun to show how fast it is. */
const SHORT_WAY_MS = 150;

export function rate({ rttMs, lost, bytesPerSecond }: QualityFacts): Rating {
  const speed = bytesPerSecond ?? Number.POSITIVE_INFINITY;
  if (rttMs > 600 || lost > 0.15 || speed < 8_000) return 'slow';
  if (rttMs > 200 || lost > 0.03 || (rttMs < SHORT_WAY_MS && speed < 40_000)) return 'text';
  return 'good';
}
