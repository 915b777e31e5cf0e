// A customer's report of a session, from whichever page they are on: what stops here stops first, then it is sent. It draws nothing.
import { type ReadonlySignal, signal } from '@preact/signals';
import type { SigningKey } from '../../../../shared/consent/jws.ts';
import { isRefusal } from '../../../../shared/errors.ts';
import type { NewComplaint } from '../../../../shared/protocol/complaints.ts';
import { nothing, post, type Refused } from '../../link/api.ts';
import { proofOf } from '../../link/resume.ts';
import type { Holder } from '../receipt/kept.ts';

/** What the customer says. */
export type Said = Pick<NewComplaint, 'reasons' | 'words'>;

export interface Complaint {
  /** `known`: it had been reported before, perhaps by another page. */
  readonly stage: ReadonlySignal<'none' | 'sending' | 'sent' | 'known'>;
  readonly problem: ReadonlySignal<Refused | null>;
  /** Somebody begins to report: nothing is shown any more from here on, whether or not it is sent. */
  begin(): void;
  send(said: Said): Promise<void>;
}

export interface ComplaintOptions {
  readonly holder: Holder;
  /** This browser's key of the session; null where it only holds the link, which does after the end. */
  readonly key: SigningKey | null;
  /** Cuts what this page shows. */
  readonly stop: () => void;
  /** Ends the session by the page's own line, where the report cannot be sent now. */
  readonly end: () => void;
}

export function openComplaint({ holder, key, stop, end }: ComplaintOptions): Complaint {
  const stage = signal<'none' | 'sending' | 'sent' | 'known'>('none');
  const problem = signal<Refused | null>(null);
  return {
    stage,
    problem,
    begin: stop,
    send: async (said) => {
      stop();
      stage.value = 'sending';
      problem.value = null;
      const { sid, resume } = holder;
      const proof = key && (await proofOf({ sid, resume, key }));
      // Without a proof it is still worth trying: the session may be over.
      const proven = typeof proof === 'string' ? { proof } : {};
      const answer = await post('/api/complaint', { sid, resume, ...proven, ...said }, nothing);
      if (!isRefusal(answer)) {
        stage.value = 'sent';
        return;
      }
      end();
      stage.value = answer.refused === 'REPORTED' ? 'known' : 'none';
      problem.value = answer.refused === 'REPORTED' ? null : answer;
    },
  };
}
