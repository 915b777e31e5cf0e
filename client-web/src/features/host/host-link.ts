// The customer's page and the host program on the same computer: digits to bring it in, what it carries out now, and the page's
// own Stop for that. It answers no question; the host's window does.
import { computed, effect, type ReadonlySignal, signal, untracked } from '@preact/signals';
import { openHostPairing } from '../../../../link/pair-host.ts';
import { codeOf } from '../../../../shared/code/code.ts';
import type { SigningKey } from '../../../../shared/consent/jws.ts';
import { isRefusal, type Refusal } from '../../../../shared/errors.ts';
import { HOST_PROGRAM } from '../../../../shared/protocol/http.ts';
import type { RevokeReason } from '../../../../shared/session/reasons.ts';
import type { Grant, HostState } from '../../../../shared/session/state.ts';
import { browser } from '../../link/browser.ts';
import { inviteHost } from '../../link/resume.ts';
import type { GrantDeps } from '../consent/grant.ts';
import type { Help } from '../help.ts';
import { openHostAnswers } from './answers.ts';

export interface HostLink {
  /** Null without a host. */
  readonly host: ReadonlySignal<HostState | null>;
  /** The ten digits to type into the host, while one is awaited and this page made them. */
  readonly code: ReadonlySignal<string | null>;
  /** Somebody came with the address and other digits. */
  readonly isSuspect: ReadonlySignal<boolean>;
  /** Why the last digits could not be made. */
  readonly refused: ReadonlySignal<Refusal | null>;
  /** What the host carries out now. */
  readonly live: ReadonlySignal<readonly Grant[]>;
  /** Looks whether the help desk offers the program. @returns where it is, or null */
  program(): Promise<string | null>;
  /** New digits. */
  invite(): Promise<void>;
  drop(): void;
  /** Ends all that the host carries out; the host cuts it as it hears of it. */
  stop(why: RevokeReason): void;
  close(): void;
}

export interface HostLinkOptions {
  readonly help: Help;
  readonly key: SigningKey;
  readonly resume: string;
  readonly who: GrantDeps['who'];
  /** The customer hides the address of this computer, which the host would tell. */
  hides(): boolean;
  readonly version: string;
}

export function openHostLink(options: HostLinkOptions): HostLink {
  const { help, key, resume, who, hides, version } = options;
  const { session, speech, ledger } = help;
  const pairing = openHostPairing({
    session,
    speech,
    key,
    origin: location.origin,
    hides,
    chance: browser,
  });
  const unanswer = openHostAnswers({ session, speech, ledger, clock: browser, who, version });
  const code = signal<string | null>(null);
  const refused = signal<Refusal | null>(null);
  const host = computed(() => {
    const state = session.state.value;
    return state.phase === 'open' ? state.host : null;
  });
  const live = computed(() => {
    const state = session.state.value;
    const all = state.phase === 'open' ? Object.values(state.grants) : [];
    return all.filter(({ method }) => method === 'host');
  });
  // Digits that have done their work, or never will, are not shown any more.
  const unfollow = effect(() => {
    const stage = host.value?.stage;
    untracked(() => {
      if (stage === 'paired') code.value = null;
    });
  });
  return {
    host,
    code,
    isSuspect: pairing.isSuspect,
    refused,
    live,
    program: async () => {
      const path = `/download/${HOST_PROGRAM}`;
      const answer = await fetch(path, { method: 'HEAD' }).catch(() => null);
      return answer?.ok ? path : null;
    },
    invite: async () => {
      const invited = await inviteHost({ sid: session.sid, resume, key });
      if (isRefusal(invited)) {
        refused.value = invited;
        return;
      }
      refused.value = null;
      code.value = codeOf({ address: invited.address, secret: pairing.secret() });
    },
    drop: () => {
      code.value = null;
      void session.wish({ type: 'drop-host' });
    },
    stop: (why) => {
      for (const { gid } of live.peek()) void speech.say({ type: 'revoke', gid, why, localMs: null });
    },
    close: () => {
      unfollow();
      unanswer();
      pairing.close();
    },
  };
}
