// What is told of things done under a grant: by the one who carries it out, of that grant, without widening anything; and a
// hand that is shut out again and again ends the session.
import { describe, expect, it } from 'vitest';
import type { SessionEvent } from '../../shared/session/events.ts';
import { LIMITS, type Scope, scope as scopes } from '../../shared/session/scopes.ts';
import { fold } from '../../shared/session/state.ts';
import { allows, paired } from '../support/host-paper.ts';
import { CUSTOMER, HOST, Paper, TECHNICIAN, uuid } from '../support/paper.ts';

const CLEAN = { malformed: 0, order: 0, rate: 0, grant: 0, surface: 0 };
const FOUL = { ...CLEAN, malformed: 5 };
const SHA = 'a'.repeat(64);

const use = (gid: string, amount = 12) => ({ type: 'report-use', gid, amount, sha256: null }) as const;
const misuse = (gid: string, isShut = true) =>
  ({ type: 'report-misuse', gid, dropped: FOUL, isShut }) as const;

describe('with a host', () => {
  for (const scope of scopes.options)
    it(`${scope} is asked, allowed in its window and granted on its own`, () => {
      const paper = paired();
      const gid = allows(paper, scope, 1);
      expect(paper.state).toMatchObject({ grants: { [scope]: { gid, method: 'host' } } });
      expect(Object.keys(paper.state.phase === 'open' ? paper.state.grants : {})).toEqual([scope]);
    });
});

describe('what is told again, since the answer was lost', () => {
  it('counts once, and ends nothing twice', () => {
    const paper = paired();
    const gid = allows(paper, 'control', 1);
    const told = { ...use(gid), report: uuid(900) };
    expect(paper.act(HOST, told)).toEqual(['scope.used']);
    expect(paper.act(HOST, told)).toEqual([]);
    expect(paper.act(HOST, { ...use(gid), report: uuid(901) })).toEqual(['scope.used']);
    for (let shut = 0; shut < LIMITS.misuses - 1; shut += 1) {
      const foul = { ...misuse(gid), report: uuid(910 + shut) };
      expect(paper.act(HOST, foul)).toEqual(['scope.misused']);
      expect(paper.act(HOST, foul)).toEqual([]);
    }
    expect(paper.state.phase).toBe('open');
    expect(paper.act(HOST, { ...misuse(gid), report: uuid(990) })).toContain('session.ended');
  });

  it('is not told twice by a log that is believed', () => {
    const paper = paired();
    const gid = allows(paper, 'control', 1);
    paper.act(HOST, { ...use(gid), report: uuid(900) });
    const last = paper.events.at(-1) as SessionEvent;
    expect(() => fold([...paper.events, { ...last, seq: last.seq + 1 }])).toThrow('told twice');
  });
});

describe('what passed under a grant', () => {
  const byHost: readonly Scope[] = ['control', 'clipboard-in', 'clipboard-out', 'sysinfo', 'reboot'];
  for (const scope of byHost)
    it(`is told by the host for ${scope}, and by nobody else`, () => {
      const paper = paired();
      const gid = allows(paper, scope, 1);
      expect(paper.act(TECHNICIAN, use(gid))).toBe('NOT_YOURS');
      expect(paper.act(CUSTOMER, use(gid))).toBe('NOT_YOURS');
      expect(paper.act(HOST, use(gid))).toEqual(['scope.used']);
      expect(paper.events.at(-1)).toMatchObject({ gid, scope, amount: 12, detail: { sha256: null } });
    });

  it('is told by the technician for a recording, whose start is theirs to tell as well', () => {
    const paper = paired();
    const gid = allows(paper, 'record', 1);
    expect(paper.act(HOST, { type: 'start', gid })).toBe('NOT_YOURS');
    expect(paper.act(TECHNICIAN, { type: 'start', gid })).toEqual(['scope.started']);
    expect(paper.act(HOST, use(gid))).toBe('NOT_YOURS');
    expect(paper.act(TECHNICIAN, { ...use(gid), sha256: SHA })).toEqual(['scope.used']);
  });

  it('may be told after its end, since a hash is known only then', () => {
    const paper = paired();
    const gid = allows(paper, 'record', 1);
    paper.says(HOST, { type: 'stop', gid, why: 'stop', localMs: 1 });
    expect(paper.state).toMatchObject({ grants: {} });
    expect(paper.act(TECHNICIAN, { ...use(gid), sha256: SHA })).toEqual(['scope.used']);
    expect(paper.state).toMatchObject({ grants: {} });
  });

  it('is of a grant of this session, and told only so often', () => {
    const paper = paired();
    expect(paper.act(HOST, use(uuid(7)))).toBe('NO_LIVE_GRANT');
    const gid = allows(paper, 'clipboard-in', 1);
    for (let n = 0; n < LIMITS.uses; n += 1) paper.act(HOST, use(gid));
    expect(paper.act(HOST, use(gid))).toBe('TOO_FAST');
  });

  it('cannot be used up by one end for another: what the host has to tell is always heard', () => {
    const paper = paired();
    const recording = allows(paper, 'record', 1);
    const hand = allows(paper, 'control', 2);
    for (let n = 0; n < LIMITS.recordings; n += 1)
      expect(paper.act(TECHNICIAN, use(recording, 0))).toEqual(['scope.used']);
    expect(paper.act(TECHNICIAN, use(recording, 0))).toBe('TOO_FAST');
    expect(paper.act(HOST, use(hand))).toEqual(['scope.used']);
    for (let n = 1; n < LIMITS.misuses; n += 1) paper.act(HOST, misuse(hand));
    expect(paper.act(HOST, misuse(hand))).toContain('session.ended');
  });

  it('starts nothing for a picture that the page shows: the technician carries none of it out', () => {
    const paper = Paper.open();
    paper.ask();
    paper.grant();
    expect(paper.act(TECHNICIAN, { type: 'start', gid: uuid(101) })).toBe('NOT_YOURS');
    expect(paper.act(TECHNICIAN, use(uuid(101)))).toBe('NOT_YOURS');
  });
});

describe('a hand that does what no honest page does', () => {
  it('stands in the log, by reason, told by the host alone', () => {
    const paper = paired();
    const gid = allows(paper, 'control', 1);
    expect(paper.act(TECHNICIAN, misuse(gid))).toBe('NOT_YOURS');
    expect(paper.act(HOST, misuse(gid))).toEqual(['scope.misused']);
    expect(paper.events.at(-1)).toMatchObject({ gid, scope: 'control', dropped: FOUL, isShut: true });
    expect(paper.act(HOST, misuse(uuid(7)))).toBe('NO_LIVE_GRANT');
  });

  it('ends the session when it was shut out three times, and everything that lives with it', () => {
    const paper = paired();
    const gid = allows(paper, 'control', 1);
    allows(paper, 'view', 2);
    expect(paper.act(HOST, misuse(gid))).toEqual(['scope.misused']);
    expect(paper.act(HOST, misuse(gid, false))).toEqual(['scope.misused']);
    expect(paper.act(HOST, misuse(gid))).toEqual(['scope.misused']);
    expect(paper.act(HOST, misuse(gid))).toEqual([
      'scope.misused',
      'consent.disconnected',
      'consent.disconnected',
      'session.ended',
    ]);
    expect(paper.state).toMatchObject({ phase: 'ended', ending: 'misused' });
  });
});

describe('what stands on a picture', () => {
  const grants = (paper: Paper) => Object.keys(paper.state.phase === 'open' ? paper.state.grants : {}).sort();
  const standing = () => {
    const paper = paired();
    const view = allows(paper, 'view', 1);
    for (const [i, scope] of (['control', 'record', 'clipboard-in'] as const).entries())
      allows(paper, scope, i + 2);
    return { paper, view };
  };

  it('ends with it, whoever ends it, and nothing else does', () => {
    const ends: ((paper: Paper, gid: string) => unknown)[] = [
      (paper, gid) => paper.says(TECHNICIAN, { type: 'relinquish', gid }),
      (paper, gid) => paper.says(CUSTOMER, { type: 'revoke', gid, why: 'stop', localMs: 1 }),
      (paper, gid) => paper.says(HOST, { type: 'stop', gid, why: 'stop', localMs: 1 }),
      (paper, gid) => paper.act(HOST, { type: 'expire', gid }),
    ];
    for (const end of ends) {
      const { paper, view } = standing();
      end(paper, view);
      expect(grants(paper)).toEqual(['clipboard-in']);
    }
  });

  it('ends once where its own time is over as well', () => {
    const { paper } = standing();
    paper.passes(60 * 60_000);
    expect(paper.ticks()).toEqual(Array(4).fill('consent.expired'));
    expect(grants(paper)).toEqual([]);
  });

  it('stays with more time for the same monitor, and not with another one', () => {
    const { paper } = standing();
    allows(paper, 'view', 5);
    expect(grants(paper)).toEqual(['clipboard-in', 'control', 'record', 'view']);
    allows(paper, 'view', 6, 2);
    expect(grants(paper)).toEqual(['clipboard-in', 'view']);
  });

  it('names no monitor of its own', () => {
    expect(paired().ask(1, { scope: 'control', screen: 2, minutes: 5 })).toBe('BAD_INPUT');
  });
});

describe('a log that tells of what nobody can have done', () => {
  const used = (but: object) => {
    const paper = paired();
    const gid = allows(paper, 'clipboard-out', 1);
    paper.act(HOST, use(gid));
    const [last] = paper.events.slice(-1);
    return () => fold([...paper.events.slice(0, -1), { ...last, ...but } as SessionEvent]);
  };
  it('does not fold', () => {
    expect(used({})).not.toThrow();
    expect(used({ gid: uuid(9) })).toThrow('no grant');
    expect(used({ scope: 'clipboard-in' })).toThrow('no grant');
    expect(used({ by: CUSTOMER })).toThrow('somebody else');
    expect(used({ type: 'session.ended', ending: 'misused', detail: null })).toThrow('misused');
    expect(used({ type: 'return.offered', until: 1, detail: null })).toThrow('only a technician');
  });
});

describe('digits to come back with', () => {
  const offer = { type: 'offer-return', until: 1 } as const;
  it('are made by the technician of an open session', () => {
    const paper = Paper.open();
    expect(paper.act(CUSTOMER, offer)).toBe('NOT_NOW');
    expect(paper.act(TECHNICIAN, offer)).toEqual(['return.offered']);
    expect(new Paper().act(TECHNICIAN, offer)).toBe('NOT_NOW');
  });
});
