// The fingerprint of a conversation that goes into the log at its end. Both ends compute the same one from the same
// lines, whatever order they saw them in; the log's reader can check a transcript against it.
import type { Line } from './history.ts';

type Role = 'technician' | 'customer';

/**
 * Technician's lines first, then the customer's, each in order: UTF-8 of JSON `[[role, n, id, at, text], …]`, each with a sixth
 * member, a name, where the customer's page passed it on.
 */
export async function digestOf(lines: readonly Line[], me: Role): Promise<{ count: number; sha256: string }> {
  const other: Role = me === 'technician' ? 'customer' : 'technician';
  const side = (role: Role) =>
    lines
      .filter((line) => line.mine === (role === me))
      .sort((a, b) => a.n - b.n)
      .map(({ n, id, at, text, by }) => [role, n, id, at, text, ...(by === undefined ? [] : [by])]);
  const [first, second] = me === 'technician' ? [me, other] : [other, me];
  const bytes = new TextEncoder().encode(JSON.stringify([...side(first), ...side(second)]));
  const hash = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
  const sha256 = [...hash].map((byte) => byte.toString(16).padStart(2, '0')).join('');
  return { count: lines.length, sha256 };
}
