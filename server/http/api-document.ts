// The API as one OpenAPI 3.1 document, made from the routes themselves: their schemas, who may use them, and a sentence for each. What is
// a page and not an interface is not in it.
import swagger from '@fastify/swagger';
import type { FastifyInstance } from 'fastify';
import { jsonSchemaTransform } from 'fastify-type-provider-zod';
import { ERRORS } from '../../shared/errors.ts';
import type { Access } from '../plugins/auth.ts';
import type { App } from './app-type.ts';
import { SUMMARIES } from './summaries.ts';

const ABOUT = `What the pages of this broker say to it, and what programs of a desk may say under \`/api/v1\`.

Bodies are JSON. Whatever is refused is answered with a name and a sentence: \`{"error": "NOT_FOUND", "message": "..."}\`.
Programs come with \`Authorization: Bearer pmt_...\`; pages with the login's cookie, and from the broker's own origin alone.
Nothing in this interface answers for a customer: what is seen or touched is allowed in the customer's own browser or host, signed there.`;

/** Before the routes: it listens to them as they are added. */
export async function apiDocument(app: FastifyInstance, version: string): Promise<void> {
  await app.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: { title: 'Permesso', version, description: ABOUT },
      components: {
        securitySchemes: {
          login: { type: 'apiKey', in: 'cookie', name: '__Host-sid', description: 'A person who signed in.' },
          token: { type: 'http', scheme: 'bearer', description: 'A program of the desk.' },
        },
      },
    },
    transform: (given) => {
      const { schema } = jsonSchemaTransform({ ...given, schema: given.schema ?? {} });
      const url = given.url.replace('*', ':path');
      const method = [given.route.method].flat()[0] ?? 'GET';
      const summary = SUMMARIES[`${method} ${given.url}`];
      if (summary === undefined) return { schema: { ...schema, hide: true }, url };
      const { access = 'anyone', scope } = given.route.config ?? {};
      return { schema: { ...schema, ...described({ summary, access, scope, url: given.url }) }, url };
    },
  });
}

interface About {
  readonly summary: string;
  readonly access: Access;
  readonly scope: string | undefined;
  readonly url: string;
}

function described({ summary, access, scope, url }: About): object {
  const who = {
    anyone: 'Anybody.',
    'signed-in': 'Whoever is signed in.',
    token: `A token with the scope ${scope}.`,
  };
  const description = access in who ? who[access as keyof typeof who] : `Whoever has the right ${access}.`;
  const security = access === 'anyone' ? [] : [{ [access === 'token' ? 'token' : 'login']: [] }];
  return { summary, description, security, tags: [tagOf(url)] };
}

/** The room of the API that a route belongs to. */
const tagOf = (url: string): string => {
  const [, first = '', second = ''] = url.split('/');
  if (first !== 'api') return first === 'log' || first.startsWith('.') ? 'log' : 'operation';
  return second === 'v1' ? 'programs' : second.replace(/\.json$/, '');
};

/** After the routes. */
export function apiDocumentRoute(app: App): void {
  app.get('/api/openapi.json', { config: { access: 'connect' } }, (_request, reply) =>
    reply.type('application/json').send(JSON.stringify(documentOf(app))),
  );
}

/** The document with what every answer of ours may be besides. Only once the app is ready. */
export function documentOf(app: FastifyInstance): object {
  return { ...app.swagger(), 'x-errors': Object.keys(ERRORS) };
}
