// What the desk said of the technician when the two met, kept through reloads of the customer's page. It was verified then.
import { type Attestation, attestation } from '../shared/consent/broker-word.ts';
import type { Storage } from './deps.ts';

const nameOf = (sid: string): string => `word.${sid}`;

export const keepWord = (word: Attestation, storage: Storage): Promise<void> =>
  storage.set(nameOf(word.sid), word).catch(() => {});

export async function keptWord(sid: string, storage: Storage): Promise<Attestation | null> {
  const read = attestation.safeParse(await storage.get(nameOf(sid)).catch(() => undefined));
  return read.success ? read.data : null;
}
