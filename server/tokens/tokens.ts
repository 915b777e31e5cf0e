// Tokens of a desk's own programs: 256 bits, shown once, stored as a hash, with the few things they may do and an end. Making and
// revoking stand in the desk's log. A token is no person: it has no login, no key and no way to a socket.
import { type Refusal, refuse } from '../../shared/errors.ts';
import type { Desk } from '../../shared/protocol/http.ts';
import { type ApiToken, type TokenMade, type TokenScope, tokenScope } from '../../shared/protocol/tokens.ts';
import type { Bus } from '../bus/bus.ts';
import { tooMany } from '../bus/over.ts';
import type { Recorder } from '../log/record.ts';
import { hashSecret, newId, newSecret } from '../secrets.ts';
import { just, must, type Store, wins } from '../store/store.ts';
import type { Tables } from '../store/tables.ts';

const PREFIX = 'pmt_';
const DAY_MS = 24 * 3_600_000;
const MOST = 50;
/** Uses of one token within a minute. */
const PER_MINUTE = { most: 120, windowMs: 60_000 };
/** "Last used" need not be written at every use. */
const USED_EVERY_MS = 60_000;

export interface TokenDeps {
  readonly store: Store;
  readonly log: Recorder;
  readonly bus: Bus;
  readonly now: () => number;
}

/** Whose program this is, and what it may do. */
export interface Bearer {
  readonly id: string;
  readonly name: string;
  readonly madeBy: string;
  readonly desk: Desk;
  readonly scopes: readonly TokenScope[];
}
export type Tokens = ReturnType<typeof tokens>;

export function tokens({ store, log, bus, now }: TokenDeps) {
  const { sql } = store;
  type Row = Tables['api_token'] & { readonly maker: string };
  const rows = (deskId: string) =>
    sql
      .selectFrom('api_token')
      .innerJoin('person', 'person.id', 'api_token.made_by')
      .selectAll('api_token')
      .select('person.name as maker')
      .where('api_token.desk_id', '=', deskId);

  return {
    list: async (deskId: string): Promise<ApiToken[]> => {
      const found = await store.read<Row>(
        rows(deskId)
          .orderBy('api_token.made_at', 'desc')
          .orderBy('api_token.id', 'desc')
          .limit(MOST * 2),
      );
      return found.map(publicToken);
    },

    make: async (
      desk: { readonly id: string },
      by: { readonly id: string; readonly name: string },
      wanted: { readonly name: string; readonly scopes: readonly TokenScope[]; readonly days: number },
    ): Promise<TokenMade | Refusal> => {
      const living = await store.read(
        rows(desk.id).where('api_token.revoked_at', 'is', null).where('api_token.expires_at', '>', now()),
      );
      if (living.length >= MOST) return refuse('TOO_MANY_ENTRIES');
      const value = `${PREFIX}${newSecret()}`;
      const scopes = tokenScope.options.filter((scope) => wanted.scopes.includes(scope));
      const at = now();
      const row: Tables['api_token'] = {
        id: newId(),
        desk_id: desk.id,
        name: wanted.name.trim(),
        hash: hashSecret(value),
        scopes: scopes.join(' '),
        made_by: by.id,
        made_at: at,
        expires_at: at + wanted.days * DAY_MS,
        used_at: null,
        revoked_at: null,
      };
      const draft = { type: 'token.made', token: row.id, scopes, until: row.expires_at } as const;
      const also = [just(sql.insertInto('api_token').values(row))];
      await log.recordWith(desk.id, draft, { by: by.id, also });
      return { token: publicToken({ ...row, maker: by.name }), value };
    },

    /** At once: the next use finds nothing. */
    revoke: async (deskId: string, by: string, id: string): Promise<null | Refusal> => {
      const ends = sql
        .updateTable('api_token')
        .set({ revoked_at: now() })
        .where('id', '=', id)
        .where('desk_id', '=', deskId)
        .where('revoked_at', 'is', null);
      const draft = { type: 'token.revoked', token: id } as const;
      return (await wins(log.recordWith(deskId, draft, { by, also: [must(ends)] })))
        ? null
        : refuse('NOT_FOUND');
    },

    /** Counts the use. @param header as it came */
    bearer: async (header: string | undefined): Promise<Bearer | (Refusal & { seconds?: number })> => {
      const value = /^Bearer (pmt_[\w-]{43})$/.exec(header ?? '')?.[1];
      const [row] = value
        ? await store.read<Tables['api_token'] & { readonly desk: string; readonly slug: string | null }>(
            sql
              .selectFrom('api_token')
              .innerJoin('desk', 'desk.id', 'api_token.desk_id')
              // Whoever made it has seen it: it is worth nothing once they may not come in here themselves.
              .innerJoin('desk_member', (join) =>
                join
                  .onRef('desk_member.desk_id', '=', 'api_token.desk_id')
                  .onRef('desk_member.person_id', '=', 'api_token.made_by'),
              )
              .innerJoin('person', 'person.id', 'api_token.made_by')
              .where('person.state', '=', 'active')
              .where('person.frozen_at', 'is', null)
              .selectAll('api_token')
              .select(['desk.name as desk', 'desk.slug as slug'])
              .where('hash', '=', hashSecret(value))
              .where('revoked_at', 'is', null)
              .where('expires_at', '>', now()),
          )
        : [];
      if (!row) return refuse('TOKEN_NOT_VALID');
      const stop = await tooMany(bus, `token:${row.id}`, PER_MINUTE);
      if (stop) return stop;
      if (row.used_at === null || row.used_at < now() - USED_EVERY_MS)
        await store.write([
          just(sql.updateTable('api_token').set({ used_at: now() }).where('id', '=', row.id)),
        ]);
      return {
        id: row.id,
        name: row.name,
        madeBy: row.made_by,
        desk: { id: row.desk_id, name: row.desk, slug: row.slug ?? 'desk' },
        scopes: scopesOf(row.scopes),
      };
    },
  };
}

const scopesOf = (words: string): TokenScope[] =>
  tokenScope.options.filter((scope) => words.split(' ').includes(scope));

const publicToken = (row: Tables['api_token'] & { readonly maker: string }): ApiToken => ({
  id: row.id,
  name: row.name,
  scopes: scopesOf(row.scopes),
  madeBy: row.maker,
  madeAt: row.made_at,
  expiresAt: row.expires_at,
  usedAt: row.used_at,
  revokedAt: row.revoked_at,
});
