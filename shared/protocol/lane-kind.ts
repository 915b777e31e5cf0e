// The kinds of connections between two ends: architecture.md, "Lanes".
import * as z from 'zod/mini';
import type { Scope } from '../session/scopes.ts';

export const laneKind = z.enum([
  'talk',
  'files',
  'screen',
  'control',
  'clipboard-in',
  'clipboard-out',
  'sysinfo',
]);
export type LaneKind = z.infer<typeof laneKind>;

/** What has to be allowed for a lane of this kind, which names the grant; null where a grant has no part in it. */
export const SCOPE_OF: Readonly<Record<LaneKind, Scope | null>> = {
  talk: null,
  files: null,
  screen: 'view',
  control: 'control',
  'clipboard-in': 'clipboard-in',
  'clipboard-out': 'clipboard-out',
  sysinfo: 'sysinfo',
};

/** Lanes that a grant allows and that carry messages alone. */
export type GrantedLane = Exclude<LaneKind, 'talk' | 'files' | 'screen'>;
