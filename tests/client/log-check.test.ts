// Checks as the auditor's page makes them: of a session's proof and of a whole log, sound ones and spoilt ones.
import { describe, expect, it } from 'vitest';
import { checkSession } from '../../client-web/src/admin/log/check/check-session.ts';
import { fetchFile } from '../../client-web/src/admin/log/check/fetch-file.ts';
import { firstBadOf } from '../../client-web/src/admin/log/check/judged.ts';
import { type KeptHead, keepHead, keptHeadOf } from '../../client-web/src/admin/log/check/kept-heads.ts';
import { checkWholeLog, sizeOf } from '../../client-web/src/admin/log/check/whole-log.ts';
import { readSignatures } from '../../client-web/src/features/timeline/signatures.ts';
import { fromBase64url, toBase64url } from '../../shared/bytes.ts';
import { remark, tampered } from '../../shared/log/finding.ts';
import type { SessionBundle } from '../../shared/log/layout.ts';
import {
  bundleBytes,
  FORGER,
  LOG,
  type SampleLog,
  sampleBundle,
  sampleLog,
  shownSession,
} from '../support/sample-log.ts';
import { signedSession } from '../support/signed-session.ts';
import type { Files } from '../support/written-log.ts';

const VKEYS = [LOG.spelled];
const signedLog = () => sampleLog(shownSession());

describe('a session’s proof', () => {
  it('is sound: entries, details, replay and every signature, against a key by its short name', async () => {
    const checked = await checkSession(bundleBytes(await sampleBundle(await signedLog())), VKEYS);
    expect(checked).toMatchObject({ verdict: 'sound', origin: LOG.vkey.name, signed: 4, firstBad: null });
    expect(checked.counts).toMatchObject({ sessions: 1, erased: 0 });
    expect(checked.key?.fingerprint).toMatch(/^(?:[0-9a-f]{4} ){3}[0-9a-f]{4}$/);
    expect(checked.key?.spelled).toBe(LOG.spelled);
    expect(checked.size).toBeGreaterThan(checked.counts['entries'] ?? 0);
  });

  it('believes no key but the published ones', async () => {
    const bundle = await sampleBundle(await sampleLog(shownSession(), [FORGER]));
    const checked = await checkSession(bundleBytes({ ...bundle, vkey: `${FORGER.spelled}\n` }), VKEYS);
    expect(checked).toMatchObject({ verdict: 'tampered', key: null });
  });

  const spoilt = async (spoil: (bundle: SessionBundle) => void) => {
    const bundle = structuredClone(await sampleBundle(await signedLog()));
    spoil(bundle);
    return { checked: await checkSession(bundleBytes(bundle), VKEYS), bundle };
  };

  it('names the first entry that was changed, by its place in the log and in the session', async () => {
    const { checked, bundle } = await spoilt(({ leaves }) => {
      for (const at of [6, 4]) {
        const leaf = leaves[at];
        if (leaf) leaf.leaf = leaf.leaf.replace('"at":1', '"at":2');
      }
    });
    expect(checked.verdict).toBe('tampered');
    expect(checked.firstBad?.entry).toBe(bundle.leaves[4]?.index);
    expect(checked.firstBadSeq).toBe(5);
  });

  it('does not overlook a detail that was changed', async () => {
    const { checked } = await spoilt(({ leaves }) => {
      const [first] = leaves;
      if (first) first.detail = { technicianName: 'Mario Rossi', deskName: 'Conti Informatica' };
    });
    expect(checked).toMatchObject({ verdict: 'tampered', firstBadSeq: 1 });
  });

  it('does not overlook a statement that the log vouches for and nobody signed', async () => {
    const events = shownSession();
    const forged = events.map((event) => {
      if (event.type !== 'consent.granted' || !event.detail?.jws) return event;
      const [head = '', payload = '', signature = ''] = event.detail.jws.split('.');
      const bytes = fromBase64url(signature) ?? new Uint8Array();
      bytes[3] = (bytes[3] ?? 0) ^ 1;
      return { ...event, detail: { jws: `${head}.${payload}.${toBase64url(bytes)}` } };
    });
    const checked = await checkSession(bundleBytes(await sampleBundle(await sampleLog(forged))), VKEYS);
    expect(checked.verdict).toBe('tampered');
    expect(checked.firstBadSeq).toBe(events.find(({ type }) => type === 'consent.granted')?.seq);
  });

  it('finds nothing wrong with what ended, unsigned, because the session did', async () => {
    const { events } = await signedSession('ended');
    const over = events.find(({ type }) => type === 'consent.revoked');
    expect(over).toMatchObject({ by: { role: 'customer' }, statement: null, why: 'ended' });
    const checked = await checkSession(bundleBytes(await sampleBundle(await sampleLog(events))), VKEYS);
    expect(checked).toMatchObject({ verdict: 'sound', findings: [], firstBad: null, signed: 3 });
    const signature = (await readSignatures(events)).get(over?.seq ?? 0);
    expect(signature).toEqual({ kind: 'needless' });
  });

  it('says erased, not tampered, where details are gone', async () => {
    const { checked } = await spoilt(({ leaves }) => {
      for (const leaf of leaves) [leaf.detail, leaf.salt] = [null, null];
    });
    expect(checked).toMatchObject({ verdict: 'erased', firstBad: null });
    expect(checked.findings.filter(({ weight }) => weight === 'erased')).toEqual([]);
  });

  it('makes nothing of what is no proof', async () => {
    for (const bytes of [new Uint8Array(), new TextEncoder().encode('{}'), Uint8Array.of(255)])
      expect((await checkSession(bytes, VKEYS)).verdict).toBe('tampered');
  });
});

describe('the first thing that is wrong', () => {
  it('is the lowest entry, or else whatever is wrong at all', () => {
    const entry = (n: number) => tampered(`entry ${n}`, 'is wrong');
    expect(firstBadOf([entry(12), entry(9), entry(100)])?.entry).toBe(9);
    expect(firstBadOf([tampered('checkpoint', 'is wrong'), entry(4)])?.entry).toBe(4);
    expect(firstBadOf([remark('entry 1', 'is odd'), tampered('checkpoint', 'is wrong')])).toMatchObject({
      entry: null,
    });
    expect(firstBadOf([remark('entry 1', 'is odd')])).toBeNull();
  });
});

describe('a whole log', () => {
  const check = async (
    log: SampleLog,
    {
      kept = null,
      spoil = (files: Files) => files,
    }: { kept?: KeptHead | null; spoil?: (files: Files) => Files } = {},
  ) => {
    const progress: number[] = [];
    const files = spoil(log.files);
    const checked = await checkWholeLog({
      vkeys: VKEYS,
      kept,
      read: async (path) => files.get(path) ?? null,
      onProgress: (done, total) => progress.push(done / total),
    });
    return { checked, progress };
  };
  const with_ = (path: string, change: (bytes: Uint8Array) => void) => (files: Files) => {
    const bytes = Uint8Array.from(files.get(path) ?? []);
    change(bytes);
    return new Map(files).set(path, bytes);
  };
  const headOf = ({ checkpoint }: SampleLog): KeptHead => ({ note: checkpoint, vkeys: VKEYS, at: 1 });
  /** The same session again and again, each a session of its own. */
  const grown = async (times: number) => {
    const one = shownSession();
    const many = Array.from({ length: times }, (_, n) =>
      one.map((event) => ({ ...event, sid: String(n).padStart(22, 's') })),
    );
    return many.flat();
  };

  it('is sound, with every session replayed, and tells how far it is', async () => {
    const { checked, progress } = await check(await sampleLog(await grown(60)));
    expect(checked).toMatchObject({ verdict: 'sound', continues: true, firstBad: null });
    expect(checked.counts).toMatchObject({ sessions: 60, entries: 60 * shownSession().length + 2 });
    expect(checked.size).toBe(sizeOf(checked.note));
    expect(progress[0]).toBe(0);
    expect(progress.at(-1)).toBe(1);
    expect([...progress].sort((a, b) => a - b)).toEqual(progress);
  });

  it('does not take details for erased that tiles never hold', async () => {
    const { checked } = await check(await signedLog());
    expect(checked.counts).not.toHaveProperty('erased');
  });

  it('names the first entry that is not the one that was signed', async () => {
    const log = await signedLog();
    const { checked } = await check(log, {
      spoil: with_(`tile/entries/000.p/${log.entries.length}`, (bytes) => {
        const last = bytes.length - 20;
        bytes[last] = (bytes[last] ?? 0) ^ 1;
      }),
    });
    expect(checked).toMatchObject({ verdict: 'tampered', firstBad: { entry: log.entries.length - 1 } });
  });

  it('believes no head that a stranger signed, and reads nothing below it', async () => {
    const log = await sampleLog(shownSession(), [FORGER]);
    const { checked, progress } = await check(log);
    expect(checked).toMatchObject({ verdict: 'tampered', key: null, continues: null });
    expect(progress).toEqual([]);
  });

  it('finds a missing tile and a missing head', async () => {
    const without = (path: RegExp) => (files: Files) =>
      new Map([...files].filter(([name]) => !path.test(name)));
    expect((await check(await signedLog(), { spoil: without(/^tile\/0/) })).checked.verdict).toBe('tampered');
    expect((await check(await signedLog(), { spoil: without(/^checkpoint$/) })).checked.verdict).toBe(
      'tampered',
    );
  });

  it('goes on from the head that this browser verified before', async () => {
    const events = shownSession();
    const kept = headOf(await sampleLog(events.slice(0, 4)));
    const { checked } = await check(await sampleLog(events), { kept });
    expect(checked).toMatchObject({ verdict: 'sound', continues: true });
  });

  it('is caught when it forgot an entry that this browser verified before', async () => {
    const events = shownSession();
    const kept = headOf(await sampleLog(events));
    const shorter = await check(await sampleLog(events.slice(0, 5)), { kept });
    expect(shorter.checked).toMatchObject({ verdict: 'tampered', continues: false });
    const [first, ...rest] = events;
    const another = first ? [{ ...first, at: first.at - 1 }, ...rest] : [];
    const rewritten = await check(await sampleLog(another), { kept });
    expect(rewritten.checked).toMatchObject({ verdict: 'tampered', continues: false });
  });

  it('is not decided when its key is another than before', async () => {
    const kept = { ...headOf(await sampleLog(shownSession(), [FORGER])), vkeys: [FORGER.spelled] };
    const { checked } = await check(await signedLog(), { kept });
    expect(checked.verdict).not.toBe('sound');
  });
});

describe('the kept head', () => {
  const storage = () => {
    const values = new Map<string, unknown>();
    return {
      get: async (key: string) => values.get(key),
      set: async (key: string, value: unknown) => void values.set(key, value),
      del: async (key: string) => void values.delete(key),
      names: async () => [...values.keys()],
    };
  };
  it('is kept for each log apart, and anything else that stands there is none', async () => {
    const store = storage();
    const head = { note: 'a\n1\n', vkeys: VKEYS, at: 5 };
    await keepHead('one', head, store);
    expect(await keptHeadOf('one', store)).toEqual(head);
    expect(await keptHeadOf('two', store)).toBeNull();
    await store.set('log-head.two', { note: 7 });
    expect(await keptHeadOf('two', store)).toBeNull();
  });
});

describe('a file of the log', () => {
  const answering = (...answers: Response[]) => {
    const waited: number[] = [];
    const deps = {
      fetch: async () => answers.shift() ?? Response.error(),
      wait: async (ms: number) => void waited.push(ms),
    };
    return { deps, waited };
  };
  it('is waited for where the broker asks for patience', async () => {
    const busy = () => new Response('{}', { status: 429, headers: { 'retry-after': '7' } });
    const { deps, waited } = answering(busy(), busy(), new Response('abc'));
    expect(await fetchFile('/x', deps)).toEqual(new TextEncoder().encode('abc'));
    expect(waited).toEqual([7_000, 7_000]);
  });
  it('is nothing, or refused, and never half', async () => {
    expect(await fetchFile('/x', answering(new Response('', { status: 404 })).deps)).toBeNull();
    const signedOut = new Response('{"error":"NOT_SIGNED_IN"}', { status: 401 });
    expect(await fetchFile('/x', answering(signedOut).deps)).toEqual({ declined: 'NOT_SIGNED_IN' });
    const gone = { fetch: () => Promise.reject(new Error('offline')), wait: async () => {} };
    expect(await fetchFile('/x', gone)).toEqual({ declined: 'CLOSED' });
  });
});
