// What a bundle proves, judged in this browser: the verdict, the facts that others need to check it again, and the events as
// they stand in the proven entries. It trusts nobody's word about what was proven.
import { fromUtf8, toHex, utf8 } from '../../../../shared/bytes.ts';
import { canonicalBytes, readCanonical } from '../../../../shared/canonical.ts';
import { type Report, reportOf, tampered } from '../../../../shared/log/finding.ts';
import { type SessionBundle, sessionBundle } from '../../../../shared/log/layout.ts';
import { readLeaf } from '../../../../shared/log/leaf.ts';
import { openNote, readCheckpoint, vkeyOf } from '../../../../shared/log/note.ts';
import { readVkeys } from '../../../../shared/log/verify-head.ts';
import { verifySession } from '../../../../shared/log/verify-session.ts';
import { type SessionEvent, sessionEvent } from '../../../../shared/session/events.ts';
import { upcast } from '../../../../shared/session/upcast.ts';

/** What a reader needs to compare a bundle with what others know. */
export interface ProofFacts {
  readonly origin: string;
  /** The log's host, as its origin names it. */
  readonly host: string;
  /** Places of the first and last entry in the log; null for a bundle without entries. */
  readonly first: number | null;
  readonly last: number | null;
  /** Entries of the whole log under this head; null where the head cannot be read. */
  readonly size: number | null;
  /** The signed head as it came. */
  readonly checkpoint: string;
  /** The key that signed it, as it is spelled for `--vkey`, and its eight-digit name; null where none of the keys did. */
  readonly vkey: string | null;
  readonly keyName: string | null;
}

export interface Proven {
  readonly report: Report;
  readonly facts: ProofFacts;
  /** The file to keep: canonical bytes, which verifiers accept. */
  readonly bytes: Uint8Array;
  readonly events: readonly SessionEvent[];
}

/**
 * Judges a bundle that came with a receipt. @param told the events as the broker tells them beside it: they must not be more
 * than it proves, and they say what entries from before there were commitments cannot
 */
export async function prove(bundle: SessionBundle, told: readonly SessionEvent[]): Promise<Proven> {
  const bytes = canonicalBytes(bundle);
  const report = await verifySession(bytes, null);
  const [toldCount, provenCount] = [told.length, bundle.leaves.length];
  const findings =
    toldCount > provenCount
      ? [
          ...report.findings,
          tampered('the receipt', `tells of ${toldCount} entries, and proves ${provenCount}`),
        ]
      : report.findings;
  return {
    report: reportOf(report.subject, report.counts, findings),
    facts: factsOf(bundle),
    bytes,
    events: eventsIn(bundle, told),
  };
}

/** @returns null for bytes that are no bundle in canonical JSON */
export function readBundle(bytes: Uint8Array): SessionBundle | null {
  const read = sessionBundle.safeParse(readCanonical(bytes));
  return read.success ? read.data : null;
}

/** True for a file that means to be a bundle, however it was changed since. */
export function looksLikeBundle(bytes: Uint8Array): boolean {
  try {
    return fromUtf8(bytes).includes('permesso-session/1');
  } catch {
    return false;
  }
}

export function factsOf({ origin, checkpoint, vkey, leaves }: SessionBundle): ProofFacts {
  const opened = openNote(checkpoint, readVkeys(vkey) ?? []);
  const signer = opened?.signers.find(({ name }) => name === origin);
  return {
    origin,
    host: origin.split('/')[0] ?? origin,
    first: leaves[0]?.index ?? null,
    last: leaves.at(-1)?.index ?? null,
    size: (opened && readCheckpoint(opened.text)?.size) ?? null,
    checkpoint,
    vkey: signer ? vkeyOf(signer.name, signer.publicKey) : null,
    keyName: signer ? toHex(signer.id) : null,
  };
}

/** The events in the entries of a bundle. An entry that is none is left out; that it is wrong the report says. */
export function eventsIn({ leaves }: SessionBundle, told: readonly SessionEvent[]): SessionEvent[] {
  return leaves.flatMap(({ leaf: text, detail }) => {
    const leaf = readLeaf(utf8(text));
    if (!leaf) return [];
    const { body, kind } = leaf;
    if (kind === 'before')
      return told.find(({ seq }) => seq === body['seq']) ?? eventFrom(upcast(asOld(body)));
    return eventFrom({ ...body, detail });
  });
}

const asOld = (body: Readonly<Record<string, unknown>>) => ({
  ...body,
  v: 1,
  type: String(body['type']),
  detail: null,
});

function eventFrom(value: unknown): SessionEvent[] {
  const read = sessionEvent.safeParse(value);
  return read.success ? [read.data] : [];
}
