// Requests, as the rest of the broker knows them: opened at a portal, taken by one technician at a time, worked on in sessions that
// know nothing of a queue, closed and rated. It knows no HTTP.
import type { DeskPolicy } from '../../shared/desk/policy.ts';
import type { Bus } from '../bus/bus.ts';
import type { Terms } from '../desks/desks.ts';
import type { Recorder } from '../log/record.ts';
import type { SessionDesk } from '../sessions/session-desk.ts';
import type { Store } from '../store/store.ts';
import { aftercare } from './aftercare.ts';
import { details } from './details.ts';
import { files } from './files.ts';
import { handing } from './handing.ts';
import { opening } from './opening.ts';
import { queue } from './queue.ts';
import { taking } from './taking.ts';

export interface RequestDeps {
  readonly store: Store;
  readonly bus: Bus;
  readonly log: Recorder;
  readonly sessions: Pick<SessionDesk, 'act' | 'state'>;
  /** What a session of this desk begins with. */
  readonly terms: (deskId: string) => Promise<Terms>;
  /** What this desk forbids itself. */
  readonly policy: (deskId: string) => Promise<DeskPolicy>;
  /** Somebody has just taken one, and has to answer it. */
  readonly onTaken: () => void;
  readonly now: () => number;
}

export type Requests = ReturnType<typeof requests>;

export function requests(deps: RequestDeps) {
  const attached = files(deps);
  return {
    ...opening(deps),
    ...queue(deps),
    ...taking(deps),
    ...handing(deps),
    ...details({ ...deps, ...attached }),
    ...attached,
    ...aftercare(deps),
  };
}
