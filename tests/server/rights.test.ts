// Who may do what: the access of every route there is, tried by everybody on each.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Access } from '../../server/plugins/auth.ts';
import { may, type Role } from '../../shared/people/roles.ts';
import { type Desk, meet, type Staff, startDesk } from '../support/actors.ts';
import { routesIn } from '../support/routes.ts';
import type { Tab } from '../support/tab.ts';

let desk: Desk;
beforeAll(async () => {
  desk = await startDesk();
});
afterAll(() => desk.closes());

describe('who may do what', () => {
  /** What each route is for. A route that is missing here fails the first story. */
  const ROUTES: Record<string, Access> = {
    'POST /api/enrol': 'anyone',
    'POST /api/enrol/look': 'anyone',
    'POST /api/sign-in': 'anyone',
    'POST /api/sign-in/link': 'anyone',
    'POST /api/join': 'anyone',
    'POST /api/check/servers': 'anyone',
    'POST /api/challenge': 'anyone',
    'GET /api/portal/:slug': 'anyone',
    'POST /api/portal/:slug/requests': 'anyone',
    'POST /api/request/look': 'anyone',
    'POST /api/request/say': 'anyone',
    'POST /api/request/withdraw': 'anyone',
    'POST /api/request/rate': 'anyone',
    'POST /api/request/enter': 'anyone',
    'POST /api/request/events': 'anyone',
    'POST /api/host/invite': 'anyone',
    'POST /api/host/join': 'anyone',
    'POST /api/host/challenge': 'anyone',
    'POST /api/host/resume': 'anyone',
    'POST /api/resume': 'anyone',
    'POST /api/return': 'anyone',
    'POST /api/receipt': 'anyone',
    'POST /api/complaint': 'anyone',
    'GET /api/complaints': 'manage-people',
    'POST /api/complaints/:id/decide': 'manage-people',
    'GET /api/me': 'signed-in',
    'POST /api/keys': 'help',
    'POST /api/sessions': 'help',
    'GET /api/sessions': 'help',
    'POST /api/sessions/:sid/ticket': 'help',
    'POST /api/sessions/:sid/return': 'help',
    'GET /api/requests': 'help',
    'GET /api/requests/:id': 'help',
    'POST /api/requests/:id/assign': 'help',
    'POST /api/requests/:id/join': 'help',
    'POST /api/requests/:id/release': 'help',
    'POST /api/requests/:id/close': 'help',
    'POST /api/requests/:id/notes': 'help',
    'POST /api/requests/:id/say': 'help',
    'GET /api/requests/:id/transcripts': 'help',
    'POST /api/transcript': 'anyone',
    'GET /api/requests/:id/export': 'read-log',
    'POST /api/request/export': 'anyone',
    'POST /api/request/letter': 'anyone',
    'POST /api/requests/:id/erase': 'manage-desks',
    'POST /api/requests/:id/hold': 'manage-desks',
    'GET /api/technicians': 'help',
    'POST /api/requests/:id/check': 'help',
    'POST /api/requests/:id/reopen': 'help',
    'POST /api/request/works': 'anyone',
    'POST /api/request/reopen': 'anyone',
    'GET /api/reports': 'read-log',
    'GET /api/reports/export': 'read-log',
    'GET /api/articles': 'help',
    'POST /api/articles': 'manage-desks',
    'PUT /api/articles/:id': 'manage-desks',
    'DELETE /api/articles/:id': 'manage-desks',
    'GET /api/requests/:id/files/:file': 'help',
    'POST /api/request/files': 'anyone',
    'PUT /api/request/files/:id': 'anyone',
    'PUT /api/me/availability': 'help',
    'GET /api/queue/events': 'help',
    'POST /api/me/desk': 'signed-in',
    'GET /api/portal/:slug/logo': 'anyone',
    'GET /api/desk': 'manage-desks',
    'GET /api/self-test': 'manage-desks',
    'PUT /api/desk': 'manage-desks',
    'PUT /api/desk/logo': 'manage-desks',
    'DELETE /api/desk/logo': 'manage-desks',
    'POST /api/desks': 'manage-desks',
    'GET /api/people/elsewhere': 'manage-people',
    'POST /api/people/add': 'manage-people',
    'POST /api/people/:id/remove': 'manage-people',
    'GET /api/people': 'manage-people',
    'GET /api/log/export': 'read-log',
    'GET /api/log/sessions/:sid/export': 'read-log',
    'GET /api/log/figures': 'read-log',
    'POST /api/people': 'manage-people',
    'POST /api/people/:id/link': 'manage-people',
    'POST /api/people/:id/state': 'manage-people',
    'GET /api/log/sessions': 'read-log',
    'GET /api/log/sessions/:sid': 'read-log',
    'GET /api/log/sessions/:sid/bundle': 'read-log',
    'GET /api/log/status': 'read-log',
    'GET /log/:id/checkpoint': 'read-log',
    // The tiles of a log are a wildcard, which the app prints without its path: tests/server/log-http.test.ts has their story.
    'GET /.well-known/permesso-keys.json': 'anyone',
    'GET /api/sessions/:sid/colleagues': 'help',
    'POST /api/sessions/:sid/calls': 'help',
    'GET /api/calls': 'help',
    'POST /api/calls/:id/accept': 'help',
    'POST /api/calls/:id/decline': 'help',
    'POST /api/calls/:id/withdraw': 'help',
    'POST /api/calls/enter': 'anyone',
    'GET /api/openapi.json': 'connect',
    'GET /api/mail': 'connect',
    'PUT /api/mail/settings': 'connect',
    'POST /api/mail/test': 'connect',
    'GET /api/webhooks': 'connect',
    'POST /api/webhooks': 'connect',
    'DELETE /api/webhooks/:id': 'connect',
    'POST /api/webhooks/:id/state': 'connect',
    'POST /api/webhooks/:id/test': 'connect',
    'GET /api/tokens': 'connect',
    'POST /api/tokens': 'connect',
    'POST /api/tokens/:id/revoke': 'connect',
    'GET /api/v1/requests': 'token',
    'POST /api/v1/requests': 'token',
    'GET /api/v1/requests/:id': 'token',
    'POST /api/v1/requests/:id/notes': 'token',
    'POST /api/v1/requests/:id/close': 'token',
    'GET /api/v1/sessions': 'token',
    // Last, since it ends what it is tried with.
    'POST /api/sign-out': 'signed-in',
  };
  const ways = () =>
    routesIn(desk.app.printRoutes({ commonPrefix: false })).filter((route) =>
      / \/(?:api|log|\.well-known)\//.test(route),
    );

  it('is said for every route of the app, and the app has no other', () => {
    const bodied = ways().filter((route) => !route.startsWith('HEAD'));
    expect(bodied.sort()).toEqual(Object.keys(ROUTES).sort());
    for (const head of ways().filter((route) => route.startsWith('HEAD')))
      expect(ROUTES).toHaveProperty([head.replace('HEAD', 'GET')]);
  });

  const expected = (access: Access, role: Role | null): 'in' | 401 | 403 => {
    if (access === 'anyone') return 'in';
    // A login is no token, whosever it is.
    if (role === null || access === 'token') return 401;
    return access === 'signed-in' || may(role, access) ? 'in' : 403;
  };

  for (const role of [null, 'technician', 'admin', 'auditor'] as const)
    it(`holds for ${role ?? 'nobody'}, on every route`, async () => {
      const tabs: Record<Role, () => Promise<Tab>> = {
        technician: async () => (await desk.technician()).tab,
        admin: async () => (await desk.secondAdmin()).tab,
        auditor: async () => ((await desk.auditor()) as Staff).tab,
      };
      const tab = role === null ? desk.tab() : await tabs[role]();
      const order = Object.keys(ROUTES);
      const all = ways().sort(
        (a, b) => order.indexOf(a.replace('HEAD', 'GET')) - order.indexOf(b.replace('HEAD', 'GET')),
      );
      for (const route of all) {
        const access = ROUTES[route.replace('HEAD', 'GET')] ?? 'anyone';
        const [method = '', path = ''] = route.split(' ');
        const { status } = await tab.send(method, path.replace(/:\w+/, 'A'.repeat(22)));
        const got = status === 401 || status === 403 ? status : 'in';
        expect(`${route} ${got}`).toBe(`${route} ${expected(access, role)}`);
      }
    });

  it('keeps one technician out of the sessions of another', async () => {
    const { maria, sid } = await meet(desk);
    const dora = await desk.technician('Dora Neri');
    expect((await dora.listsSessions()).rows).toEqual([]);
    expect((await maria.listsSessions()).rows.map((row) => row.sid)).toEqual([sid]);
    await expect(dora.ticket(sid)).rejects.toThrow('NOT_FOUND');
  });

  it('keeps an admin out of a technician’s session: reading the log is not being there', async () => {
    const { sid } = await meet(desk);
    const admin = await desk.secondAdmin();
    const key = 'k'.repeat(43);
    expect((await admin.tab.post(`/api/sessions/${sid}/ticket`, { key })).status).toBe(404);
  });
});
