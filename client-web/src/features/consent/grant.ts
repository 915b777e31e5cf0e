// What a customer signs when they allow something: consent-protocol.md 2.3.

import type { Chance, Clock } from '../../../../link/deps.ts';
import type { Session } from '../../../../link/session.ts';
import type { SpeechDraft } from '../../../../link/speech.ts';
import type { KnownAsk } from '../../../../shared/consent/judge.ts';
import { noticeShownAs } from '../../../../shared/consent/notices.ts';
import type { StatementOf } from '../../../../shared/consent/statements.ts';
import type { Surface } from '../../../../shared/session/scopes.ts';
import type { Ask } from '../../../../shared/session/state.ts';
import type { ReadNotice } from './view-flow.ts';

interface Answer {
  readonly gid: string;
  readonly read: ReadNotice;
  /** What was really picked. */
  readonly surface: Surface;
}

export interface GrantDeps {
  readonly session: Pick<Session, 'state'>;
  readonly clock: Pick<Clock, 'now'> & Pick<Chance, 'newUuid'>;
  /** Who asks, as the desk attested it. */
  readonly who: {
    readonly tech: string;
    readonly desk: string;
    readonly deskId: string;
    /** What the card said when it was answered. */
    readonly verified: boolean;
  };
  readonly version: string;
}

interface Question {
  readonly ask: Ask;
  readonly signed: KnownAsk | undefined;
  readonly deps: GrantDeps;
}

/** The lawful bases and times are those of a support contract: security-rules.md 11. */
const PURPOSES = [{ id: 'remote-assistance', lawfulBasis: 'contract', retention: 'P24M' }];

/** What was read here, and picked. */
export const grantOf = ({ gid, read, surface }: Answer, question: Question): SpeechDraft => {
  const notice = noticeShownAs(read.notice, read.text);
  return grantFor({ gid, surface, minutes: read.minutes, notice, ui: read.manner }, question);
};

type Said = Pick<StatementOf<'grant'>, 'gid' | 'surface' | 'screen' | 'minutes' | 'notice' | 'ui'>;

export function grantFor(
  said: Said,
  { ask, signed, deps }: Question,
): Extract<SpeechDraft, { type: 'grant' }> {
  const { session, clock, who, version } = deps;
  const state = session.state.peek();
  const nbf = Math.floor(clock.now() / 1000);
  return {
    type: 'grant',
    ...said,
    askId: ask.askId,
    ask: signed?.hash ?? '',
    scope: ask.scope,
    nbf,
    exp: nbf + said.minutes * 60,
    party: {
      desk: who.desk,
      deskId: who.deskId,
      techName: who.tech,
      techId: state.phase === 'open' ? state.technician : '',
      verified: who.verified,
      authLevel: state.phase === 'open' ? state.auth : 'none',
    },
    purposes: PURPOSES,
    controller: { name: who.desk, contact: null, policyUrl: null },
    jurisdiction: null,
    withdraw: 'board',
    method: 'web',
    app: { version, assetHash: null },
  };
}
