// What is said over HTTP about desks. Which desk is meant the login says.
import * as z from 'zod/mini';
import { deskSettings } from '../desk/settings.ts';
import { id, slug, text } from '../field.ts';
import { displayName } from '../people/names.ts';

/** GET /api/desk: the desk at which this login works. */
export const deskCard = z.strictObject({
  id,
  name: text(60),
  slug,
  settings: deskSettings,
  hasLogo: z.boolean(),
});
export type DeskCard = z.infer<typeof deskCard>;
/** PUT /api/desk */
export const deskChange = z.strictObject({ name: displayName, settings: deskSettings });
/** POST /api/desks */
export const newDesk = z.strictObject({ name: displayName });
/** POST /api/me/desk: work at that desk from now on. */
export const moveTo = z.strictObject({ desk: id });

/** PUT /api/desk/logo: 40 KiB at most. */
export const logoUpload = z.strictObject({
  type: z.enum(['image/png', 'image/jpeg', 'image/webp']),
  data: z.string().check(z.minLength(4), z.maxLength(54_616), z.regex(/^[A-Za-z0-9+/]+={0,2}$/)),
});
export type LogoUpload = z.infer<typeof logoUpload>;

/** POST /api/people/:id/desk: somebody of another desk of mine is of this one too. */
export const addPerson = z.strictObject({ person: id });
