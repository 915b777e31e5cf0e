// Coming in and going out: enrolment links, sign-in, sign-out, and who I am.
import { isRefusal, type Refusal, refuse } from '../../shared/errors.ts';
import { moveTo } from '../../shared/protocol/desks.ts';
import { enrol, enrolCard, enrolLook, type Me, me, signIn, signInLink } from '../../shared/protocol/http.ts';
import type { Recorder } from '../log/record.ts';
import type { Login } from '../people/logins.ts';
import type { People } from '../people/people.ts';
import { clearLogin, loginOf, setLogin } from '../plugins/auth.ts';
import { answer } from '../plugins/errors.ts';
import type { App } from './app-type.ts';

/** Guessing passwords costs us 19 MiB and a core each time; ten a minute is plenty for a person. */
const careful = { access: 'anyone', rateLimit: { max: 10, timeWindow: 60_000 } } as const;

const meOf = ({ person, desk, desks }: Login): Me => ({ person, desk, desks: [...desks] });

export function accountRoutes(app: App, people: People, log: Recorder): void {
  /** What the login of this cookie stands for. */
  const meFor = async (token: string): Promise<Me | Refusal> => {
    const login = await people.whoIs(token);
    return login ? meOf(login) : refuse('NOT_SIGNED_IN');
  };

  app.post(
    '/api/enrol/look',
    { config: careful, schema: { body: enrolLook, response: { 200: enrolCard } } },
    async ({ body }, reply) => {
      const card = await people.lookAtEnrolment(body.token);
      return isRefusal(card) ? answer(reply, card) : card;
    },
  );

  app.post(
    '/api/enrol',
    { config: careful, schema: { body: enrol, response: { 200: me } } },
    async ({ body }, reply) => {
      const entered = await people.enrol(body.token, body.password, body.first);
      if (isRefusal(entered)) return answer(reply, entered);
      const mine = await meFor(entered.login);
      if (isRefusal(mine)) return answer(reply, mine);
      await log.record(mine.desk.id, entered.person.id, { type: 'tech.enrolled', role: entered.person.role });
      setLogin(reply, entered.login);
      return mine;
    },
  );

  app.post(
    '/api/sign-in',
    { config: careful, schema: { body: signIn, response: { 200: me } } },
    async ({ body }, reply) => entered(reply, await people.signIn(body.email, body.password)),
  );

  app.post(
    '/api/sign-in/link',
    { config: careful, schema: { body: signInLink, response: { 200: me } } },
    async ({ body }, reply) => entered(reply, await people.signInByLink(body.token)),
  );

  app.post('/api/sign-out', { config: { access: 'signed-in' } }, async (request, reply) => {
    await people.signOut(loginOf(request));
    clearLogin(reply);
    return reply.code(204).send();
  });

  app.get(
    '/api/me',
    { config: { access: 'signed-in' }, schema: { response: { 200: me } } },
    async (request) => meOf(loginOf(request)),
  );

  app.post(
    '/api/me/desk',
    { config: { access: 'signed-in' }, schema: { body: moveTo, response: { 200: me } } },
    async (request, reply) => {
      const login = loginOf(request);
      const desk = await people.moveTo(login, request.body.desk);
      return isRefusal(desk) ? answer(reply, desk) : meOf({ ...login, desk });
    },
  );

  async function entered(reply: Parameters<typeof answer>[0], result: Awaited<ReturnType<People['signIn']>>) {
    if (isRefusal(result)) return answer(reply, result);
    const mine = await meFor(result.login);
    if (isRefusal(mine)) return answer(reply, mine);
    await log.record(mine.desk.id, result.person.id, { type: 'tech.login' });
    setLogin(reply, result.login);
    return mine;
  }
}
