// One file over real lanes: whole, slow, broken off and resumed, cancelled, false.
import { afterEach, describe, expect, it, vi } from 'vitest';
import { receiveFile } from '../../client-web/src/features/files/receive.ts';
import { sendFile } from '../../client-web/src/features/files/send.ts';
import { openMemory } from '../../client-web/src/features/files/sinks.ts';
import type { Lane } from '../../link/lane.ts';
import { CHUNK_BYTES, WINDOW_BYTES } from '../../shared/channel/file.ts';
import { fileOf, sha256, testSink } from './support/files.ts';
import { settle } from './support/kit.ts';
import { closed, joined, messages, type Pair } from './support/lanes.ts';

// Real connections: a busy machine may take its time.
vi.setConfig({ testTimeout: 30_000, hookTimeout: 30_000 });

const MiB = 1024 * 1024;

describe('a file', () => {
  const pairs: Pair[] = [];
  const join = async () => {
    const pair = joined('files');
    pairs.push(pair);
    await pair.up;
    return pair;
  };
  /** A transfer of `size` bytes whose gates stand open until a test shuts them. */
  const transfer = (size: number) => {
    const { file, bytes } = fileOf(size);
    const sink = testSink();
    const gates = { sender: true, receiver: true };
    const told: number[] = [];
    const sending = sendFile({
      file,
      isAllowed: () => gates.sender,
      onProgress: (stored) => told.push(stored),
    });
    const receiving = receiveFile({ sink, size, isAllowed: () => gates.receiver, onProgress: () => {} });
    const attach = ({ a, b }: Pair) => {
      sending.attach(a);
      receiving.attach(b);
    };
    const results = () => Promise.all([sending.result, receiving.result]);
    return { file, bytes, sink, gates, told, sending, receiving, attach, results };
  };
  afterEach(async () => {
    const ends = Promise.all(pairs.flatMap(({ a, b }) => [closed(a), closed(b)]));
    for (const { a, b } of pairs) {
      a.close();
      b.close();
    }
    pairs.length = 0;
    await ends;
  });

  it('of 8 MiB arrives whole through a slow disk, with the right hash', async () => {
    const { bytes, sink, told, attach, results } = transfer(8 * MiB);
    sink.onWrite = settle;
    attach(await join());
    const complete = { kind: 'complete', sha256: sha256(bytes) };
    expect(await results()).toEqual([complete, complete]);
    expect(sink.bytes().equals(bytes)).toBe(true);
    expect(sink.ended()).toBe('closed');
    expect(told.at(-1)).toBe(8 * MiB);
    expect(told).toEqual([...told].sort((a, b) => a - b));
  });

  it.each([0, 1, CHUNK_BYTES, MiB + 1])('of %i bytes arrives whole', async (size) => {
    const { bytes, sink, attach, results } = transfer(size);
    attach(await join());
    const complete = { kind: 'complete', sha256: sha256(bytes) };
    expect(await results()).toEqual([complete, complete]);
    expect(sink.bytes().equals(bytes)).toBe(true);
  });

  it('never has more on the way than the window, however slow the disk', async () => {
    const { sending } = transfer(2 * WINDOW_BYTES);
    const { a, b } = await join();
    sending.attach(a);
    const window = messages(b, WINDOW_BYTES / CHUNK_BYTES + 1);
    await b.send('{"k":"from","offset":0}');
    const full = messages(b, WINDOW_BYTES / CHUNK_BYTES);
    await full;
    await a.send('mark');
    expect((await window).at(-1)).toBe('mark');
    const more = messages(b, 2);
    await b.send(JSON.stringify({ k: 'stored', offset: 2 * CHUNK_BYTES }));
    expect((await more).map((chunk) => chunk.length)).toEqual([CHUNK_BYTES, CHUNK_BYTES]);
  });

  it('goes on where it stopped when the lane breaks in the middle', async () => {
    const { bytes, sink, attach, results, sending, receiving } = transfer(4 * MiB);
    const first = await join();
    sink.onWrite = (offset) => {
      if (offset >= 2 * MiB) first.b.close();
    };
    const broken = closed(first.a);
    attach(first);
    await broken;
    sink.onWrite = () => {};
    const second = await join();
    const asked = new Promise<number>((resolve) => {
      second.a.on({
        data: (raw) => resolve((JSON.parse(String(raw)) as { offset: number }).offset),
      });
    });
    sending.attach(second.a);
    receiving.attach(second.b);
    expect(await asked).toBeGreaterThanOrEqual(2 * MiB);
    const complete = { kind: 'complete', sha256: sha256(bytes) };
    expect(await results()).toEqual([complete, complete]);
    expect(sink.bytes().equals(bytes)).toBe(true);
  });

  it('hears where to go on even when that was said before it listened', async () => {
    const { bytes, sending } = transfer(3);
    const first = await join();
    sending.attach(first.a);
    await first.b.send('{"k":"from","offset":0}');
    await messages(first.b, 1);
    const second = await join();
    await second.b.send('{"k":"from","offset":1}');
    const arrived = messages(second.b, 2);
    await second.b.send('{"k":"stored","offset":1}');
    sending.attach(second.a);
    const [rest] = await arrived;
    expect([...(rest as Uint8Array)]).toEqual([...bytes.subarray(1)]);
  });

  it('is given up at both ends when either cancels', async () => {
    for (const who of ['sending', 'receiving'] as const) {
      const it = transfer(8 * MiB);
      it.sink.onWrite = (offset) => {
        if (offset >= MiB) it[who].cancel();
      };
      it.attach(await join());
      expect(await it.results()).toEqual([{ kind: 'cancelled' }, { kind: 'cancelled' }]);
      await settle();
      expect(it.sink.ended()).toBe('aborted');
    }
  });

  it('stops at the first chunk after its acceptance is gone, at either end', async () => {
    for (const who of ['sender', 'receiver'] as const) {
      const it = transfer(8 * MiB);
      it.sink.onWrite = (offset) => {
        if (offset >= MiB) it.gates[who] = false;
      };
      it.attach(await join());
      expect(await it.results()).toEqual([{ kind: 'cancelled' }, { kind: 'cancelled' }]);
      expect(it.sink.offset).toBeLessThan(8 * MiB);
    }
  });

  it('is refused when its bytes are not those that were promised', async () => {
    const { sink, receiving } = transfer(5);
    const { a, b } = await join();
    const asked = messages(a, 1);
    receiving.attach(b);
    expect(await asked).toEqual(['{"k":"from","offset":0}']);
    const answers = messages(a, 2);
    await a.send(new Uint8Array(5));
    await a.send(JSON.stringify({ k: 'end', bytes: 5, sha256: sha256(new Uint8Array(4)) }));
    expect(await receiving.result).toEqual({ kind: 'failed', reason: 'hash' });
    expect((await answers).at(-1)).toBe('{"k":"verdict","ok":false}');
    expect(sink.ended()).toBe('aborted');
  });

  const lies: [string, (Uint8Array | string)[], string][] = [
    ['more bytes than were offered', [new Uint8Array(6)], 'size'],
    [
      'fewer bytes than were offered',
      [JSON.stringify({ k: 'end', bytes: 5, sha256: sha256(new Uint8Array(0)) })],
      'size',
    ],
    ['a word that has no form', ['{"k":"run"}'], 'rules'],
    ['the receiver’s own words', ['{"k":"verdict","ok":true}'], 'rules'],
  ];
  it.each(lies)('is refused when the sender says %s', async (_name, words, reason) => {
    const { sink, receiving } = transfer(5);
    const { a, b } = await join();
    const asked = messages(a, 1);
    receiving.attach(b);
    await asked;
    for (const word of words) await a.send(word);
    expect(await receiving.result).toEqual({ kind: 'failed', reason });
    await settle();
    expect(sink.ended()).toBe('aborted');
    expect(sink.offset).toBe(0);
  });

  it('takes nothing before it has said where to begin', async () => {
    const { sink, receiving } = transfer(5);
    const { b } = await join();
    const early: Lane = {
      ...b,
      on(handlers) {
        const cancel = b.on(handlers);
        handlers.data?.(new Uint8Array(5));
        return cancel;
      },
    };
    receiving.attach(early);
    expect(await receiving.result).toEqual({ kind: 'failed', reason: 'rules' });
    expect(sink.offset).toBe(0);
  });

  it.each([
    ['asks for bytes beyond the end', '{"k":"from","offset":9}'],
    ['has stored what was never sent', '{"k":"stored","offset":9}'],
    ['judges before the end', '{"k":"verdict","ok":true}'],
    ['sends bytes itself', new Uint8Array(3)],
  ])('is not sent to a receiver who %s', async (_name, word) => {
    const { sending } = transfer(5);
    const { a, b } = await join();
    sending.attach(a);
    await b.send(word);
    expect(await sending.result).toEqual({ kind: 'failed', reason: 'rules' });
  });

  it('ends at both sides when the disk is full', async () => {
    const { sink, attach, results } = transfer(2 * MiB);
    sink.onWrite = (offset) => {
      if (offset >= MiB) throw new Error('no space left');
    };
    attach(await join());
    expect(await results()).toEqual([
      { kind: 'failed', reason: 'peer' },
      { kind: 'failed', reason: 'disk' },
    ]);
  });

  it('ends at both sides when it can no longer be read', async () => {
    const { file, sink } = transfer(2 * MiB);
    const gone = new Proxy(file, {
      get: (target, key) => (key === 'slice' ? () => new Blob([]) : Reflect.get(target, key, target)),
    });
    const sending = sendFile({ file: gone, isAllowed: () => true, onProgress: () => {} });
    const receiving = receiveFile({ sink, size: file.size, isAllowed: () => true, onProgress: () => {} });
    const { a, b } = await join();
    sending.attach(a);
    receiving.attach(b);
    expect(await sending.result).toEqual({ kind: 'failed', reason: 'unreadable' });
    expect(await receiving.result).toEqual({ kind: 'failed', reason: 'peer' });
  });
});

describe('a place in memory', () => {
  it('hands over the whole at the end, and nothing when given up', async () => {
    const delivered: [Blob, string][] = [];
    const sink = openMemory('a.txt', (whole, name) => delivered.push([whole, name]));
    await sink.write(new Uint8Array([1, 2]));
    await sink.write(new Uint8Array([3]));
    expect(sink.offset).toBe(3);
    await sink.close();
    const [[whole, name] = [new Blob(), '']] = delivered;
    expect([name, whole.type]).toEqual(['a.txt', 'application/octet-stream']);
    expect([...new Uint8Array(await whole.arrayBuffer())]).toEqual([1, 2, 3]);
    const other = openMemory('b.txt', () => {
      throw new Error('delivered');
    });
    await other.write(new Uint8Array([1]));
    await other.abort();
  });
});
