// Files between two pages: offered, accepted, moved over lanes the keepers make, and recorded as they end.
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { FileEntry, FileStage } from '../../client-web/src/features/files/entries.ts';
import { type Files, openFiles } from '../../client-web/src/features/files/files.ts';
import type { Sink, SinkRefusal } from '../../client-web/src/features/files/sinks.ts';
import type { Lane } from '../../link/lane.ts';
import { refuse } from '../../shared/errors.ts';
import type { Broker } from './support/broker.ts';
import { realClock } from './support/clock.ts';
import { type Couple, met } from './support/couple.ts';
import { fileOf, sha256, type TestSink, testSink } from './support/files.ts';
import { chance, isThere, settle, until } from './support/kit.ts';
import { closed } from './support/lanes.ts';
import { type Page, pageOf } from './support/page.ts';

// Real connections: a busy machine may take its time.
vi.setConfig({ testTimeout: 30_000, hookTimeout: 30_000 });

const MiB = 1024 * 1024;
interface End extends Page {
  readonly files: Files;
  readonly fileLanes: Lane[];
  /** Where the next accepted file goes. */
  place: Sink | SinkRefusal;
}

describe('files of a session', () => {
  let couple: Couple;
  let broker: Broker;
  let maria: End;
  let carlo: End;
  let sink: TestSink;
  const openEnd = (role: 'technician' | 'customer'): End => {
    const page = pageOf(broker, role, { clock: realClock, pair: couple.pairs[role] });
    const fileLanes: Lane[] = [];
    const end: End = {
      ...page,
      place: sink,
      fileLanes,
      files: openFiles({
        session: page.session,
        lanes: page.lanes,
        pickSink: async () => end.place,
        deps: { ...realClock, ...chance },
      }),
    };
    page.lanes.onFile((_fileId, lane) => fileLanes.push(lane));
    return end;
  };
  const entryAt = (end: End, test: (entry: FileEntry) => boolean) =>
    until(end.files.entries, (entries) => entries.some(test)).then((entries) => {
      const found = entries.find(test);
      if (!found) throw new Error('no such file');
      return found;
    });
  const staged = (end: End, ...stages: FileStage[]) => entryAt(end, (entry) => stages.includes(entry.stage));
  const offer = async (size: number, name?: string) => {
    const it = fileOf(size, name);
    const offered = await maria.files.offer(it.file);
    if ('refused' in offered) throw new Error(offered.refused);
    await entryAt(carlo, (entry) => entry.fileId === offered.fileId);
    return { ...it, fileId: offered.fileId };
  };
  const lastEvent = () => broker.events.at(-1);

  beforeEach(async () => {
    couple = await met({ now: () => Date.now() });
    broker = couple.broker;
    sink = testSink();
    maria = openEnd('technician');
    carlo = openEnd('customer');
    await Promise.all([maria, carlo].map((end) => until(end.lanes.talk, isThere)));
  });
  afterEach(async () => {
    const lanes = [maria, carlo].flatMap((end) => [...end.fileLanes, end.lanes.talk.value]).filter(isThere);
    const ends = Promise.all(lanes.map(closed));
    for (const end of [maria, carlo]) {
      end.files.close();
      end.close();
    }
    await ends;
  });

  it('go from one to the other and are written down with their hash', async () => {
    const { bytes, fileId } = await offer(3 * MiB);
    expect((await staged(carlo, 'offered')).from).toBe('them');
    expect((await staged(maria, 'offered')).from).toBe('me');
    expect(await carlo.files.accept(fileId)).toBeNull();
    const done = await Promise.all([staged(maria, 'done'), staged(carlo, 'done')]);
    expect(done.map((entry) => entry.bytes)).toEqual([3 * MiB, 3 * MiB]);
    expect(sink.bytes().equals(bytes)).toBe(true);
    expect(lastEvent()).toMatchObject({
      type: 'file.done',
      by: { role: 'customer' },
      result: 'complete',
      bytes: 3 * MiB,
      detail: { sha256: sha256(bytes) },
    });
    expect(broker.events.filter((event) => event.type === 'file.done')).toHaveLength(1);
  });

  it('show a safe name, its true extension, and whether it is a program', async () => {
    await offer(1, '../photo‮gpj.exe');
    const { name, extension, isProgram } = await staged(carlo, 'offered');
    expect({ name, extension, isProgram }).toEqual({
      name: '_photogpj.exe',
      extension: '.exe',
      isProgram: true,
    });
  });

  it('do not move before they are accepted, and never when refused', async () => {
    const { fileId } = await offer(10);
    expect(await carlo.files.reject(fileId)).toBeNull();
    await Promise.all([staged(maria, 'rejected'), staged(carlo, 'rejected')]);
    expect(broker.signals.some((signal) => signal.kind === 'files')).toBe(false);
  });

  it('stay offered when the person closes the picker', async () => {
    const { fileId } = await offer(10);
    carlo.place = { noSink: 'cancelled' };
    expect(await carlo.files.accept(fileId)).toEqual({ noSink: 'cancelled' });
    expect(lastEvent()?.type).toBe('file.offered');
    carlo.place = sink;
    expect(await carlo.files.accept(fileId)).toBeNull();
    await staged(maria, 'done');
  });

  it('stay offered when the acceptance cannot be recorded', async () => {
    const { fileId } = await offer(10);
    broker.onWish = () => 'lose';
    const accepting = carlo.files.accept(fileId);
    await settle();
    broker.cut('customer');
    expect(await accepting).toEqual(refuse('CLOSED'));
    await settle();
    expect(sink.ended()).toBe('aborted');
    expect((await staged(carlo, 'offered')).fileId).toBe(fileId);
    broker.onWish = () => 'take';
    await until(carlo.session.status, (status) => status.kind === 'online');
    carlo.place = sink = testSink();
    expect(await carlo.files.accept(fileId)).toBeNull();
    await staged(maria, 'done');
  });

  it('are accepted only by the other side', async () => {
    const { fileId } = await offer(10);
    expect(await maria.files.accept(fileId)).toEqual(refuse('NO_SUCH_FILE'));
    expect(await carlo.files.accept(chance.newUuid())).toEqual(refuse('NO_SUCH_FILE'));
  });

  it('are cancelled by either side, before or while they move', async () => {
    const early = await offer(10);
    expect(await maria.files.cancel(early.fileId)).toBeNull();
    await staged(carlo, 'cancelled');
    const late = await offer(8 * MiB);
    sink.onWrite = async (offset) => {
      if (offset >= MiB) await carlo.files.cancel(late.fileId);
    };
    await carlo.files.accept(late.fileId);
    const isLate = (entry: FileEntry) => entry.fileId === late.fileId && entry.stage === 'cancelled';
    await Promise.all([entryAt(maria, isLate), entryAt(carlo, isLate)]);
    await until(carlo.session.events, (events) => events.at(-1)?.type === 'file.done');
    expect(lastEvent()).toMatchObject({ type: 'file.done', result: 'cancelled' });
    await settle();
    expect(sink.ended()).toBe('aborted');
  });

  it('go on over a new lane when one breaks', async () => {
    const { bytes, fileId } = await offer(4 * MiB);
    let isBroken = false;
    sink.onWrite = (offset) => {
      if (isBroken || offset < 2 * MiB) return;
      isBroken = true;
      carlo.fileLanes[0]?.close();
    };
    await carlo.files.accept(fileId);
    await staged(maria, 'done');
    expect(sink.bytes().equals(bytes)).toBe(true);
    expect(carlo.fileLanes).toHaveLength(2);
  });

  it('move three at a time', async () => {
    const sinks = Array.from({ length: 4 }, testSink);
    const held: (() => void)[] = [];
    for (const each of sinks) each.onWrite = () => new Promise((resolve) => held.push(resolve));
    const offers = await Promise.all(sinks.map((_, i) => offer(10, `${i}.txt`)));
    for (const [i, { fileId }] of offers.entries()) {
      carlo.place = sinks[i] ?? sink;
      await carlo.files.accept(fileId);
    }
    const moving = (entries: readonly FileEntry[]) =>
      entries.filter((entry) => entry.stage === 'moving').length;
    await until(carlo.files.entries, (entries) => moving(entries) === 3);
    const kinds = new Set(broker.signals.filter((s) => s.kind === 'files').map((s) => s.lane));
    expect(kinds.size).toBe(3);
    for (const each of sinks) each.onWrite = () => {};
    for (const release of held) release();
    await until(maria.files.entries, (entries) => entries.every((entry) => entry.stage === 'done'));
  });

  it('of before a reload are given up, and said to be', async () => {
    const { fileId } = await offer(8 * MiB);
    sink.onWrite = () => new Promise(() => {});
    await carlo.files.accept(fileId);
    await staged(maria, 'moving');
    const gone = Promise.all([...carlo.fileLanes, carlo.lanes.talk.value].filter(isThere).map(closed));
    carlo.close();
    await gone;
    carlo = openEnd('customer');
    expect((await staged(carlo, 'failed')).reason).toBe('reloaded');
    await staged(maria, 'failed');
    expect(lastEvent()).toMatchObject({ type: 'file.done', result: 'failed' });
    await Promise.all([maria, carlo].map((end) => until(end.lanes.talk, isThere)));
  });
});
