// The desks of this broker: what each says of itself, and how one is made. It knows no people and no HTTP.
import { type DeskPolicy, NO_POLICY, takesNothing } from '../../shared/desk/policy.ts';
import { type DeskSettings, deskSettings, FIRST_SETTINGS } from '../../shared/desk/settings.ts';
import { slugOf } from '../../shared/desk/slug.ts';
import { type Refusal, refuse } from '../../shared/errors.ts';
import type { Desk } from '../../shared/protocol/http.ts';
import type { BrokerCommand } from '../../shared/session/decide.ts';
import type { Recorder } from '../log/record.ts';
import { newId } from '../secrets.ts';
import { just, must, type Step, type Store, wins } from '../store/store.ts';
import type { Tables } from '../store/tables.ts';
import type { Logo } from './logo.ts';

export interface DeskCard extends Desk {
  readonly slug: string;
  readonly settings: DeskSettings;
  readonly hasLogo: boolean;
}
/** What every session of a desk begins with. */
export type Terms = Pick<Extract<BrokerCommand, { type: 'create' }>, 'policy' | 'keepsTranscript'>;

export interface DesksDeps {
  readonly store: Store;
  readonly log: Recorder;
  readonly now: () => number;
}
export type Desks = ReturnType<typeof desks>;

export function desks({ store, log, now }: DesksDeps) {
  const { sql } = store;
  const cardBy = async (column: 'id' | 'slug', value: string): Promise<DeskCard | null> => {
    const [row] = await store.read<Tables['desk']>(
      sql.selectFrom('desk').selectAll().where(column, '=', value),
    );
    return row ? cardOf(row) : null;
  };
  const changes = (id: string, set: Partial<Tables['desk']>): Step =>
    must(sql.updateTable('desk').set(set).where('id', '=', id));

  return {
    byId: (id: string) => cardBy('id', id),
    bySlug: (slug: string) => cardBy('slug', slug),

    /** @throws Error where there is no such desk: callers have it from a login or a row */
    terms: async (id: string): Promise<Terms> => {
      const card = await cardBy('id', id);
      if (!card) throw new Error('no such desk');
      const { policy, keep } = card.settings;
      return {
        ...(takesNothing(policy) ? {} : { policy }),
        ...(keep.transcript ? { keepsTranscript: true } : {}),
      };
    },

    policy: async (id: string): Promise<DeskPolicy> => (await cardBy('id', id))?.settings.policy ?? NO_POLICY,

    /** A new desk, with whoever makes it as its first person. @returns ALREADY_EXISTS where its address is taken */
    create: async (name: string, by: string): Promise<DeskCard | Refusal> => {
      const id = newId();
      const row = {
        id,
        name,
        created_at: now(),
        slug: slugOf(name),
        settings: null,
        logo: null,
        logo_type: null,
      };
      const also = [
        just(sql.insertInto('desk').values(row)),
        just(sql.insertInto('desk_member').values({ desk_id: id, person_id: by })),
      ];
      const made = log.recordWith(id, { type: 'desk.created' }, { by, also, detail: { name } });
      return (await wins(made)) ? cardOf(row) : refuse('ALREADY_EXISTS');
    },

    /** Sessions that go on keep what they began with. */
    change: async (id: string, by: string, said: { name: string; settings: DeskSettings }): Promise<void> => {
      const { name, settings } = said;
      const { keep, policy } = settings;
      await log.recordWith(
        id,
        { type: 'desk.changed', keep, policy },
        { by, also: [changes(id, { name, settings: JSON.stringify(settings) })] },
      );
    },

    logo: async (slug: string): Promise<Logo | null> => {
      const [row] = await store.read<Pick<Tables['desk'], 'logo' | 'logo_type'>>(
        sql.selectFrom('desk').select(['logo', 'logo_type']).where('slug', '=', slug),
      );
      return row?.logo && row.logo_type ? { type: row.logo_type as Logo['type'], bytes: row.logo } : null;
    },

    setLogo: (id: string, logo: Logo | null): Promise<void> =>
      store.write([changes(id, { logo: logo?.bytes ?? null, logo_type: logo?.type ?? null })]),
  };
}

const cardOf = (row: Tables['desk']): DeskCard => ({
  id: row.id,
  name: row.name,
  slug: row.slug ?? 'desk',
  settings: row.settings === null ? FIRST_SETTINGS : deskSettings.parse(JSON.parse(row.settings)),
  hasLogo: row.logo !== null,
});
