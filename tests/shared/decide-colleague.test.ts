// A colleague who is called: what ends then, what the customer's answer means, and what a log that lies about it gives away.
import { describe, expect, it } from 'vitest';
import type { Draft } from '../../shared/session/events.ts';
import { LIMITS } from '../../shared/session/scopes.ts';
import { apply, colleagueOf, isHandingOver } from '../../shared/session/state.ts';
import { BROKER, CUSTOMER, DESK, Paper, SID, TECHNICIAN } from '../support/paper.ts';

const LUCA = 'l'.repeat(22);
const follower = 'f'.repeat(22);
const called = (how: 'hand-over' | 'join', but: object = {}) =>
  ({ type: 'call-colleague', follower, colleague: LUCA, name: 'Luca Verdi', how, ...but }) as const;
const met = { type: 'colleague-met', follower } as const;
const left = { type: 'colleague-left', follower } as const;

const append =
  (paper: Paper, draft: Draft, by = BROKER) =>
  () =>
    apply(paper.state, { ...draft, v: 2, sid: SID, seq: paper.state.seq + 1, at: paper.now, by } as never);

describe('when a colleague is to take over', () => {
  it('ends all that was allowed and all that was asked, and lets nothing more be asked', () => {
    const paper = Paper.granted();
    paper.passes(LIMITS.askAgainMs).ask(2, { scope: 'view' });
    expect(paper.act(TECHNICIAN, called('hand-over'))).toEqual([
      'consent.withdrawn',
      'consent.relinquished',
      'colleague.called',
    ]);
    expect(isHandingOver(paper.state)).toBe(true);
    expect(paper.passes(LIMITS.askAgainMs).ask(3)).toBe('NOT_NOW');
    expect(paper.grant(2, 102)).toBe('NO_OPEN_ASK');
  });

  it('is over for the first one when the customer has met the second', () => {
    const paper = Paper.open();
    paper.act(TECHNICIAN, called('hand-over'));
    expect(paper.act(BROKER, met)).toEqual(['colleague.met', 'session.ended']);
    expect(paper.state).toMatchObject({ phase: 'ended', ending: 'handed-over' });
  });

  it('goes on as it was when the customer refuses, without what was allowed before', () => {
    const paper = Paper.granted();
    paper.act(TECHNICIAN, called('hand-over'));
    expect(paper.customer({ type: 'refuse-colleague', follower })).toEqual(['colleague.refused']);
    expect(paper.customer({ type: 'refuse-colleague', follower })).toEqual([]);
    expect(paper.state).toMatchObject({ phase: 'open', grants: {} });
    expect(paper.passes(LIMITS.askAgainMs).ask(2)).toEqual(['consent.asked']);
    expect(paper.act(BROKER, met)).toEqual([]);
  });

  it('goes on as it was when the colleague is gone', () => {
    const paper = Paper.open();
    paper.act(TECHNICIAN, called('hand-over'));
    expect(paper.act(BROKER, left)).toEqual(['colleague.left']);
    expect(paper.act(BROKER, left)).toEqual([]);
    expect(paper.ask()).toEqual(['consent.asked']);
  });
});

describe('when a colleague is to help beside', () => {
  it('leaves what was allowed, and what can be asked, as it is', () => {
    const paper = Paper.granted();
    expect(paper.act(TECHNICIAN, called('join'))).toEqual(['colleague.called']);
    expect(paper.act(BROKER, met)).toEqual(['colleague.met']);
    expect(paper.state).toMatchObject({ phase: 'open', grants: { view: {} } });
    expect(paper.passes(LIMITS.askAgainMs).ask(2)).toEqual(['consent.asked']);
    expect(paper.customer({ type: 'refuse-colleague', follower })).toBe('NOT_NOW');
    expect(paper.act(BROKER, left)).toEqual(['colleague.left']);
    expect(colleagueOf(paper.state)).toBeNull();
  });

  it('lets one come at a time, and none without end', () => {
    const paper = Paper.open();
    paper.act(TECHNICIAN, called('join'));
    expect(paper.act(TECHNICIAN, called('join'))).toEqual([]);
    expect(paper.act(TECHNICIAN, called('join', { follower: 'g'.repeat(22) }))).toBe('NOT_NOW');
    for (let n = 0; n < LIMITS.calls - 1; n += 1) {
      paper.act(BROKER, { ...left, follower: n === 0 ? follower : String(n).padStart(22, 'g') });
      const next = String(n + 1).padStart(22, 'g');
      expect(paper.act(TECHNICIAN, called('join', { follower: next }))).toEqual(['colleague.called']);
    }
    paper.act(BROKER, { ...left, follower: String(LIMITS.calls - 1).padStart(22, 'g') });
    expect(paper.act(TECHNICIAN, called('join', { follower: 'z'.repeat(22) }))).toBe('NOT_NOW');
  });
});

describe('in the session of a colleague who was called', () => {
  const following = () => {
    const paper = new Paper();
    const names = { technicianName: 'Luca Verdi', deskName: 'Conti Informatica' };
    const codeExpiresAt = paper.now + LIMITS.callMeetMs;
    const wish = { type: 'create', desk: DESK, code: 'broker', follows: follower, codeExpiresAt } as const;
    expect(paper.act(TECHNICIAN, { ...wish, ...names })).toEqual(['session.created']);
    return paper;
  };
  const away = (paper: Paper) =>
    paper.act(BROKER, {
      type: 'tick',
      away: { technician: paper.now - LIMITS.disconnectMs, customer: null, host: null },
    });

  it('nobody waits for one whose browser died', () => {
    const paper = following();
    expect(away(paper)).toEqual(['session.ended']);
    expect(paper.state).toMatchObject({ ending: 'deserted', follows: follower });
  });

  it('it goes on as any other once the customer has met them', () => {
    const paper = following();
    paper.join();
    paper.introduce('none');
    paper.customer({ type: 'admit' });
    expect(away(paper)).toEqual([]);
  });

  it('nobody waits longer than ten minutes', () => {
    const paper = following().passes(LIMITS.callMeetMs);
    expect(paper.ticks()).toEqual(['session.ended']);
    expect(paper.state).toMatchObject({ ending: 'lonely' });
  });
});

describe('nobody', () => {
  it('calls for somebody else, or for themselves', () => {
    const paper = Paper.open();
    expect(paper.act(CUSTOMER, called('join'))).toBe('NOT_NOW');
    expect(paper.act({ role: 'technician', id: LUCA }, called('join'))).toBe('NOT_NOW');
    expect(paper.act(TECHNICIAN, called('join', { colleague: TECHNICIAN.id }))).toBe('NOT_YOURS');
    expect(paper.technician({ type: 'refuse-colleague', follower })).toBe('NOT_YOURS');
    expect(paper.customer({ type: 'refuse-colleague', follower })).toBe('NOT_FOUND');
  });

  it('calls in a session that is over, or that nobody has come into', () => {
    expect(Paper.ended().act(TECHNICIAN, called('join'))).toBe('NOT_NOW');
    expect(Paper.meeting().act(TECHNICIAN, called('join'))).toBe('NOT_NOW');
  });

  it('is taken for a successor by a log that shows none', () => {
    const paper = Paper.open();
    const over: Draft = { type: 'session.ended', ending: 'handed-over', detail: null };
    expect(append(paper, over)).toThrow('nobody took over');
    paper.act(TECHNICIAN, called('join'));
    paper.act(BROKER, met);
    expect(append(paper, over)).toThrow('nobody took over');
  });

  it('takes over with what was allowed to another', () => {
    const paper = Paper.granted();
    const draft: Draft = {
      type: 'colleague.called',
      follower,
      colleague: LUCA,
      how: 'hand-over',
      detail: null,
    };
    expect(append(paper, draft, TECHNICIAN)).toThrow('with what was allowed');
    expect(append(Paper.open(), draft, BROKER)).toThrow('only a technician');
  });
});
