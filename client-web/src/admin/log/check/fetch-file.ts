// Fetches a file of the log as it stands, byte for byte. Waits where the broker asks for patience; it judges nothing.
import { type Declined, declinedBy } from '../../../link/http.ts';

const PATIENCE_S = 5;

export interface FetchDeps {
  readonly fetch: typeof fetch;
  /** Resolves after so many milliseconds. */
  readonly wait: (ms: number) => Promise<void>;
}

/** @returns null where there is no such file; a refusal where it cannot be had now */
export async function fetchFile(path: string, deps: FetchDeps): Promise<Uint8Array | null | Declined> {
  for (;;) {
    try {
      const response = await deps.fetch(path, { credentials: 'same-origin' });
      if (response.ok) return new Uint8Array(await response.arrayBuffer());
      if (response.status === 404) return null;
      if (response.status !== 429) return declinedBy(await response.json());
      await deps.wait(1_000 * (Number(response.headers.get('retry-after')) || PATIENCE_S));
    } catch {
      return { declined: 'CLOSED' };
    }
  }
}

/** The browser's own. */
export const browserFetch: FetchDeps = {
  fetch: (...args) => fetch(...args),
  wait: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
};
