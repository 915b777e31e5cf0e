// A host in a session on paper: how it comes, what its window answers, and the customer's grant on top of that.
import { thumbprint } from '../../shared/consent/keys.ts';
import { currentNotice, noticeShownAs, noticeText } from '../../shared/consent/notices.ts';
import { LIMITS, naming, type Scope } from '../../shared/session/scopes.ts';
import { CUSTOMER, HOME, HOST, HOST_KEY, MARIA, Paper, uuid } from './paper.ts';
import type { DraftOf } from './statements.ts';

export const awaits = (paper: Paper) =>
  paper.act(CUSTOMER, { type: 'await-host', until: paper.now + LIMITS.codeLifeMs });
export const comes = (paper: Paper, host = HOST) =>
  paper.act(host, { type: 'join-host', host: host.id, system: 'Debian 12' });
export const vouches = (paper: Paper, host = HOST) =>
  paper.says(CUSTOMER, { type: 'host', host: host.id, hkt: thumbprint(HOST_KEY) });

/** A session with a host that the customer vouched for. */
export function paired(): Paper {
  const paper = Paper.open();
  awaits(paper);
  comes(paper);
  vouches(paper);
  return paper;
}

/** The text that the host's window shows for the open question. */
function shownFor(paper: Paper, minutes: number) {
  const open = paper.state.phase === 'open' ? paper.state.ask : null;
  const notice = currentNotice(open?.scope ?? 'view', 'en');
  const surface = open?.surface ?? 'monitor';
  const facts = { tech: MARIA.name, desk: HOME.name, surface, ...(open ? naming(open) : {}), minutes };
  return noticeShownAs(notice, noticeText(notice, facts));
}

/** What the host's window says when somebody at the computer allows the open question. */
export function confirms(paper: Paper, but: Partial<DraftOf<'confirm'>> = {}) {
  const open = paper.state.phase === 'open' ? paper.state.ask : null;
  if (!open) throw new Error('nothing is asked');
  const { askId, scope, surface } = open;
  const { minutes } = { ...open, ...but };
  const said = { askId, ask: open.hash ?? '', scope, surface, ...naming(open), minutes } as const;
  const ui = { m: 'click', shown: 2_000 } as const;
  return paper.says(HOST, { type: 'confirm', ...said, notice: shownFor(paper, minutes), ui, ...but });
}

/** The customer's grant on top of it. */
export function grants(paper: Paper, but: Partial<DraftOf<'grant'>> = {}) {
  const confirm = paper.state.phase === 'open' ? paper.state.ask?.confirmed?.hash : null;
  return paper.grant(1, 101, { method: 'host', ...(confirm ? { confirm } : {}), ...but });
}

/** Asked, allowed in the window, granted, all at once. @returns the grant's number */
export function allows(paper: Paper, scope: Scope, n: number, screen?: number): string {
  const minutes = 5;
  const gid = uuid(100 + n);
  const named = screen === undefined ? {} : { screen };
  paper.ask(n, { scope, minutes, ...named });
  confirms(paper);
  const confirm = paper.state.phase === 'open' ? (paper.state.ask?.confirmed?.hash ?? '') : '';
  const notice = shownFor(paper, minutes);
  const outcome = paper.grant(n, 100 + n, {
    method: 'host',
    confirm,
    scope,
    minutes,
    notice,
    ...named,
  });
  if (!Array.isArray(outcome)) throw new Error(`not allowed: ${outcome}`);
  return gid;
}
