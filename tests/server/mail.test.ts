// Letters: what reaches a real SMTP server, from whom and in which words; what happens when the server refuses, hangs, hangs up or is
// not there; and that nothing which it may have taken is ever sent again.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { letterOf } from '../../server/mail/letters.ts';
import { type Mail, mail as mailOf } from '../../server/mail/mail.ts';
import { recipientHash } from '../../server/mail/outbox.ts';
import { isMailbox, smtp } from '../../server/mail/smtp.ts';
import { loadSecrets } from '../../server/secrets.ts';
import { just } from '../../server/store/store.ts';
import { mailStatus } from '../../shared/protocol/mail.ts';
import { type Desk, type Staff, startDesk, type Technician, tokenIn } from '../support/actors.ts';
import { asks } from '../support/asking.ts';
import { type Clock, fakeClock } from '../support/clock.ts';
import { type House, openHouse } from '../support/house.ts';
import { DESK } from '../support/paper.ts';
import { openPostOffice, type PostOffice } from '../support/post-office.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const HOME = { id: DESK, name: 'Conti Informatica' };
const TEST = letterOf({ kind: 'test', desk: 'Conti Informatica' }, 'en');

describe('a letter', () => {
  it('says the same as plain text and as small HTML, loads nothing, and lets no name become markup', () => {
    const message = {
      kind: 'request-taken',
      desk: 'Conti <b>& Figli</b>',
      number: 7,
      technician: '"Maria" <script>',
    } as const;
    for (const language of ['it', 'en'] as const) {
      const { text, html } = letterOf(message, language);
      expect(text).toContain('"Maria" <script>');
      expect(html).toContain('&quot;Maria&quot; &lt;script&gt; ');
      expect(html).toContain(`lang="${language}"`);
      expect(html).not.toMatch(/<(?:script|b|img|link|style|iframe)\b|https?:/);
    }
  });

  it('goes to one plain address and to nothing else', () => {
    for (const address of ['carla@example.org', "o'hara+x@sub.example.co.uk", 'root@localhost'])
      expect(isMailbox(address), address).toBe(true);
    const impossible = [
      '',
      'carla',
      '@example.org',
      'carla@',
      'a@b@c.org',
      'carla@example.org, eve@example.org',
      'carla@example.org\r\nBcc: eve@example.org',
      'Carla <carla@example.org>',
      '"a b"@example.org',
      'carla@exa mple.org',
      'carla@example..org',
      'càrla@example.org',
      `${'a'.repeat(65)}@example.org`,
      `a@${'b'.repeat(255)}.org`,
      'carla@[127.0.0.1]',
      'carla@example.org>',
    ];
    for (const address of impossible) expect(isMailbox(address), address).toBe(false);
  });
});

describe('a mail server', () => {
  let office: PostOffice;
  beforeAll(async () => {
    office = await openPostOffice();
  });
  afterAll(() => office.closes());
  const hands = (to = 'carla@example.org', limitMs = 2_000, letter = TEST) =>
    smtp(office.config, limitMs)('abc', to, letter);

  it('gets it from the desk’s address, marked as sent by a machine', async () => {
    office.behaves({ is: 'kind' });
    expect(await hands()).toMatchObject({ outcome: 'accepted' });
    const last = office.kept.at(-1);
    expect(last).toMatchObject({ from: 'help@desk.example', to: ['carla@example.org'] });
    expect(last?.headers).toMatch(/^From: help@desk\.example$/m);
    expect(last?.headers).toMatch(/^Message-ID: <abc@desk\.example>$/m);
    expect(last?.headers).toMatch(/^Auto-Submitted: auto-generated$/m);
    expect(last?.parts[0]).toContain('letters of the help desk arrive');
    expect(last?.parts[1]).toContain('<p>If you read this');
  });

  it('gets no header that a name brought along', async () => {
    const evil = letterOf({ kind: 'test', desk: 'Conti\r\nBcc: eve@example.org\r\n\r\nbuy now' }, 'en');
    expect(await hands('carla@example.org', 2_000, evil)).toMatchObject({ outcome: 'accepted' });
    const last = office.kept.at(-1);
    expect(last?.to).toEqual(['carla@example.org']);
    expect(last?.headers).not.toMatch(/^Bcc:/im);
    const before = office.seen();
    expect(await hands('carla@example.org\r\nRCPT TO:<eve@example.org>')).toEqual({
      outcome: 'impossible-address',
      answer: '',
    });
    expect(office.seen()).toBe(before);
  });

  it('that refuses the address or the letter is told apart from one that puts it off', async () => {
    office.behaves({ is: 'refuses', at: 'address', status: 550 });
    expect(await hands()).toEqual({ outcome: 'refused', answer: '550 not here, says the post' });
    office.behaves({ is: 'refuses', at: 'letter', status: 554 });
    expect(await hands()).toMatchObject({ outcome: 'refused' });
    office.behaves({ is: 'refuses', at: 'address', status: 450 });
    expect(await hands()).toMatchObject({ outcome: 'put-off' });
    office.behaves({ is: 'refuses', at: 'letter', status: 452 });
    expect(await hands()).toMatchObject({ outcome: 'put-off' });
  });

  it('that hangs or hangs up before the letter gets it later; after the letter nobody can tell', async () => {
    office.behaves({ is: 'silent', at: 'address' });
    expect(await hands('carla@example.org', 250)).toMatchObject({ outcome: 'no-answer' });
    office.behaves({ is: 'hangs-up', at: 'address' });
    expect(await hands()).toMatchObject({ outcome: 'unreachable' });
    office.behaves({ is: 'silent', at: 'letter' });
    expect(await hands()).toMatchObject({ outcome: 'broken-off' });
    office.behaves({ is: 'hangs-up', at: 'letter' });
    expect(await hands()).toMatchObject({ outcome: 'broken-off' });
    const away = { ...office.config, url: new URL('smtp://127.0.0.1:1') };
    expect(await smtp(away)('abc', 'carla@example.org', TEST)).toMatchObject({ outcome: 'unreachable' });
  });

  it('that wants a password gets the right one, and says so where it is wrong', async () => {
    const strict = await openPostOffice('p@ss/w:rd');
    expect(await smtp(strict.config)('abc', 'carla@example.org', TEST)).toMatchObject({
      outcome: 'accepted',
    });
    const url = new URL(strict.config.url);
    url.password = 'other';
    const wrong = await smtp({ ...strict.config, url })('abc', 'carla@example.org', TEST);
    expect(wrong).toMatchObject({ outcome: 'sign-in' });
    expect(strict.kept).toHaveLength(1);
    await strict.closes();
  });
});

describe('the post', () => {
  let house: House;
  let office: PostOffice;
  let clock: Clock;
  let post: Mail;
  /** @param limitMs how long it waits for the server, where that is not what the product waits */
  const opens = (limitMs?: number) =>
    mailOf({
      store: house.store,
      bus: house.bus,
      secrets: loadSecrets(house.folder),
      smtp: office.config,
      publicUrl: new URL('https://desk.example'),
      now: clock.now,
      onProblem: (problem) => house.problems.push(problem),
      onTrouble: () => {},
      handOver: smtp(office.config, limitMs),
      chance: () => 0.5,
    });
  beforeAll(async () => {
    clock = fakeClock();
    house = await openHouse({ now: clock.now });
    office = await openPostOffice();
    post = opens();
  });
  afterAll(async () => {
    await office.closes();
    await house.closes();
  });
  /** Each a moment after the other, so that the last one is the last. */
  const writes = (to = 'carla@example.org') => {
    clock.advance(1);
    return house.store.write(
      post.transcript(HOME, { to, language: 'it', technician: 'Maria Rossi', lines: ['Ciao\nè tutto?'] }),
    );
  };
  const last = async () => (await post.status(DESK)).letters[0];
  const sealed = async () =>
    house.store.read<{ sealed: Uint8Array | null }>(
      house.store.sql.selectFrom('mail').select('sealed').where('state', '!=', 'waiting'),
    );

  it('keeps whom it writes to sealed until it is sent, and not at all afterwards', async () => {
    await writes('carla.segreta@example.org');
    const rows = await house.store.read(house.store.sql.selectFrom('mail').selectAll());
    expect(Buffer.from(JSON.stringify(rows)).toString()).not.toMatch(/segreta|tutto/);
    await post.turn();
    const letter = await office.has(1);
    expect(letter.to).toEqual(['carla.segreta@example.org']);
    expect(letter.parts[0]).toContain('è tutto?');
    expect(letter.parts[1]).toContain('Ciao<br>è tutto?');
    expect(await last()).toMatchObject({ state: 'sent', outcome: 'accepted', kind: 'transcript' });
    expect((await sealed()).every((row) => row.sealed === null)).toBe(true);
  });

  it('tries again what the server puts off, ever more seldom, and gives up after a day', async () => {
    office.behaves({ is: 'refuses', at: 'address', status: 451 });
    await writes();
    await post.turn();
    await post.turn();
    expect(await last()).toMatchObject({ state: 'waiting', tries: 1, outcome: 'put-off' });
    clock.advance(6_000);
    // As after a restart: all it needs is in the store.
    post = opens();
    await post.turn();
    expect(await last()).toMatchObject({ state: 'waiting', tries: 2 });
    for (let hours = 0; hours < 30; hours += 3) {
      clock.advance(3 * HOUR);
      await post.turn();
    }
    expect(await last()).toMatchObject({ state: 'failed', outcome: 'given-up', nextAt: null });
    expect((await last())?.tries).toBeLessThan(12);
    office.behaves({ is: 'kind' });
    const before = office.seen();
    await post.turn();
    expect(office.seen()).toBe(before);
  });

  it('never sends again what the server may have taken', async () => {
    office.behaves({ is: 'hangs-up', at: 'letter' });
    const before = office.seen();
    await writes();
    await post.turn();
    expect(await last()).toMatchObject({ state: 'unsure', outcome: 'broken-off', tries: 1 });
    office.behaves({ is: 'kind' });
    clock.advance(HOUR);
    await post.turn();
    expect(office.seen()).toBe(before + 1);
  });

  it('does not hand over again what was on its way when the broker died', async () => {
    await writes();
    const dies = house.store.sql.updateTable('mail').set({ state: 'sending', next_at: clock.now() });
    await house.store.write([just(dies.where('state', '=', 'waiting'))]);
    const before = office.seen();
    clock.advance(10 * MINUTE);
    post = opens();
    await post.turn();
    expect(await last()).toMatchObject({ state: 'unsure', outcome: 'broken-off' });
    expect(office.seen()).toBe(before);
  });

  it('leaves the others in peace while the server is away, and sends them when it is back', async () => {
    office.behaves({ is: 'silent', at: 'address' });
    await writes('one@example.org');
    await writes('two@example.org');
    await opens(200).turn();
    const waiting = (await post.status(DESK)).letters.filter(({ state }) => state === 'waiting');
    expect(waiting.map(({ tries }) => tries).sort()).toEqual([0, 1]);
    office.behaves({ is: 'kind' });
    clock.advance(MINUTE);
    const before = office.kept.length;
    await post.turn();
    expect(
      office.kept
        .slice(before)
        .map(({ to }) => to[0])
        .sort(),
    ).toEqual(['one@example.org', 'two@example.org']);
  });

  it('fails an address that the server does not know, in its words, and goes on with the next', async () => {
    office.behaves({ is: 'refuses', at: 'address', status: 550 });
    await writes();
    await post.turn();
    expect(await last()).toMatchObject({
      state: 'failed',
      outcome: 'refused',
      answer: '550 not here, says the post',
    });
    office.behaves({ is: 'kind' });
    expect(house.problems).toEqual([]);
  });
});

describe('a desk with a mail server', () => {
  let desk: Desk;
  let office: PostOffice;
  let admin: Staff;
  let maria: Technician;
  beforeAll(async () => {
    office = await openPostOffice();
    desk = await startDesk({ config: { smtp: office.config } });
    admin = await desk.admin();
    maria = await desk.technician();
  });
  afterAll(async () => {
    await desk.closes();
    await office.closes();
  });
  const status = async () => mailStatus.parse((await admin.tab.get('/api/mail')).json);
  const writes = (email: string) =>
    asks(desk, { email, name: 'Buy at evil', problem: 'Look at https://evil.example' });

  it('sends an invitation with the one link, in the chosen language, and the link works once', async () => {
    const who = { name: 'Dora Neri', email: 'dora@example.org', role: 'technician', mail: 'it' };
    const answer = await admin.tab.post('/api/people', who);
    expect(answer.status).toBe(201);
    const letter = await office.has(1);
    expect(letter.to).toEqual(['dora@example.org']);
    const links = (letter.parts[0] ?? '').match(/http\S+/g) ?? [];
    expect(links).toEqual([answer.json.link]);
    const uses = () =>
      desk
        .tab()
        .post('/api/enrol', { token: tokenIn(links[0] ?? ''), password: 'correct horse battery staple' });
    expect((await uses()).status).toBe(200);
    expect((await uses()).status).toBe(404);
    expect((await status()).letters[0]).toMatchObject({ kind: 'invitation', about: 'Dora Neri' });
  });

  it('writes to a customer who left an address when the request is taken and closed, and nothing they wrote', async () => {
    const { request } = await writes('carla@example.org');
    await maria.tab.post(`/api/requests/${request}/assign`, {});
    await maria.tab.post(`/api/requests/${request}/close`, { outcome: 'bring-in', note: 'a private word' });
    const closed = await office.has(3);
    const taken = await office.has(2);
    expect(taken.to).toEqual(['carla@example.org']);
    expect(taken.parts[0]).toContain('Maria Rossi di Conti Informatica ha preso in carico');
    expect(closed.parts[0]).toContain('Il dispositivo va portato in sede.');
    for (const { raw, parts } of [taken, closed])
      expect(raw + parts.join('\n')).not.toMatch(/evil|private word/i);
  });

  it('writes to nobody who left no address, nor to one who withdrew', async () => {
    const silent = await writes('');
    await maria.tab.post(`/api/requests/${silent.request}/assign`, {});
    await maria.tab.post(`/api/requests/${silent.request}/close`, { outcome: 'resolved', note: '' });
    const { request, held } = await writes('piero@example.org');
    await desk.visitor().tab.post('/api/request/withdraw', held);
    const rows = await desk.store.read(
      desk.store.sql.selectFrom('mail').selectAll().where('request_id', 'in', [silent.request, request]),
    );
    expect(rows).toEqual([]);
  });

  it('writes no more than ten times a day to one address that strangers give', async () => {
    for (let i = 0; i < 6; i += 1) {
      const { request } = await writes('flooded@example.org');
      await maria.tab.post(`/api/requests/${request}/assign`, {});
      await maria.tab.post(`/api/requests/${request}/close`, { outcome: 'resolved', note: '' });
    }
    const rows = await desk.store.read(
      desk.store.sql
        .selectFrom('mail')
        .select('id')
        .where('to_hash', '=', recipientHash('Flooded@example.org')),
    );
    expect(rows).toHaveLength(10);
  });

  it('shows admins what is set and what became of it, and lets them try', async () => {
    const settings = { contact: 'help@conti.example', missedMinutes: 15, language: 'en' };
    expect((await admin.tab.send('PUT', '/api/mail/settings', { body: settings })).status).toBe(204);
    expect((await status()).settings).toEqual(settings);
    for (const wrong of [{ contact: 'x\r\ny' }, { missedMinutes: 100_000 }, { language: 'fr' }])
      expect(
        (await admin.tab.send('PUT', '/api/mail/settings', { body: { ...settings, ...wrong } })).status,
      ).toBe(400);
    expect((await admin.tab.post('/api/mail/test', { language: 'en' })).status).toBe(204);
    expect((await status()).letters[0]).toMatchObject({ kind: 'test', about: 'Anna Conti' });
    expect((await maria.tab.get('/api/mail')).status).toBe(403);
  });
});
