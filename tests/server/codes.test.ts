// One-time codes over HTTP: one winner, one face for every failure, and budgets that a botnet meets too.
import type { IncomingHttpHeaders } from 'node:http';
import { describe, expect, test } from 'vitest';
import { checkDigit } from '../../shared/code/code.ts';
import { LIMITS } from '../../shared/session/scopes.ts';
import { COMPUTER, type Desk, startDesk } from '../support/actors.ts';
import { type Clock, fakeClock } from '../support/clock.ts';
import { allThatIsKept } from '../support/engines.ts';
import type { Reply } from '../support/tab.ts';

const MINUTE = 60_000;
/** A code that nobody made; a fresh one at every call. */
let made = 0;
const wrongCode = (): string => {
  made += 1;
  const digits = String(999_000_000 + made);
  return digits + checkDigit(digits);
};
/** Every story has a desk and a clock of its own, so that they can be told side by side. */
const it = test.extend<{
  clock: Clock;
  desk: Desk;
  tries: (code: string, address?: string) => Promise<Reply>;
}>({
  // biome-ignore lint/correctness/noEmptyPattern: vitest reads the fixtures it needs from here
  clock: async ({}, use) => use(fakeClock()),
  desk: async ({ clock }, use) => {
    const desk = await startDesk({ now: clock.now });
    await use(desk);
    await desk.closes();
  },
  tries: async ({ desk }, use) => use((code, address) => desk.visitor(address).tries(code)),
});
const statuses = (replies: readonly Reply[]) => replies.map(({ status }) => status);

describe.concurrent('a code', () => {
  it('lets in exactly one of two hundred who type it at once', async ({ desk, tries }) => {
    const maria = await desk.technician();
    const { code } = await maria.opensSession();
    const replies = await Promise.all(Array.from({ length: 200 }, () => tries(code)));
    expect(statuses(replies).filter((status) => status === 200)).toHaveLength(1);
    // Everybody else is told that it is not usable, or that there were too many tries.
    expect(statuses(replies).filter((status) => ![200, 404, 429].includes(status))).toEqual([]);
    await maria.hears('session.joined');
    await maria.line.settles();
    expect(maria.line.events.filter(({ type }) => type === 'session.joined')).toHaveLength(1);
  });

  it('is free again when the two did not come to know each other, three times in all', async ({
    desk,
    tries,
  }) => {
    const maria = await desk.technician();
    const { code } = await maria.opensSession();
    for (const _ of [1, 2, 3]) {
      expect((await tries(code)).status).toBe(200);
      expect((await tries(code)).status).toBe(404);
      await maria.wishes({ type: 'fail-meeting', why: 'mismatch' });
      await maria.hears('peer.authentication-failed');
    }
    expect(await maria.hears('session.ended')).toMatchObject({ ending: 'burned' });
    expect((await tries(code)).status).toBe(404);
  });

  it('is used up for good once they do', async ({ desk, tries }) => {
    const maria = await desk.technician();
    const { code } = await maria.opensSession();
    await maria.introduces(await desk.visitor().joins(code));
    await maria.wishes({ type: 'fail-meeting', why: 'mismatch' });
    expect((await tries(code)).status).toBe(404);
  });

  it('is an address to the broker, which never learns the other digits', async ({ desk, tries }) => {
    const maria = await desk.technician();
    const { address, code } = await maria.createsSession();
    expect(code.slice(0, 5)).toBe(address);
    expect(address).toMatch(/^[1-9]/);
    const whole = await desk.visitor().tab.post('/api/join', { code, device: COMPUTER });
    expect(whole.status).toBe(400);
    expect((await tries(code)).status).toBe(200);
  });

  it('is redeemed whole where the broker made it, which its first digit tells', async ({ desk, tries }) => {
    const maria = await desk.technician();
    const { address, code } = await maria.createsSession('broker');
    expect(address).toBeNull();
    expect(code).toMatch(/^0\d{9}$/);
    const part = await desk.visitor().tab.post('/api/join', { code: code.slice(0, 5), device: COMPUTER });
    expect(part.status).toBe(400);
    expect((await tries(code)).status).toBe(200);
  });

  it('lives ten minutes', async ({ clock, desk, tries }) => {
    const maria = await desk.technician();
    const first = await maria.createsSession();
    expect(first.expiresAt).toBe(clock.now() + LIMITS.codeLifeMs);
    clock.advance(LIMITS.codeLifeMs - 1);
    expect((await tries(first.code)).status).toBe(200);
    const second = await maria.createsSession();
    clock.advance(LIMITS.codeLifeMs);
    expect((await tries(second.code)).status).toBe(404);
  });

  it('opens nothing once the technician has ended the session', async ({ desk, tries }) => {
    const maria = await desk.technician();
    const { code } = await maria.opensSession();
    await maria.ends();
    expect((await tries(code)).status).toBe(404);
  });

  it('has a door whose address says nothing of it', async ({ desk }) => {
    const { code, door } = await (await desk.technician()).createsSession();
    expect(door).toBe('http://localhost:3000/j');
    expect(code).toMatch(/^\d{10}$/);
    expect(checkDigit(code)).toBe('0');
  });

  it('is not found in a stolen database, nor is anything else that opens a door', async ({ desk }) => {
    const maria = await desk.technician();
    const { code } = await maria.opensSession();
    const unused = await maria.createsSession();
    const carla = await desk.visitor().joins(code);
    const { link } = await (await desk.admin()).invites({
      name: 'Dora Neri',
      email: 'dora@example.org',
      role: 'technician',
    });
    const secrets = [
      code,
      unused.code,
      carla.joined.resume,
      carla.joined.ticket,
      maria.tab.login ?? '?',
      link.split('#')[1] ?? '?',
    ];
    const kept = await allThatIsKept(desk.store, desk.file);
    expect(kept).toContain('Dora Neri');
    for (const secret of [...secrets, 'correct horse battery staple'])
      expect(kept.includes(secret), `${secret.slice(0, 4)}…`).toBe(false);
  });
});

describe.concurrent('a try that fails', () => {
  /** What differs between any two answers, whatever they say. */
  const face = ({ status, headers, text }: Reply) => {
    const {
      date: _date,
      'x-ratelimit-remaining': _left,
      'x-ratelimit-reset': _reset,
      ...rest
    } = headers as IncomingHttpHeaders;
    return { status, text, headers: rest };
  };

  it('looks the same for wrong, mistyped, expired, used and locked codes, and takes as long', async ({
    clock,
    desk,
    tries,
  }) => {
    const maria = await desk.technician();
    const expired = await maria.createsSession();
    clock.advance(LIMITS.codeLifeMs);
    const used = await maria.createsSession();
    const locked = await maria.createsSession();
    await tries(used.code);
    await Promise.all([1, 2, 3, 4, 5, 6].map(() => tries(locked.code)));
    const timed = async (code: string) => {
      const began = performance.now();
      const reply = await tries(code);
      expect(performance.now() - began).toBeGreaterThan(150);
      return face(reply);
    };
    const wrong = await timed(wrongCode());
    expect(wrong).toMatchObject({ status: 404 });
    expect(JSON.parse(wrong.text)).toMatchObject({ error: 'CODE_NOT_USABLE' });
    for (const code of ['0000000001', expired.code, used.code, locked.code])
      expect(await timed(code)).toEqual(wrong);
  });

  it('sets no cookie and is not kept by any cache', async ({ tries }) => {
    const reply = await tries(wrongCode());
    expect(reply.headers['set-cookie']).toBeUndefined();
    expect(reply.headers['cache-control']).toBe('no-store');
  });
});

describe.concurrent('the budget of an address', () => {
  it('is five a minute', async ({ clock, tries }) => {
    const replies = [];
    for (let n = 0; n < 6; n++) replies.push(await tries(wrongCode(), '198.51.100.7'));
    expect(statuses(replies)).toEqual([404, 404, 404, 404, 404, 429]);
    expect(replies[5]?.json).toMatchObject({ error: 'TOO_MANY_TRIES' });
    expect(Number(replies[5]?.headers['retry-after'])).toBeGreaterThan(0);
    expect((await tries(wrongCode(), '198.51.100.8')).status).toBe(404);
    clock.advance(MINUTE);
    expect((await tries(wrongCode(), '198.51.100.7')).status).toBe(404);
  });

  it('is twenty an hour', async ({ clock, tries }) => {
    const all: number[] = [];
    for (let minute = 0; minute < 5; minute++) {
      const five = await Promise.all(Array.from({ length: 5 }, () => tries(wrongCode(), '198.51.100.7')));
      all.push(...statuses(five));
      clock.advance(MINUTE);
    }
    expect(all.filter((status) => status === 404)).toHaveLength(20);
    expect(all.filter((status) => status === 429)).toHaveLength(5);
  });

  it('cannot be slipped through side by side', async ({ tries }) => {
    const replies = await Promise.all(Array.from({ length: 20 }, () => tries(wrongCode(), '198.51.100.7')));
    expect(statuses(replies).filter((status) => status === 404)).toHaveLength(5);
  });

  it('is one for a whole /64, since one customer has that many addresses', async ({ tries }) => {
    const six = [1, 2, 3, 4, 5, 6].map((n) => tries(wrongCode(), `2001:db8:1:2::${n}`));
    expect(statuses(await Promise.all(six)).filter((status) => status === 429)).toHaveLength(1);
    expect((await tries(wrongCode(), '2001:db8:1:3::1')).status).toBe(404);
  });

  it('counts the right code too', async ({ desk, tries }) => {
    const { code } = await (await desk.technician()).createsSession();
    await Promise.all([1, 2, 3, 4, 5].map(() => tries(wrongCode(), '198.51.100.7')));
    expect((await tries(code, '198.51.100.7')).status).toBe(429);
    expect((await tries(code, '198.51.100.8')).status).toBe(200);
  });

  it('is not widened by a header that a visitor makes up', async ({ clock }) => {
    const stranger = await startDesk({ now: clock.now, config: { trustProxy: [] } });
    const six = [1, 2, 3, 4, 5, 6].map((n) => stranger.visitor(`198.51.100.${n}`).tries(wrongCode()));
    expect(statuses(await Promise.all(six)).filter((status) => status === 429)).toHaveLength(1);
    await stranger.closes();
  });

  it('believes only what the trusted proxy itself has seen', async ({ desk }) => {
    const chain = (n: number) => desk.visitor(`203.0.113.${n}, 198.51.100.7`).tries(wrongCode());
    const six = await Promise.all([1, 2, 3, 4, 5, 6].map(chain));
    expect(statuses(six).filter((status) => status === 429)).toHaveLength(1);
  });
});

describe.concurrent('the budget of everybody', () => {
  it('is sixty misses a minute, wherever they come from', async ({ clock, desk, tries }) => {
    const { code } = await (await desk.technician()).createsSession();
    expect(
      new Set(statuses(await Promise.all(Array.from({ length: 60 }, () => tries(wrongCode()))))),
    ).toEqual(new Set([404]));
    expect((await tries(wrongCode())).status).toBe(429);
    expect((await tries(code)).status).toBe(429);
    clock.advance(MINUTE);
    expect((await tries(code)).status).toBe(200);
  });
});

describe.concurrent('the budget of a technician', () => {
  it('is twenty codes an hour', async ({ clock, desk }) => {
    const maria = await desk.technician();
    for (let n = 0; n < 20; n++) await maria.createsSession();
    await expect(maria.createsSession()).rejects.toThrow('TOO_MANY_CODES');
    await (await desk.technician('Dora Neri')).createsSession();
    clock.advance(60 * MINUTE);
    await maria.staff.signsIn();
    await maria.createsSession();
  });
});
