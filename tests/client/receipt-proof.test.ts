// The proof of a receipt in the browser: what is read is what is proven, the data to keep is what verifiers accept, and the link
// leads back to it.
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { keptOf } from '../../client-web/src/features/receipt/kept.ts';
import { linkTo, readLink } from '../../client-web/src/features/receipt/link.ts';
import { verdictLine } from '../../client-web/src/features/receipt/proof-lines.ts';
import { prove } from '../../client-web/src/features/receipt/proven.ts';
import { setLanguage } from '../../client-web/src/view/i18n.ts';
import { verifySession } from '../../shared/log/verify-session.ts';
import { LOG, sampleBundle, sampleLog, shownSession } from '../support/sample-log.ts';

beforeEach(() => {
  vi.stubGlobal('navigator', { languages: ['en-GB', 'it-IT'] });
  setLanguage('en');
});
afterEach(() => {
  vi.unstubAllGlobals();
});

describe('the data to keep', () => {
  it('is accepted by verifiers byte for byte, however the answer was spelled on its way', async () => {
    const bundle = await sampleBundle(await sampleLog());
    const { leaves, sid, ...rest } = bundle;
    const kept = await keptOf({
      events: shownSession(),
      technician: '',
      desk: '',
      bundle: JSON.parse(JSON.stringify({ leaves, ...rest, sid }, null, 2)),
      until: null,
    });
    if (!kept.proven) throw new Error('it was proven');
    expect(await verifySession(kept.proven.bytes, [LOG.vkey])).toMatchObject({
      verdict: 'sound',
      findings: [],
    });
    expect(kept.account.names.technician).toBe('Maria Rossi');
  });
});

describe('the proof', () => {
  it('is said in one sentence, with log, number of entries and key', async () => {
    const bundle = await sampleBundle(await sampleLog());
    const key = LOG.spelled.split('+')[1];
    expect(verdictLine(await prove(bundle, []), null)).toBe(
      `Checked here just now: ${bundle.leaves.length} entries, all in the log of assist.example, signed by key ${key}.`,
    );
  });

  it('is refused where the broker tells of more than it proves', async () => {
    const bundle = await sampleBundle(await sampleLog());
    const fewer = { ...bundle, leaves: bundle.leaves.slice(0, -1) };
    expect((await prove(fewer, [])).report.verdict).toBe('sound');
    const { report } = await prove(fewer, shownSession());
    expect(report.verdict).toBe('tampered');
    expect(report.findings.at(-1)?.what).toBe(
      `tells of ${bundle.leaves.length} entries, and proves ${bundle.leaves.length - 1}`,
    );
  });

  it('is of what stands in the entries, not of what the broker tells beside them', async () => {
    const bundle = await sampleBundle(await sampleLog());
    const lies = shownSession().map((event) =>
      event.type === 'consent.granted' ? { ...event, minutes: 1 } : event,
    );
    const kept = await keptOf({ events: lies, technician: 'Eve', desk: 'Eve', bundle, until: null });
    expect(kept.account.allowed[0]?.span.minutes).toBe(10);
    expect(kept.account.names.technician).toBe('Maria Rossi');
  });

  it('is wanting while the log is not signed, and the events can be read all the same', async () => {
    const bundle = { refused: 'NOT_NOW' } as const;
    const kept = await keptOf({ events: shownSession(), technician: '', desk: '', bundle, until: 5 });
    expect(kept).toMatchObject({ proven: null, until: 5 });
    expect(kept.account.allowed).toHaveLength(1);
  });
});

describe('the link', () => {
  const holder = { sid: 's'.repeat(22), resume: 'r'.repeat(43) };

  it('leads back to what it was made of, and keeps it in the fragment', () => {
    const { pathname, hash, search } = new URL(linkTo(holder), 'https://desk.example');
    expect({ pathname, search }).toEqual({ pathname: '/receipt', search: '' });
    expect(readLink(hash)).toEqual(holder);
  });

  it('is refused in any other form', () => {
    const { hash } = new URL(linkTo(holder), 'https://desk.example');
    for (const fragment of [
      '',
      '#',
      hash.slice(0, -1),
      `${hash}x`,
      hash.replace('.', ''),
      hash.replace('s', '/'),
    ])
      expect(readLink(fragment), fragment).toBeNull();
  });
});
