// What a desk says often: answers and short articles that its technicians find while they write. GET /api/articles, POST, PUT and DELETE
// of one. Whose they are the login says.
import * as z from 'zod/mini';
import { id, instant, language, text } from '../field.ts';

/** Of one desk. */
export const MOST_ARTICLES = 500;
// Lines may be long, controls never help.
const written = (max: number) => text(max, 1).check(z.refine((words) => !/(?![\n\t])\p{Cc}/u.test(words)));

export const articleSaid = z.strictObject({
  language,
  title: written(100),
  /** As long as one line of chat. */
  body: written(2_000),
});
export type ArticleSaid = z.infer<typeof articleSaid>;
export const article = z.extend(articleSaid, { id, changedAt: instant, by: text(60) });
export type Article = z.infer<typeof article>;
/** GET /api/articles: of the desk of this request, or of the one at which the login works. */
export const articleQuery = z.strictObject({ request: z.optional(id) });
