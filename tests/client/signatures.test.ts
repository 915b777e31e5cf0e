// What a reader of the log is told of signatures and of the words that were shown, also where somebody changed them.
import { beforeAll, describe, expect, it } from 'vitest';
import { readSignatures, type Signature } from '../../client-web/src/features/timeline/signatures.ts';
import { isWrong } from '../../client-web/src/features/timeline/signed.text.ts';
import { textShown } from '../../client-web/src/features/timeline/text-shown.ts';
import { ofType } from '../../client-web/src/features/timeline/timeline.ts';
import type { EventOf, EventType, SessionEvent } from '../../shared/session/events.ts';
import { shownSession } from '../support/sample-log.ts';
import { newKey } from '../support/statements.ts';

let events: SessionEvent[];
beforeAll(async () => {
  events = shownSession();
});

const changed = <T extends EventType>(type: T, but: Partial<EventOf<T>>): SessionEvent[] =>
  events.map((event) => (event.type === type ? ({ ...event, ...but } as SessionEvent) : event));
const signatureIn = async (all: readonly SessionEvent[], type: EventType): Promise<Signature | undefined> => {
  const event = all.find((one) => one.type === type);
  return (await readSignatures(all)).get(event?.seq ?? 0);
};

describe('a signature', () => {
  it('is found with every statement, by the one who must have made it', async () => {
    const found = await readSignatures(events);
    const told = events.flatMap((event) => {
      const signature = found.get(event.seq);
      return signature?.kind === 'signed' ? [`${event.type} ${signature.by}`] : [];
    });
    expect(told).toEqual([
      'peer.authenticated technician',
      'consent.asked technician',
      'consent.granted customer',
      'consent.revoked customer',
    ]);
    expect(found.size).toBe(4);
  });

  const cases: Record<string, () => Promise<readonly [SessionEvent[], EventType]>> = {
    'a grant with more minutes': async () => [changed('consent.granted', { minutes: 15 }), 'consent.granted'],
    'a grant of a wider surface': async () => [
      changed('consent.granted', { surface: 'monitor' }),
      'consent.granted',
    ],
    'another reason': async () => {
      const jws = ofType(events, 'consent.asked')[0]?.detail?.jws ?? null;
      return [changed('consent.asked', { detail: { reason: 'to steal', jws } }), 'consent.asked'];
    },
    'another time to stop': async () => [changed('consent.revoked', { localMs: 1 }), 'consent.revoked'],
    'another key': async () => {
      const keys = { technician: (await newKey()).publicKey, customer: (await newKey()).publicKey };
      return [changed('peer.authenticated', { keys }), 'consent.granted'];
    },
    'another statement': async () => {
      const jws = ofType(events, 'consent.revoked')[0]?.detail?.jws ?? '';
      return [changed('consent.granted', { detail: { jws } }), 'consent.granted'];
    },
    'a hash that is not the statement’s': async () => [
      changed('consent.granted', { statement: { n: 1, hash: 'a'.repeat(43) } }),
      'consent.granted',
    ],
  };
  for (const [what, make] of Object.entries(cases))
    it(`does not hold for ${what}`, async () => {
      const [all, type] = await make();
      const signature = await signatureIn(all, type);
      expect(signature?.kind).toBe('forged');
      expect(isWrong(signature)).toBe(true);
    });

  it('is missed where a statement was taken out', async () => {
    const signature = await signatureIn(changed('consent.granted', { statement: null }), 'consent.granted');
    expect(signature).toEqual({ kind: 'none', isBefore: false });
    expect(isWrong(signature)).toBe(true);
  });

  it('was not there before consent v2, which is nothing wrong', async () => {
    const signature = await signatureIn(
      changed('consent.granted', { v: 1, statement: null }),
      'consent.granted',
    );
    expect(signature).toEqual({ kind: 'none', isBefore: true });
    expect(isWrong(signature)).toBe(false);
  });

  it('is said to be erased with its statement', async () => {
    const signature = await signatureIn(changed('consent.granted', { detail: null }), 'consent.granted');
    expect(signature).toEqual({ kind: 'erased', by: 'customer' });
  });
});

describe('the text that was shown', () => {
  const shownIn = (all: readonly SessionEvent[]) => {
    const [granted] = ofType(all, 'consent.granted');
    if (!granted) throw new Error('nothing was allowed');
    return textShown(granted, all);
  };

  it('stands there word for word, with names, what was asked, and the minutes that were allowed', () => {
    const shown = shownIn(events);
    expect(shown.kind).toBe('shown');
    expect('text' in shown && shown.text).toMatch(
      /^Maria Rossi di Conti Informatica chiede di VEDERE tutto lo schermo per 10 minuti\./,
    );
  });

  const noticeOf = () =>
    ofType(events, 'consent.granted')[0]?.notice ?? {
      id: '',
      version: '',
      language: 'it' as const,
      sha256: null,
    };

  it('is told to be another where its hash does not fit', () => {
    expect(
      shownIn(changed('consent.granted', { notice: { ...noticeOf(), sha256: 'a'.repeat(43) } })).kind,
    ).toBe('altered');
    expect(shownIn(changed('consent.granted', { minutes: 15 })).kind).toBe('altered');
    expect(
      shownIn(
        changed('session.created', {
          detail: { technicianName: 'Mario Rossi', deskName: 'Conti Informatica' },
        }),
      ).kind,
    ).toBe('altered');
  });

  it('is unknown where no catalogue has it', () => {
    expect(shownIn(changed('consent.granted', { notice: { ...noticeOf(), version: '2099-01-01' } }))).toEqual(
      { kind: 'unknown' },
    );
  });

  it('is not proven where no hash was recorded', () => {
    expect(shownIn(changed('consent.granted', { notice: { ...noticeOf(), sha256: null } })).kind).toBe(
      'unproven',
    );
  });

  it('loses its names with those of the session', () => {
    const shown = shownIn(changed('session.created', { detail: null }));
    expect(shown.kind).toBe('erased');
    expect('text' in shown && shown.text).not.toContain('Maria');
  });
});
