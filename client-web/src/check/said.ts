// How each finding is said: one line, with what else is worth knowing beneath. The page and the copied text say the same.
import { count, percent } from '../view/format.ts';
import { words } from './check.text.ts';
import type { Findings, Path, PathsFacts, StepName } from './findings.ts';
import { rate } from './verdict.ts';

/** `fine` as it should be, `less` something is missing, `bad` it stands in the way. */
export type Mark = 'fine' | 'less' | 'bad';

export interface Said {
  readonly mark: Mark;
  readonly line: string;
  readonly more: readonly string[];
}

/** @returns null while nothing is known */
export function said(step: StepName, found: Findings, isDesk: boolean): Said | null {
  switch (step) {
    case 'browser':
      return found.browser ? ofBrowser(found.browser, isDesk) : null;
    case 'broker':
      return found.broker ? ofBroker(found.broker) : null;
    case 'socket':
      return found.socket
        ? { mark: found.socket === 'open' ? 'fine' : 'bad', line: words().sockets[found.socket], more: [] }
        : null;
    case 'paths':
      return found.paths ? ofPaths(found.paths) : null;
    case 'quality':
      return found.quality ? ofQuality(found.quality) : null;
  }
}

function ofBrowser(facts: NonNullable<Findings['browser']>, isDesk: boolean): Said {
  const t = words().browsers;
  const missing = [
    !facts.isSecure && t.secure,
    !facts.hasRtc && t.rtc,
    !facts.hasKeys && t.keys,
    !facts.hasSockets && t.sockets,
  ].filter((one) => one !== false);
  if (missing.length > 0) return { mark: 'bad', line: t.lacks, more: missing };
  if (isDesk) return { mark: 'fine', line: t.fineDesk, more: [] };
  if (facts.isHeld) return { mark: 'bad', line: t.held, more: [] };
  if (!facts.canShow) return { mark: 'less', line: t.cannotShow, more: [] };
  return { mark: 'fine', line: t.fine, more: [] };
}

function ofBroker({ tries, lost, medianMs, isWell }: NonNullable<Findings['broker']>): Said {
  const t = words().brokers;
  if (medianMs === null) return { mark: 'bad', line: t.gone, more: [] };
  if (!isWell) return { mark: 'bad', line: t.unwell, more: [] };
  const line = t.answers(medianMs);
  return lost === 0
    ? { mark: 'fine', line, more: [] }
    : { mark: 'less', line, more: [t.lost(count(lost), count(tries))] };
}

function ofPaths(paths: PathsFacts): Said {
  const t = words().ways;
  if (paths.at === 'gone') return { mark: 'bad', line: t.gone, more: [] };
  if (paths.at === 'wait') return { mark: 'less', line: t.wait, more: [] };
  const lines = [...new Set(paths.paths.map(lineOf))];
  const relay = paths.relay === 'offered' ? [] : [t.relays[paths.relay]];
  const outside = [...new Set(paths.paths.flatMap(({ seenAs }) => seenAs ?? []))].map(t.seenAs);
  const more = [...lines, ...relay, ...outside];
  if (!paths.hasNetwork) return { mark: 'bad', line: t.noNetwork, more };
  if (paths.paths.length === 0) return { mark: 'less', line: t.nothing, more };
  const reached = paths.paths.filter(({ outcome }) => outcome === 'reached').length;
  if (reached === 0) return { mark: 'bad', line: t.none, more };
  return reached === paths.paths.length
    ? { mark: 'fine', line: t.all, more }
    : { mark: 'less', line: t.some, more };
}

const lineOf = ({ way, outcome }: Path): string =>
  `${words().ways.names[way]}: ${words().ways.outcomes[outcome]}`;

function ofQuality(facts: NonNullable<Findings['quality']>): Said {
  const t = words().qualities;
  const { through, rttMs, lost, bytesPerSecond } = facts;
  const rated = rate(facts);
  const more = [
    t.through[through],
    t.took(rttMs),
    lost > 0 && t.lost(percent(lost, 1)),
    bytesPerSecond !== null && t.speed(count(Math.round((bytesPerSecond * 8) / 1000))),
  ].filter((one) => one !== false);
  return { mark: rated === 'good' ? 'fine' : 'less', line: t.ratings[rated], more };
}
