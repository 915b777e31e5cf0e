// What happens at the desk outside any session, and stands in the same log: who came in, who was let in, who read what.
import * as z from 'zod/mini';
import { id, instant } from '../field.ts';
import { role } from '../people/roles.ts';

const head = <T extends string>(type: T) => ({
  v: z.literal(1),
  at: instant,
  /** The person who did it. */
  by: id,
  type: z.literal(type),
});

export const deskEvent = z.discriminatedUnion('type', [
  z.strictObject({ ...head('tech.enrolled'), role }),
  z.strictObject(head('tech.login')),
  z.strictObject({ ...head('admin.invited'), person: id, role }),
  z.strictObject({ ...head('admin.relinked'), person: id }),
  z.strictObject({ ...head('admin.person-state'), person: id, state: z.enum(['active', 'disabled']) }),
  /** Somebody read the log: a list with a filter, or one session. Reading is recorded like anything else. */
  z.strictObject({
    ...head('admin.view'),
    what: z.enum(['list', 'session']),
    sid: z.nullable(id),
    filtered: z.boolean(),
  }),
]);
export type DeskEvent = z.infer<typeof deskEvent>;

type Distribute<E> = E extends DeskEvent ? Omit<E, 'v' | 'at' | 'by'> : never;
export type DeskDraft = Distribute<DeskEvent>;
