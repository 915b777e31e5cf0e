// A technician's browser brings its signing key: once in ninety days, right after signing in, or with the password.
import { thumbprint } from '../../shared/consent/keys.ts';
import { isRefusal, refuse } from '../../shared/errors.ts';
import { enrolKey, enrolledKey } from '../../shared/protocol/http.ts';
import type { Recorder } from '../log/record.ts';
import type { People } from '../people/people.ts';
import { loginOf } from '../plugins/auth.ts';
import { answer } from '../plugins/errors.ts';
import type { App } from './app-type.ts';

/** A browser that somebody left open must not gain a key by a passer-by: security-rules.md 39. */
const FRESH_MS = 5 * 60_000;
const careful = { access: 'help', rateLimit: { max: 10, timeWindow: 60_000 } } as const;

export interface KeyRouteDeps {
  readonly people: People;
  readonly log: Recorder;
  readonly now: () => number;
}

export function keyRoutes(app: App, { people, log, now }: KeyRouteDeps): void {
  app.post(
    '/api/keys',
    { config: careful, schema: { body: enrolKey, response: { 200: enrolledKey } } },
    async (request, reply) => {
      const { person, since, desk } = loginOf(request);
      const { key, password } = request.body;
      const print = thumbprint(key);
      const until = await people.keys.until(person.id, print);
      if (until !== null) return { thumbprint: print, expiresAt: until };
      const isFresh = now() < since + FRESH_MS;
      const isProven = isFresh || (password !== undefined && (await people.isPassword(person.id, password)));
      if (!isProven) return answer(reply, refuse('CONFIRM_PASSWORD'));
      const enrolment = await people.keys.enrols(person.id, key);
      if (isRefusal(enrolment)) return answer(reply, enrolment);
      const { step, ...enrolled } = enrolment;
      await log.recordWith(
        desk.id,
        { type: 'tech.key.enrolled', keyThumbprint: enrolled.thumbprint },
        { by: person.id, also: [step] },
      );
      return enrolled;
    },
  );
}
