// How it began, as the customer tells it, and what it locks: for everybody, for the whole session, and nobody takes it back.
import { describe, expect, it } from 'vitest';
import { replaySession } from '../../shared/log/replay.ts';
import { type Answers, contact, topic } from '../../shared/session/caution.ts';
import type { SessionEvent } from '../../shared/session/events.ts';
import { scope as scopes } from '../../shared/session/scopes.ts';
import { fold } from '../../shared/session/state.ts';
import { allows, paired } from '../support/host-paper.ts';
import { CUSTOMER, HOST, Paper, TECHNICIAN } from '../support/paper.ts';

const FINE: Answers = { contact: 'customer', topic: 'other' };
const RISKY = contact.options
  .flatMap((who) => topic.options.map((what) => ({ contact: who, topic: what }) satisfies Answers))
  .filter((one) => one.contact !== FINE.contact || one.topic !== FINE.topic);
const CALLED: Answers = { contact: 'caller', topic: 'other' };
const LOCKED = scopes.options.filter((scope) => scope !== 'view');
const told = (paper: Paper, answers: Answers) => paper.customer({ type: 'answer', ...answers });

describe('what a customer answers', () => {
  it('is recorded once, before or after going on, in two coarse words', () => {
    const paper = Paper.meeting();
    expect(told(paper, FINE)).toEqual(['customer.answered']);
    expect(told(paper, FINE)).toEqual([]);
    expect(paper.events.at(-1)).toMatchObject({ ...FINE, by: CUSTOMER, detail: null });
    expect(paper.customer({ type: 'admit' })).toEqual(['session.admitted']);
    expect(paper.state).toMatchObject({ phase: 'open', answers: FINE });
  });

  it('is nobody else’s to give, and belongs to whoever is there', () => {
    const paper = paired();
    expect(paper.act(TECHNICIAN, { type: 'answer', ...FINE })).toBe('NOT_YOURS');
    expect(paper.act(HOST, { type: 'answer', ...FINE })).toBe('NOT_YOURS');
    expect(Paper.waiting().customer({ type: 'answer', ...FINE })).toBe('NOT_FOUND');
    const failed = Paper.joined();
    told(failed, CALLED);
    failed.customer({ type: 'fail-meeting', why: 'mismatch' });
    failed.join();
    expect(failed.state).toMatchObject({ phase: 'meeting', answers: null });
  });

  it('locks nothing when it is harmless', () => {
    const paper = paired();
    told(paper, FINE);
    for (const [n, scope] of scopes.options.entries()) allows(paper, scope, n + 1);
  });
});

describe('after a risky answer', () => {
  for (const answers of RISKY)
    it(`nothing but seeing can be asked for (${answers.contact}, ${answers.topic})`, () => {
      const paper = paired();
      told(paper, answers);
      for (const [n, scope] of LOCKED.entries()) expect(paper.ask(n + 1, { scope })).toBe('VIEW_ONLY');
      allows(paper, 'view', 20);
      expect(paper.state).toMatchObject({ grants: { view: { scope: 'view' } } });
    });

  it('can only become worse: no milder answer takes it back', () => {
    const paper = paired();
    told(paper, CALLED);
    expect(told(paper, FINE)).toEqual([]);
    expect(told(paper, { contact: 'customer', topic: 'bait' })).toEqual(['customer.answered']);
    expect(paper.state).toMatchObject({ answers: { contact: 'caller', topic: 'bait' } });
    expect(paper.ask(1, { scope: 'control' })).toBe('VIEW_ONLY');
  });

  it('what was allowed before ends in the same breath, and what is seen goes on', () => {
    const paper = paired();
    allows(paper, 'view', 1);
    const gid = allows(paper, 'control', 2);
    paper.ask(3, { scope: 'record' });
    expect(told(paper, CALLED)).toEqual(['consent.withdrawn', 'consent.revoked', 'customer.answered']);
    expect(paper.events.at(-2)).toMatchObject({ gid, scope: 'control' });
    expect(Object.keys(paper.state.phase === 'open' ? paper.state.grants : {})).toEqual(['view']);
  });

  it('no history with more in it is believed by anybody who folds it', () => {
    const paper = paired();
    allows(paper, 'control', 1);
    const at = paper.events.findIndex(({ type }) => type === 'consent.asked');
    const answered = {
      ...paper.events[at],
      type: 'customer.answered',
      ...CALLED,
      by: CUSTOMER,
      detail: null,
    };
    const { v, sid, seq, at: when, by, type, detail } = answered as SessionEvent & { detail: null };
    const forged = [
      ...paper.events.slice(0, at),
      { v, sid, seq, at: when, by, type, detail, ...CALLED } as SessionEvent,
      ...paper.events.slice(at).map((event) => ({ ...event, seq: event.seq + 1 })),
    ];
    expect(() => fold(forged)).toThrow('control is locked');
    const recorded = forged.map((event, index) => ({ index, event, hasDetail: false }));
    expect(replaySession(recorded)[0]?.what).toContain('control is locked');
  });

  it('no history lets something live on through it, or has it told by somebody else', () => {
    const paper = paired();
    allows(paper, 'control', 1);
    const { sid, seq } = paper.events.at(-1) as SessionEvent;
    const event = {
      v: 2,
      sid,
      seq: seq + 1,
      at: paper.now,
      type: 'customer.answered',
      ...CALLED,
      detail: null,
    } as const;
    expect(() => fold([...paper.events, { ...event, by: CUSTOMER }])).toThrow('outlives');
    expect(() => fold([...paper.events, { ...event, by: TECHNICIAN }])).toThrow('only the customer');
  });
});
