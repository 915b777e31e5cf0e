// The page where anybody checks a receipt or a log: what it takes for one, what it finds, and that it asks nobody.
import { describe, expect, it } from 'vitest';
import { type Job, type Judged, judge } from '../../client-web/src/verify/judge.ts';
import { type Answer, judging, type Line } from '../../client-web/src/verify/judging.ts';
import { logIn, type PickedFile } from '../../client-web/src/verify/picked.ts';
import { utf8 } from '../../shared/bytes.ts';
import { firstBadEntry } from '../../shared/log/words.ts';
import { bundleBytes, FORGER, LOG, sampleBundle, sampleLog } from '../support/sample-log.ts';
import { importsOf, sourcesIn, withoutComments } from '../support/sources.ts';

const log = await sampleLog();
const bundle = bundleBytes(await sampleBundle(log));

const fileOf = (bytes: Uint8Array) => ({ arrayBuffer: async () => new Uint8Array(bytes).buffer });
const folder = (files: ReadonlyMap<string, Uint8Array> = log.files): PickedFile[] =>
  [...files].map(([path, bytes]) => ({ path: `Downloads/log/${path}`, file: fileOf(bytes) }));
const ofSession = (bytes: Uint8Array, vkey = ''): Job => ({ what: 'session', file: fileOf(bytes), vkey });
const run = (job: Job) => judge(job, () => {});
const reportOf = (judged: Judged) => {
  if (judged.at !== 'judged') throw new Error(judged.why);
  return judged.report;
};

describe('a receipt that was dropped', () => {
  it('is found sound, and tells what it holds', async () => {
    const judged = await run(ofSession(bundle));
    expect(judged).toMatchObject({ at: 'judged', isKeyGiven: false, report: { verdict: 'sound' } });
    if (judged.at === 'judged') expect(judged.events.at(-1)?.type).toBe('session.ended');
  });

  it('is found sound with the key from elsewhere, however it was pasted, and not with another', async () => {
    for (const pasted of [LOG.spelled, ` ${LOG.spelled}\n\n`, `${FORGER.spelled}\n${LOG.spelled}`])
      expect(await run(ofSession(bundle, pasted))).toMatchObject({
        isKeyGiven: true,
        report: { verdict: 'sound', findings: [] },
      });
    expect(reportOf(await run(ofSession(bundle, FORGER.spelled))).verdict).toBe('tampered');
  });

  it('is found tampered with wherever one byte differs, and then tells nothing', async () => {
    const step = 97;
    for (let at = 0; at < bundle.length; at += step) {
      const judged = await run(ofSession(bundle.with(at, (bundle[at] ?? 0) ^ 1)));
      if (judged.at === 'unusable') continue;
      expect(judged.report.verdict, `byte ${at}`).toBe('tampered');
      expect(judged.events).toEqual([]);
    }
  });

  it('names the entry in which a word was changed', async () => {
    const text = new TextDecoder().decode(bundle);
    const { findings } = reportOf(await run(ofSession(utf8(text.replace('to see it', 'to see at')))));
    expect(firstBadEntry(findings)).not.toBeNull();
  });

  it('is not taken for a forged one where it is none at all', async () => {
    const cases = { page: '<!doctype html><title>Receipt', unknown: '{"a":1}' };
    for (const [why, text] of Object.entries(cases))
      expect(await run(ofSession(utf8(text)))).toEqual({ at: 'unusable', why });
    expect(await run(ofSession(Uint8Array.of(0xff, 0xfe)))).toEqual({ at: 'unusable', why: 'unknown' });
  });

  it('is not judged with something that is no key', async () => {
    expect(await run(ofSession(bundle, 'the key'))).toEqual({ at: 'unusable', why: 'key' });
  });

  it('that cannot be read any more is said to be so', async () => {
    const gone = { arrayBuffer: () => Promise.reject(new DOMException('gone', 'NotReadableError')) };
    expect(await run({ what: 'session', file: gone, vkey: '' })).toEqual({
      at: 'unusable',
      why: 'unreadable',
    });
  });
});

describe('a folder that was picked', () => {
  it('is found sound, wherever in it the log lies, and says how far it is', async () => {
    const said: number[] = [];
    const litter = { path: 'Downloads/log/.DS_Store', file: fileOf(new Uint8Array(4)) };
    const judged = await judge(
      { what: 'log', files: [...folder(), litter], vkey: LOG.spelled },
      (done, all) => said.push(done / all),
    );
    expect(reportOf(judged)).toMatchObject({ verdict: 'sound', findings: [] });
    expect(said.length).toBeGreaterThan(log.files.size);
    expect(said).toEqual([...said].sort((a, b) => a - b));
    expect(said.at(-1)).toBeLessThanOrEqual(1);
  });

  it('is found tampered with where one file differs, and names the first bad entry', async () => {
    const path = `tile/0/000.p/${log.entries.length}`;
    const bytes = log.files.get(path) ?? new Uint8Array();
    const files = new Map(log.files).set(path, bytes.with(70, (bytes[70] ?? 0) ^ 1));
    const report = reportOf(await run({ what: 'log', files: folder(files), vkey: '' }));
    expect(report.verdict).toBe('tampered');
    expect(firstBadEntry(report.findings)).toBe(2);
  });

  it('without a log in it is said to be so', async () => {
    const other = [{ path: 'Pictures/cat.png', file: fileOf(new Uint8Array(4)) }];
    expect(await run({ what: 'log', files: other, vkey: '' })).toEqual({ at: 'unusable', why: 'no-log' });
    expect(logIn([])).toBeNull();
  });
});

describe('the page beside its worker', () => {
  type Hear = (event: { readonly data: Answer }) => void;
  const worker = () => {
    const heard: Partial<Record<'message' | 'error', Hear>> = {};
    const sent: number[] = [];
    const line: Line = {
      postMessage: ({ n }) => void sent.push(n),
      addEventListener: (type: 'message' | 'error', hear: Hear) => {
        heard[type] = hear;
      },
    };
    const says = (data: Answer) => heard.message?.({ data });
    return { line, sent, says, breaks: () => heard.error?.({ data: { n: 0, fault: '' } }) };
  };
  const judged: Judged = { at: 'unusable', why: 'unknown' };

  it('shows the outcome of the last job only', () => {
    const { line, sent, says } = worker();
    const page = judging(line);
    page.begin(ofSession(bundle));
    page.begin(ofSession(bundle));
    says({ n: 1, judged: { at: 'unusable', why: 'page' } });
    expect(page.stage.value).toEqual({ at: 'working', percent: 0 });
    says({ n: 2, percent: 40 });
    expect(page.stage.value).toEqual({ at: 'working', percent: 40 });
    says({ n: 2, judged });
    expect(page.stage.value).toEqual({ at: 'done', judged });
    expect(sent).toEqual([1, 2]);
  });

  it('says that it failed rather than that something is sound', () => {
    const { line, says, breaks } = worker();
    const page = judging(line);
    page.begin(ofSession(bundle));
    says({ n: 1, fault: 'a bug' });
    expect(page.stage.value).toEqual({ at: 'failed' });
    page.begin(ofSession(bundle));
    breaks();
    expect(page.stage.value).toEqual({ at: 'failed' });
  });
});

describe('the checking page', () => {
  it('has nothing with which it could ask anybody', () => {
    const sources = sourcesIn('client-web');
    const seen = new Set<string>();
    const visit = (path: string): void => {
      if (seen.has(path)) return;
      seen.add(path);
      const source = sources.find((one) => one.path === path);
      // The edition to keep stands in for the other in its own build.
      for (const { to } of source ? importsOf(source) : []) visit(to.replace(/\?.*$/, ''));
    };
    for (const path of ['main.tsx', 'judge.worker.ts', 'edition-kept.ts'])
      visit(`client-web/src/verify/${path}`);
    expect(seen.size).toBeGreaterThan(30);
    expect([...seen].filter((path) => /^(?:link|client-web\/src\/link)\//.test(path))).toEqual([]);
    const asking = /\b(?:fetch\(|XMLHttpRequest|WebSocket|EventSource|sendBeacon|RTCPeerConnection)/;
    const found = sources.filter(({ path, text }) => seen.has(path) && asking.test(withoutComments(text)));
    expect(found.map(({ path }) => path)).toEqual([]);
  });
});
