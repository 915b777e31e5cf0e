// Whatever is thrown at the broker over HTTP, it answers with one body from the one error table.
import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ERRORS, isErrorCode } from '../../shared/errors.ts';
import { problem } from '../../shared/protocol/http.ts';
import { COMPUTER, type Desk, startDesk } from '../support/actors.ts';
import type { Reply, Sent, Tab } from '../support/tab.ts';

let desk: Desk;
let admin: Tab;
beforeAll(async () => {
  desk = await startDesk();
  admin = (await desk.admin()).tab;
});
afterAll(() => desk.closes());

function judge(status: number, text: string): string {
  const { error, message } = problem.parse(JSON.parse(text));
  if (!isErrorCode(error)) throw new Error(`${error} is not in the table`);
  expect(message).toBe(ERRORS[error].sentence);
  expect(status).toBe(ERRORS[error].status);
  return error;
}
const named = (reply: Reply): string => {
  expect(reply.headers['content-type']).toMatch(/^application\/json/);
  return judge(reply.status, reply.text);
};

const POSTS = [
  '/api/enrol',
  '/api/enrol/look',
  '/api/sign-in',
  '/api/sign-in/link',
  '/api/people',
  '/api/join',
  '/api/resume',
  '/api/receipt',
];
const deep = `${'{"a":'.repeat(5_000)}1${'}'.repeat(5_000)}`;
const form = { 'content-type': 'application/x-www-form-urlencoded' };
const hostile: Record<string, [sent: Sent, error: string]> = {
  'no body': [{}, 'BAD_INPUT'],
  'an empty body': [{ raw: '' }, 'BAD_INPUT'],
  'broken JSON': [{ raw: '{"code":' }, 'BAD_INPUT'],
  'a list': [{ raw: '[]' }, 'BAD_INPUT'],
  null: [{ raw: 'null' }, 'BAD_INPUT'],
  'a number': [{ raw: '7' }, 'BAD_INPUT'],
  'deep JSON': [{ raw: deep }, 'BAD_INPUT'],
  'a prototype': [{ raw: '{"__proto__":{"role":"admin"}}' }, 'BAD_INPUT'],
  'a constructor': [{ raw: '{"constructor":{"prototype":{"role":"admin"}}}' }, 'BAD_INPUT'],
  'a form': [{ raw: 'code=1234567890', headers: form }, 'BAD_INPUT'],
  'plain text, as a cross-site form can send it': [
    { raw: '{"code":"1234567890"}', headers: { 'content-type': 'text/plain' } },
    'BAD_INPUT',
  ],
  'no type': [{ raw: '{}', headers: { 'content-type': undefined } }, 'BAD_INPUT'],
  'a type with a tab in it': [{ raw: '{}', headers: { 'content-type': 'application/json\ta' } }, 'BAD_INPUT'],
  'a type that only ends like JSON': [
    { raw: '{}', headers: { 'content-type': 'text/application/json' } },
    'BAD_INPUT',
  ],
  'more than 64 KiB': [{ raw: JSON.stringify({ code: 'x'.repeat(66_000) }) }, 'TOO_LARGE'],
};

describe('a hostile body', () => {
  for (const [what, [sent, error]] of Object.entries(hostile))
    it(`that is ${what} is named on every route`, async () => {
      for (const path of POSTS) {
        // From a new address each, since some routes count.
        const tab = desk.tab();
        tab.login = admin.login;
        expect(`${path} ${named(await tab.post(path, undefined, sent))}`).toBe(`${path} ${error}`);
      }
    });

  it('pollutes nothing', async () => {
    await desk
      .tab()
      .post('/api/join', undefined, { raw: '{"__proto__":{"polluted":1},"code":"0000000000"}' });
    expect(({} as { polluted?: number }).polluted).toBeUndefined();
  });

  it('with one property too many is not understood', async () => {
    const reply = await desk
      .tab()
      .post('/api/join', { code: '0000000000', device: COMPUTER, role: 'technician' });
    expect(named(reply)).toBe('BAD_INPUT');
  });

  it('is not read at all from another site', async () => {
    const headers = { origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' };
    expect(named(await desk.tab().post('/api/join', undefined, { raw: '{', headers }))).toBe('WRONG_ORIGIN');
  });
});

describe('a hostile address', () => {
  const paths: [method: string, path: string, error: string][] = [
    ['GET', '/api/nothing', 'NOT_FOUND'],
    ['GET', '/api/', 'NOT_FOUND'],
    ['PUT', '/api/join', 'NOT_FOUND'],
    ['DELETE', '/api/people', 'NOT_FOUND'],
    ['GET', '/api/me/', 'NOT_FOUND'],
    ['GET', '/api/me/../people', 'NOT_FOUND'],
    ['GET', '/api/%zz', 'BAD_INPUT'],
    ['GET', `/api/log/sessions/${'x'.repeat(200)}`, 'BAD_INPUT'],
    ['GET', '/api/log/sessions/short', 'BAD_INPUT'],
    ['GET', "/api/log/sessions/'%20or%201=1--aaaaaaaaaaa", 'BAD_INPUT'],
    ['GET', '/api/log/sessions?from=yesterday', 'BAD_INPUT'],
    ['GET', '/api/log/sessions?ending=x', 'BAD_INPUT'],
    ['GET', '/api/log/sessions?after=x', 'BAD_INPUT'],
    ['GET', '/api/log/sessions?q=a&q=b', 'BAD_INPUT'],
    ['GET', '/assets/%2e%2e', 'BAD_INPUT'],
    ['GET', '/assets/..%2fcustomer.html', 'BAD_INPUT'],
    ['GET', '/assets/..%5csecrets.json', 'BAD_INPUT'],
    ['POST', `/api/people/${'A'.repeat(22)}/link`, 'NOT_FOUND'],
  ];
  for (const [method, path, error] of paths)
    it(`${method} ${path.slice(0, 60)} is named`, async () => {
      expect(named(await admin.send(method, path))).toBe(error);
    });

  it('outside the API is a plain page that says nothing more', async () => {
    for (const path of ['/nothing', '/secrets.json', '/permesso.db', '/.env', '/assets/none.js']) {
      const reply = await desk.tab().get(path);
      expect(reply.status).toBe(404);
      expect(reply.text).toBe('There is nothing here.\n');
    }
  });

  it('without any HTTP in it is answered in the same words', async () => {
    const socket = connect(desk.where.port, '127.0.0.1');
    socket.write('HELLO\r\n\r\n');
    let text = '';
    for await (const part of socket) text += String(part);
    const [head = '', body = ''] = text.split('\r\n\r\n');
    expect(head).toContain('400');
    expect(judge(400, body)).toBe('BAD_INPUT');
  });
});

describe('a flood of requests', () => {
  it('is named, and says how long to wait', async () => {
    const tab = desk.tab();
    const replies = await Promise.all(Array.from({ length: 620 }, () => tab.get('/health')));
    const last = replies.filter(({ status }) => status === 429);
    expect(last.length).toBeGreaterThan(0);
    for (const reply of last.slice(0, 3)) {
      expect(named(reply)).toBe('TOO_MANY_TRIES');
      expect(Number(reply.headers['retry-after'])).toBeGreaterThan(0);
    }
    expect((await desk.tab().get('/health')).status).toBe(200);
  });
});

describe('every answer', () => {
  it('carries the headers that browsers obey', async () => {
    for (const path of ['/', '/desk', '/admin', '/api/me', '/nothing']) {
      const { headers } = await desk.tab().get(path);
      const policy = String(headers['content-security-policy']);
      for (const part of [
        "default-src 'none'",
        "script-src 'self'",
        "frame-ancestors 'none'",
        "base-uri 'none'",
        "require-trusted-types-for 'script'",
      ])
        expect(policy).toContain(part);
      expect(policy).not.toContain('unsafe');
      expect(headers['x-content-type-options']).toBe('nosniff');
      expect(headers['referrer-policy']).toBe('no-referrer');
      expect(headers['cross-origin-opener-policy']).toBe('same-origin');
      expect(headers['access-control-allow-origin']).toBeUndefined();
      expect(headers['x-powered-by']).toBeUndefined();
    }
  });

  it('of a page lets a face use only what it needs', async () => {
    const customer = String((await desk.tab().get('/')).headers['permissions-policy']);
    const staff = String((await desk.tab().get('/desk')).headers['permissions-policy']);
    expect(customer).toContain('display-capture=(self)');
    expect(staff).toContain('display-capture=()');
    for (const policy of [customer, staff])
      for (const feature of ['camera', 'microphone', 'geolocation', 'usb'])
        expect(policy).toContain(`${feature}=()`);
  });

  it('of the API is not kept anywhere', async () => {
    for (const path of ['/api/me', '/api/nothing', '/health'])
      expect((await desk.tab().get(path)).headers['cache-control']).toBe('no-store');
  });
});
