// Files that a customer attaches to a request: whole at the desk, in pieces on the way, and nobody else's business.
import { createHash, randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { NO_POLICY } from '../../shared/desk/policy.ts';
import { FIRST_SETTINGS } from '../../shared/desk/settings.ts';
import { ATTACHMENTS, requestFile } from '../../shared/protocol/request-files.ts';
import * as requests from '../../shared/protocol/requests.ts';
import { type Desk, startDesk, type Technician } from '../support/actors.ts';
import { type Asker, asks } from '../support/asking.ts';
import { announces, puts, sends } from '../support/attaching.ts';
import type { Reply } from '../support/tab.ts';

let desk: Desk;
let maria: Technician;
beforeAll(async () => {
  desk = await startDesk();
  await desk.admin();
  maria = await desk.technician();
});
afterAll(() => desk.closes());

const opens = () => asks(desk);
const codeOf = ({ status, json }: Reply) => ({ status, error: json?.error });
const read = async ({ held }: Asker) =>
  requests.requestDetails.parse((await maria.tab.get(`/api/requests/${held.request}`)).json);

describe('a file', () => {
  it('arrives byte by byte as it was, with its hash, and is saved, never shown', async () => {
    const carla = await opens();
    const bytes = randomBytes(2 * ATTACHMENTS.pieceBytes + 12_345);
    const file = await sends(carla, 'photo of the error.jpg', bytes);
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    expect(file).toMatchObject({ name: 'photo of the error.jpg', sha256, isProgram: false });
    expect((await read(carla)).files).toEqual([file]);
    expect((await read(carla)).timeline.map(({ what }) => what)).toContain('attached');
    const path = `/api/requests/${carla.held.request}/files/${file.id}`;
    const answer = await fetch(`http://127.0.0.1:${desk.where.port}${path}`, {
      headers: { cookie: `__Host-sid=${maria.tab.login}`, 'sec-fetch-site': 'same-origin' },
    });
    expect(Buffer.from(await answer.arrayBuffer()).equals(bytes)).toBe(true);
    expect(answer.headers.get('content-type')).toBe('application/octet-stream');
    expect(answer.headers.get('content-disposition')).toBe(
      "attachment; filename*=UTF-8''photo%20of%20the%20error.jpg",
    );
    expect(answer.headers.get('x-content-type-options')).toBe('nosniff');
    expect(answer.headers.get('content-security-policy')).toContain('sandbox');
  });

  it('goes on where it was, and a piece that comes again counts once', async () => {
    const carla = await opens();
    const bytes = randomBytes(3_000);
    const { id } = requestFile.parse((await announces(carla, 'a.bin', 3_000)).json);
    const first = { at: 0, bytes: bytes.subarray(0, 1_000) };
    const twice = await Promise.all([puts(carla, id, first), puts(carla, id, first)]);
    expect(twice.map(({ json }) => json.received)).toEqual([1_000, 1_000]);
    expect((await puts(carla, id, first)).json.received).toBe(1_000);
    expect(codeOf(await puts(carla, id, { at: 2_000, bytes: bytes.subarray(2_000) }))).toEqual({
      status: 400,
      error: 'BAD_INPUT',
    });
    const last = await puts(carla, id, { at: 1_000, bytes: bytes.subarray(1_000) });
    expect(last.json.sha256).toBe(createHash('sha256').update(bytes).digest('hex'));
  });

  it('that does something when it is opened is said to be one; a name is no path', async () => {
    const carla = await opens();
    const program = await sends(carla, '../../Rechnung.pdf\u202Efdp.exe', Buffer.from('MZ'));
    expect(program).toMatchObject({ isProgram: true });
    expect(program.name).not.toMatch(/[/\\\u202E]/);
  });

  it('that is not whole is not handed out', async () => {
    const carla = await opens();
    const { id } = requestFile.parse((await announces(carla, 'half.txt', 100)).json);
    await puts(carla, id, { at: 0, bytes: Buffer.alloc(50) });
    const answer = await maria.tab.get(`/api/requests/${carla.held.request}/files/${id}`);
    expect(codeOf(answer)).toEqual({ status: 404, error: 'NOT_FOUND' });
  });
});

describe('what is not taken', () => {
  it('is more than was announced, than fits into a piece, or than a request may hold', async () => {
    const carla = await opens();
    const { id } = requestFile.parse((await announces(carla, 'a.txt', 10)).json);
    expect(codeOf(await puts(carla, id, { at: 0, bytes: Buffer.alloc(11) })).error).toBe('BAD_INPUT');
    expect(codeOf(await puts(carla, id, { at: 0, bytes: Buffer.alloc(0) })).status).toBe(400);
    const large = Buffer.alloc(ATTACHMENTS.pieceBytes + 1);
    expect(codeOf(await puts(carla, id, { at: 0, bytes: large }))).toEqual({
      status: 413,
      error: 'TOO_LARGE',
    });
    expect(codeOf(await announces(carla, 'b.txt', ATTACHMENTS.bytes + 1)).error).toBe('FILE_TOO_LARGE');
    for (let i = 1; i < ATTACHMENTS.most; i += 1) await announces(carla, `${i}.txt`, 10);
    expect(codeOf(await announces(carla, 'one too many.txt', 10)).error).toBe('TOO_MANY_FILES');
  });

  it('is more than a request may hold, also where all of it is announced at once', async () => {
    const carla = await opens();
    const many = Array.from({ length: 20 }, (_, i) => announces(carla, `${i}.txt`, 10));
    const statuses = (await Promise.all(many)).map(({ status }) => status);
    expect(statuses.filter((status) => status === 201)).toHaveLength(ATTACHMENTS.most);
    const large = await opens();
    const three = [1, 2, 3].map((i) => announces(large, `${i}.bin`, ATTACHMENTS.bytes));
    const answers = (await Promise.all(three)).map(({ status }) => status);
    expect(answers.filter((status) => status === 201)).toHaveLength(2);
  });

  it('is more than all requests that nobody has taken may hold, until somebody takes this one', async () => {
    const full = await opens();
    const { id: other } = requestFile.parse((await announces(full, 'a.bin', 10)).json);
    const received = (n: number) =>
      desk.store.write([
        { query: desk.store.sql.updateTable('request_file').set({ received: n }).where('id', '=', other) },
      ]);
    await received(ATTACHMENTS.waitingBytes);
    const carla = await opens();
    const { id } = requestFile.parse((await announces(carla, 'a.txt', 10)).json);
    const bytes = Buffer.alloc(10);
    expect(codeOf(await puts(carla, id, { at: 0, bytes })).error).toBe('TOO_FAST');
    await maria.tab.post(`/api/requests/${carla.held.request}/assign`);
    expect((await puts(carla, id, { at: 0, bytes })).status).toBe(200);
    await received(0);
  });

  it('is what the desk does not take', async () => {
    const admin = await desk.admin();
    const policy = { ...NO_POLICY, files: { types: ['pdf', 'png'], mostBytes: 1_000_000 } };
    const say = (settings: object) =>
      admin.tab.send('PUT', '/api/desk', { body: { name: 'Conti Informatica', settings } });
    await say({ ...FIRST_SETTINGS, policy });
    const carla = await opens();
    expect(codeOf(await announces(carla, 'a.exe', 10)).error).toBe('FILE_TYPE');
    expect(codeOf(await announces(carla, 'a.pdf', 1_000_001)).error).toBe('FILE_TOO_LARGE');
    expect((await announces(carla, 'A.PDF', 10)).status).toBe(201);
    const looked = await carla.tab.post('/api/request/look', carla.held);
    expect(requests.waiting.parse(looked.json).takes).toEqual(policy.files);
    await say(FIRST_SETTINGS);
  });

  it('comes from somebody else, or to a request that is over', async () => {
    const carla = await opens();
    const other = await opens();
    const { id } = requestFile.parse((await announces(carla, 'a.txt', 10)).json);
    const bytes = Buffer.alloc(10);
    for (const proof of ['', 'x', `${carla.held.request}.${other.held.secret}`, `${other.held.request}.`])
      expect((await puts(carla, id, { at: 0, bytes, proof })).status).toBe(404);
    expect(codeOf(await puts(other, id, { at: 0, bytes })).status).toBe(404);
    await carla.tab.post('/api/request/withdraw', carla.held);
    expect(codeOf(await announces(carla, 'b.txt', 10)).error).toBe('NOT_NOW');
    expect(codeOf(await puts(carla, id, { at: 0, bytes })).error).toBe('NOT_NOW');
  });

  it('is bytes anywhere else', async () => {
    const { tab } = desk.visitor();
    const answer = await tab.post('/api/request/look', undefined, {
      raw: 'xx',
      headers: { 'content-type': 'application/octet-stream' },
    });
    expect(codeOf(answer)).toEqual({ status: 400, error: 'BAD_INPUT' });
  });
});
