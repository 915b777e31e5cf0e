// A small desk's log: one whole session with its details, a login, and an entry from before there were commitments.
import { createHash } from 'node:crypto';
import { toBase64url, utf8 } from '../../shared/bytes.ts';
import { canonicalText } from '../../shared/canonical.ts';
import { commit } from '../../shared/log/commitment.ts';
import type { DetailLine, SessionBundle } from '../../shared/log/layout.ts';
import { leafText } from '../../shared/log/leaf.ts';
import { inclusionProof } from '../../shared/log/tree.ts';
import type { SessionEvent } from '../../shared/session/events.ts';
import { SID, TECHNICIAN } from './paper.ts';
import { signedSession } from './signed-session.ts';
import { type Signer, signer } from './signers.ts';
import { type WrittenLog, writtenLog } from './written-log.ts';

export const LOG: Signer = signer('assist.example/log/1', 1);
export const WITNESS: Signer = signer('witness.example/w', 2);
/** A key that is never given to anybody as trusted. */
export const FORGER: Signer = signer('assist.example/log/1', 66);

/** RFC 8037 A.2 and A.3: a public key and its thumbprint. */
export const KEYS = {
  keys: [
    {
      kty: 'OKP',
      crv: 'Ed25519',
      x: '11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo',
      kid: 'kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k',
    },
  ],
};

const BEFORE = '{"v":1, "type":"tech.login", "at":1, "by":"tttttttttttttttttttttt"}';
const SIGNED = await signedSession();
/** The entry that says whose the technician's key is. */
export const ENROLLED = leafText(
  { v: 2, type: 'tech.key.enrolled', at: 2, by: TECHNICIAN.id, keyThumbprint: SIGNED.key.thumbprint },
  null,
);

/** Asked, granted, shown, stopped, ended: every event that a picture needs, truly signed; the same at each call. */
export const shownSession = (): SessionEvent[] => [...SIGNED.events];

const saltFor = (index: number) => createHash('sha256').update(`salt ${index}`).digest();

export interface Entry {
  readonly text: string;
  readonly detail: DetailLine | null;
}

/** An event as the broker records it. @param index its place in the log */
export function entryOf({ detail, ...body }: SessionEvent, index: number): Entry {
  if (detail === null) return { text: leafText(body, null), detail };
  const salt = saltFor(index);
  return {
    text: leafText(body, commit(salt, detail)),
    detail: { index, detail: { ...detail }, salt: toBase64url(salt) },
  };
}

export interface SampleLog extends WrittenLog {
  readonly entries: readonly Entry[];
  /** The places of the entries that have details, rising. */
  readonly detailed: readonly number[];
}

/** @param events of sessions, in the order of the log  @param signers the first one is the log itself */
export async function sampleLog(
  events: readonly SessionEvent[] = shownSession(),
  signers: readonly Signer[] = [LOG],
): Promise<SampleLog> {
  const plain = [BEFORE, ENROLLED].map((text): Entry => ({ text, detail: null }));
  const entries = [...plain, ...events.map((event, i) => entryOf(event, plain.length + i))];
  const written = await writtenLog({
    signers,
    entries: entries.map(({ text }) => utf8(text)),
    details: entries.flatMap(({ detail }) => detail ?? []),
    keys: KEYS,
  });
  const detailed = entries.flatMap(({ detail }) => (detail ? [detail.index] : []));
  return { ...written, entries, detailed };
}

/** The session of a sample log as a bundle. */
export async function sampleBundle({ entries, hashes, checkpoint }: SampleLog): Promise<SessionBundle> {
  const leaves: SessionBundle['leaves'] = [];
  for (const [index, { text, detail }] of entries.entries()) {
    if (!text.includes(`"sid":"${SID}"`)) continue;
    const proof = await inclusionProof(hashes, index, entries.length);
    leaves.push({
      index,
      leaf: text,
      detail: detail?.detail ?? null,
      salt: detail?.salt ?? null,
      proof: proof.map((hash) => Buffer.from(hash).toString('base64')),
    });
  }
  const vkey = `${LOG.spelled}\n`;
  return {
    format: 'permesso-session/1',
    sid: SID,
    origin: LOG.vkey.name,
    vkey,
    keys: KEYS,
    checkpoint,
    leaves,
  };
}

export const bundleBytes = (bundle: SessionBundle): Uint8Array => utf8(canonicalText(bundle));
