// Where the facts about this computer come from, whatever its system. What they are is the closed list of shared/channel/facts.ts;
// whether anybody may have them is known elsewhere.
import type { Facts } from '../../shared/channel/facts.ts';
import type { Monitor } from '../screen/monitors.ts';

export interface FactsOptions {
  /** The displays of this moment. */
  readonly monitors: readonly Monitor[];
  /** Where the system says which language it speaks. */
  readonly env: Readonly<Record<string, string | undefined>>;
}

/** Looks once, when asked; each system has one function like this. What a system does not say is empty or 0. */
export type ReadFacts = (options: FactsOptions) => Promise<Facts>;
