// What a customer signs when they allow something: consent-protocol.md 2.3.

import type { SpeechDraft } from '../../../../link/speech.ts';
import type { KnownAsk } from '../../../../shared/consent/judge.ts';
import { noticeShownAs } from '../../../../shared/consent/notices.ts';
import type { Surface } from '../../../../shared/session/scopes.ts';
import type { Ask } from '../../../../shared/session/state.ts';
import type { ReadNotice, ViewFlowDeps } from './view-flow.ts';

interface Answer {
  readonly gid: string;
  readonly read: ReadNotice;
  /** What was really picked. */
  readonly surface: Surface;
}

interface Question {
  readonly ask: Ask;
  readonly signed: KnownAsk | undefined;
  readonly deps: Pick<ViewFlowDeps, 'session' | 'ledger' | 'clock' | 'who' | 'version'>;
}

/** The lawful bases and times are those of a support contract: security-rules.md 11. */
const PURPOSES = [{ id: 'remote-assistance', lawfulBasis: 'contract', retention: 'P24M' }];

export function grantOf({ gid, read, surface }: Answer, { ask, signed, deps }: Question): SpeechDraft {
  const { session, clock, who, version } = deps;
  const state = session.state.peek();
  const nbf = Math.floor(clock.now() / 1000);
  return {
    type: 'grant',
    gid,
    askId: ask.askId,
    ask: signed?.hash ?? '',
    scope: ask.scope,
    surface,
    minutes: read.minutes,
    nbf,
    exp: nbf + read.minutes * 60,
    notice: noticeShownAs(read.notice, read.text),
    ui: read.manner,
    party: {
      desk: who.desk,
      deskId: who.deskId,
      techName: who.tech,
      techId: state.phase === 'open' ? state.technician : '',
      verified: false,
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
