// Transcripts: lines of sessions whose desk keeps them, as each page sent its own. Each is sealed under the session's data key; words are
// found by keyed hashes, so that the database alone tells none of them. All of it goes with the session, or when the desk's days are over.
import { createHmac, type KeyObject } from 'node:crypto';
import type { KeptLine, Transcript } from '../../shared/protocol/transcript.ts';
import { MOST_KEPT } from '../../shared/protocol/transcript.ts';
import { keepOf } from '../desks/keep.ts';
import { just, must, type Store, StoreConflict, wins } from '../store/store.ts';
import type { Tables } from '../store/tables.ts';
import type { DetailKeys } from './detail-keys.ts';
import type { Recorder } from './record.ts';
import { forgetsTranscript } from './transcript-rows.ts';
import type { Vault } from './vault.ts';

type Side = Tables['transcript_line']['by_role'];

const DAY_MS = 24 * 3_600_000;
const BATCH = 100;
/** Different words of one line that can be found. */
const MOST_WORDS = 400;

export interface TranscriptDeps {
  readonly store: Store;
  readonly log: Recorder;
  readonly vault: Vault;
  readonly keys: DetailKeys;
  /** From secrets.json: without it nobody can try words against the index. */
  readonly secret: KeyObject;
  readonly now: () => number;
}
export type Transcripts = ReturnType<typeof transcripts>;

export function transcripts({ store, log, vault, keys, secret, now }: TranscriptDeps) {
  const { sql } = store;
  const hashOf = (word: string) => createHmac('sha256', secret).update(word).digest('base64url').slice(0, 22);

  const keptUpTo = async (sid: string, side: Side): Promise<number> => {
    const rows = sql
      .selectFrom('transcript_line')
      .select('n')
      .where('session_id', '=', sid)
      .where('by_role', '=', side)
      .orderBy('n', 'desc')
      .limit(1);
    return (await store.read<{ n: number }>(rows))[0]?.n ?? 0;
  };

  const linesOf = async (sid: string): Promise<Transcript['lines']> => {
    type Row = Tables['transcript_line'] & { wrapped: Uint8Array | null };
    const rows = await store.read<Row>(
      sql
        .selectFrom('transcript_line')
        .innerJoin('detail_key', 'detail_key.id', 'transcript_line.session_id')
        .selectAll('transcript_line')
        .select('detail_key.wrapped')
        .where('transcript_line.session_id', '=', sid)
        .orderBy('at')
        .orderBy('n')
        .limit(2 * MOST_KEPT),
    );
    return rows.flatMap(({ by_role: by, n, at, nonce, ct, wrapped }) => {
      if (!wrapped) return [];
      const { detail } = vault.open({ id: sid, wrapped }, nameOf(sid, by, n), { nonce, ct });
      return [{ by, n, at, text: (detail as { text: string }).text }];
    });
  };

  return {
    keptUpTo,
    linesOf,

    /** Its caller has made sure that the desk keeps them and that this side said it. @returns how far this side is kept now */
    keep: async (sid: string, side: Side, { n, at, text }: KeptLine): Promise<number> => {
      const before = await keptUpTo(sid, side);
      if (n <= before || n > MOST_KEPT) return before;
      const { key, steps } = await keys.ofSession(sid, now());
      const { nonce, ct } = vault.seal(key, nameOf(sid, side, n), { text });
      const words = wordsOf(text).map((word) => ({ session_id: sid, word: hashOf(word) }));
      const line = { session_id: sid, by_role: side, n, at, nonce, ct };
      try {
        await store.write([
          ...steps,
          just(sql.insertInto('transcript_line').values(line)),
          ...words.map((word) =>
            just(
              sql
                .insertInto('transcript_word')
                .values(word)
                .onConflict((same) => same.doNothing()),
            ),
          ),
        ]);
      } catch (error) {
        // The same line twice at once: one of them is kept.
        if (!(error instanceof StoreConflict)) throw error;
      }
      return n;
    },

    /** Of every session about a request, the oldest first, with the technician's name as it is now. */
    ofRequest: async (request: string): Promise<Transcript[]> => {
      const sessions = await store.read<{ id: string; created_at: number; name: string | null }>(
        sql
          .selectFrom('session')
          .leftJoin('person', 'person.id', 'session.technician_id')
          .select(['session.id', 'session.created_at', 'person.name'])
          .where('session.request_id', '=', request)
          .orderBy('session.created_at'),
      );
      const all = await Promise.all(
        sessions.map(async ({ id: sid, created_at: startedAt, name }) => ({
          sid,
          startedAt,
          technician: name ?? '',
          lines: await linesOf(sid),
        })),
      );
      return all.filter(({ lines }) => lines.length > 0);
    },

    /** Whether anything was written in a session about it, without opening any of it. */
    isKeptOf: async (request: string): Promise<boolean> => {
      const lines = sql
        .selectFrom('session')
        .innerJoin('transcript_line', 'transcript_line.session_id', 'session.id')
        .select('session.id')
        .where('session.request_id', '=', request)
        .limit(1);
      return (await store.read(lines)).length > 0;
    },

    /** Requests in whose sessions all of these words were written. Null where there is no word to look for. */
    requestsWith: (searched: string) => {
      const hashes = wordsOf(searched).map(hashOf);
      if (hashes.length === 0) return null;
      return sql
        .selectFrom('transcript_word')
        .innerJoin('session', 'session.id', 'transcript_word.session_id')
        .select('session.request_id')
        .where('transcript_word.word', 'in', hashes)
        .where('session.request_id', 'is not', null)
        .groupBy(['session.request_id', 'session.id'])
        .having((q) => q(q.fn.countAll(), '=', hashes.length));
    },

    /** What is due by the days that each desk keeps conversations, from the end of the session. Nothing that is held. */
    eraseDue: async (): Promise<void> => {
      const desks = await store.read<{ id: string; settings: string | null }>(
        sql.selectFrom('desk').select(['id', 'settings']),
      );
      let hasErased = false;
      for (const desk of desks) {
        const before = now() - keepOf(desk.settings).transcriptDays * DAY_MS;
        for (const { id } of await store.read<{ id: string }>(dueAt(store, desk.id, before))) {
          const goes = sql.deleteFrom('transcript_line').where('session_id', '=', id);
          const also = [must(goes), ...forgetsTranscript(store, id)];
          const erased = log.recordWith(desk.id, { type: 'transcript.erased', sid: id }, { also });
          hasErased = (await wins(erased)) || hasErased;
        }
      }
      if (hasErased) await store.scrub();
    },
  };
}

const nameOf = (sid: string, side: Side, n: number): string => `line:${sid}:${side}:${n}`;

/** As they are looked for: lower case, without accents, of two letters or more, each once. */
const wordsOf = (text: string): string[] => {
  const plain = text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
  return [...new Set(plain.match(/[\p{L}\p{N}]{2,}/gu) ?? [])].slice(0, MOST_WORDS);
};

const dueAt = (store: Store, deskId: string, before: number) =>
  store.sql
    .selectFrom('session')
    .innerJoin('transcript_line', 'transcript_line.session_id', 'session.id')
    .innerJoin('detail_key', 'detail_key.id', 'session.id')
    .select('session.id')
    .distinct()
    .where('session.desk_id', '=', deskId)
    .where('session.ended_at', '<', before)
    .where('detail_key.hold', '=', 0)
    .limit(BATCH);
