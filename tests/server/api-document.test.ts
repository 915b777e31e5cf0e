// The API's own document: made from the routes, whole, in the words of the house, and for admins.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { documentOf } from '../../server/http/api-document.ts';
import { SUMMARIES } from '../../server/http/summaries.ts';
import { type Desk, startDesk } from '../support/actors.ts';
import { routesIn } from '../support/routes.ts';

interface Operation {
  readonly summary?: string;
  readonly security?: readonly Readonly<Record<string, unknown>>[];
  readonly requestBody?: unknown;
}
interface Document {
  readonly openapi: string;
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
}

let desk: Desk;
let document: Document;
beforeAll(async () => {
  desk = await startDesk();
  document = JSON.parse(JSON.stringify(documentOf(desk.app)));
});
afterAll(() => desk.closes());

const operations = () =>
  Object.entries(document.paths).flatMap(([path, ways]) =>
    Object.entries(ways).map(([method, operation]) => ({ path, method, operation })),
  );

describe('the document', () => {
  it('has every route of the interface and no other, each with its sentence', () => {
    const routes = routesIn(desk.app.printRoutes({ commonPrefix: false })).filter(
      (route) => / \/(?:api|log|\.well-known|health|metrics)\b/.test(route) && !route.startsWith('HEAD'),
    );
    // The tiles of a log are a wildcard, which is printed without its path; figures for Prometheus are there only with a token for them.
    const beside = ['GET /log/:id/tile/*', 'GET /metrics'];
    expect([...new Set([...routes, ...beside])].sort()).toEqual(Object.keys(SUMMARIES).sort());
    expect(document.openapi).toBe('3.1.0');
    for (const { path, method, operation } of operations())
      expect(operation.summary, `${method} ${path}`).toMatch(/^\p{Lu}.{4,100}[^.]$/u);
    const written = operations().map(
      ({ path, method }) =>
        `${method.toUpperCase()} ${path.replace(/\{(\w+)\}/g, ':$1').replace(/:path$/, '*')}`,
    );
    expect(
      Object.keys(SUMMARIES)
        .filter((route) => !written.includes(route))
        .sort(),
    ).toEqual([]);
  });

  it('says what each takes, and with which credentials', () => {
    const { paths } = document;
    expect(paths['/api/v1/requests']?.['post']).toMatchObject({
      security: [{ token: [] }],
      requestBody: {
        content: { 'application/json': { schema: { properties: { problem: { type: 'string' } } } } },
      },
    });
    expect(paths['/api/people']?.['post']).toMatchObject({ security: [{ login: [] }] });
    expect(paths['/api/join']?.['post']).toMatchObject({ security: [] });
  });

  it('is for admins', async () => {
    const admin = await desk.admin();
    const maria = await desk.technician();
    expect((await admin.tab.get('/api/openapi.json')).json).toEqual(document);
    expect((await maria.tab.get('/api/openapi.json')).status).toBe(403);
    expect((await desk.tab().get('/api/openapi.json')).status).toBe(401);
  });
});
