// The rules of a session, told one by one: what is allowed, and every word of refusal.
import { describe, expect, it } from 'vitest';
import { command, MAY_SAY, type signedCommand } from '../../shared/session/commands.ts';
import { NOBODY_AWAY, nextDeadline } from '../../shared/session/decide.ts';
import { LIMITS } from '../../shared/session/scopes.ts';
import { liveGrant, members } from '../../shared/session/state.ts';
import { BROKER, COMPUTER, CUSTOMER, Paper, PHONE, said, TECHNICIAN, uuid, yes } from '../support/paper.ts';

const SECOND = 1_000;
const MINUTE = 60 * SECOND;

describe('when a session begins', () => {
  it('is created once', () => {
    const paper = new Paper();
    expect(paper.create()).toEqual(['session.created']);
    expect(paper.create()).toBe('NOT_NOW');
  });

  it('admits nobody after the code has run out, to the millisecond', () => {
    const late = Paper.waiting().passes(LIMITS.codeLifeMs);
    expect(late.join()).toBe('CODE_NOT_USABLE');
    const justInTime = Paper.waiting().passes(LIMITS.codeLifeMs - 1);
    expect(justInTime.join()).toEqual(['session.joined']);
  });

  it('does not let a second person use the same code', () => {
    const paper = Paper.meeting();
    const second = { role: 'customer', id: 'x'.repeat(22) } as const;
    expect(paper.join(COMPUTER, second)).toBe('CODE_NOT_USABLE');
    expect(members(paper.state).customer).toBe(CUSTOMER.id);
  });

  it('hears nothing but yes and no before the customer has gone on', () => {
    const paper = Paper.meeting();
    expect(paper.ask()).toBe('NOT_NOW');
    const offer = { type: 'offer-file', fileId: uuid(1), name: 'a', size: 1 } as const;
    expect(paper.technician(offer)).toBe('NOT_NOW');
    expect(paper.customer({ type: 'admit' })).toEqual(['session.admitted']);
  });

  it('takes a repeated yes for the same yes', () => {
    expect(Paper.open().customer({ type: 'admit' })).toEqual([]);
  });

  it('cannot be admitted before anybody is there', () => {
    expect(Paper.waiting().customer({ type: 'admit' })).toBe('NOT_FOUND');
  });
});

describe('when the two come to know each other', () => {
  it('cannot be gone on from before they do', () => {
    const paper = Paper.joined();
    expect(paper.customer({ type: 'admit' })).toBe('NEEDS_AUTH');
    expect(paper.introduce()).toEqual(['peer.authenticated']);
    expect(paper.customer({ type: 'admit' })).toEqual(['session.admitted']);
  });

  it('has the level that the way in gives, and no other', () => {
    expect(Paper.joined().introduce('none')).toBe('NOT_NOW');
    expect(Paper.joined().introduce('sas')).toBe('NOT_NOW');
    const whole = Paper.waiting('broker');
    whole.join();
    expect(whole.introduce('pake')).toBe('NOT_NOW');
    expect(whole.introduce('none')).toEqual(['peer.authenticated']);
  });

  it('is raised by voice, once, and only from nothing', () => {
    const paper = Paper.waiting('broker');
    paper.join();
    paper.introduce('none');
    paper.customer({ type: 'admit' });
    expect(paper.introduce('sas')).toEqual(['peer.authenticated']);
    expect(paper.state).toMatchObject({ auth: 'sas' });
    expect(paper.introduce('sas')).toBe('NOT_NOW');
    expect(Paper.open().introduce('sas')).toBe('NOT_NOW');
  });

  it('gives the code three tries, then none', () => {
    const paper = Paper.waiting();
    const fail = { type: 'fail-meeting', why: 'mismatch' } as const;
    for (const _ of [1, 2]) {
      expect(paper.join()).toEqual(['session.joined']);
      expect(paper.technician(fail)).toEqual(['peer.authentication-failed']);
      expect(paper.customer({ type: 'admit' })).toBe('NOT_FOUND');
    }
    paper.join();
    expect(paper.customer(fail)).toEqual(['peer.authentication-failed', 'session.ended']);
    expect(paper.state).toMatchObject({ phase: 'ended', ending: 'burned' });
  });

  it('fails by itself when the other end does not answer within fifteen seconds', () => {
    const paper = Paper.joined();
    expect(nextDeadline(paper.state, NOBODY_AWAY)).toBe(paper.now + LIMITS.meetMs);
    expect(paper.passes(LIMITS.meetMs - 1).ticks()).toEqual([]);
    expect(paper.passes(1).ticks()).toEqual(['peer.authentication-failed']);
    expect(paper.join()).toEqual(['session.joined']);
  });

  it('cannot be undone by a late complaint', () => {
    expect(Paper.meeting().technician({ type: 'fail-meeting', why: 'mismatch' })).toEqual([]);
  });
});

describe('the chain of statements', () => {
  it('goes on with every statement, followed or not', () => {
    const paper = Paper.asked();
    expect(paper.ask(2)).toBe('ASK_OPEN');
    expect(paper.withdraw(1)).toEqual(['consent.withdrawn']);
    const { chains } = paper.state as { chains: { technician: readonly string[] } };
    expect(chains.technician).toHaveLength(4);
    expect(paper.events.find(({ type }) => type === 'consent.void')).toMatchObject({
      what: 'ask',
      why: 'ASK_OPEN',
      statement: { n: 3 },
    });
  });

  it('has no gap, no second statement of one number, and no other past', () => {
    const paper = Paper.asked();
    const next = said(paper.state, CUSTOMER, { type: 'revoke', gid: uuid(1), why: 'stop', localMs: null });
    const alter = (change: object) => ({
      ...next,
      stated: { ...next.stated, statement: { ...next.stated.statement, ...change } },
    });
    expect(paper.act(CUSTOMER, alter({ n: 2 }))).toBe('OUT_OF_ORDER');
    expect(paper.act(CUSTOMER, alter({ prev: 'b'.repeat(43) }))).toBe('OUT_OF_ORDER');
    expect(paper.act(CUSTOMER, next)).toEqual(['consent.moot']);
    expect(paper.act(CUSTOMER, next)).toEqual([]);
    const other = { ...next, stated: { ...next.stated, hash: 'c'.repeat(43) } };
    expect(paper.act(CUSTOMER, other)).toBe('OUT_OF_ORDER');
  });

  it('ends somewhere for whoever only fills it', () => {
    const paper = Paper.open();
    for (let n = 0; n < LIMITS.idleStatements; n++) expect(paper.revoke(n)).toEqual(['consent.moot']);
    expect(paper.revoke(1_000)).toBe('TOO_FAST');
  });
});

describe('a grant', () => {
  const asked = () => Paper.asked();
  const but = (change: object) => asked().grant(1, 101, change);
  it('names the very question that it answers', () => {
    expect(but({ ask: 'd'.repeat(43) })).toBe('ASK_ALTERED');
    expect(but({ scope: 'control' })).toBe('ASK_ALTERED');
  });
  it('lasts as long as it says and no longer', () => {
    expect(but({ exp: 1_700_000_000 + 15 * 60 + 1 })).toBe('OUT_OF_TIME');
    expect(but({ exp: 1_700_000_000 })).toBe('OUT_OF_TIME');
  });
  it('is for this technician at this desk, known as well as they are', () => {
    const { party } = yes(asked().state, { askId: uuid(1), gid: uuid(101), surface: 'tab', minutes: 1 });
    expect(but({ party: { ...party, techId: 'x'.repeat(22) } })).toBe('WRONG_AUDIENCE');
    expect(but({ party: { ...party, deskId: 'x'.repeat(22) } })).toBe('WRONG_AUDIENCE');
    expect(but({ party: { ...party, authLevel: 'sas' } })).toBe('WRONG_AUDIENCE');
  });
  it('says which published text was on the screen, to the letter', () => {
    const { notice } = yes(asked().state, {
      askId: uuid(1),
      gid: uuid(101),
      surface: 'monitor',
      minutes: 15,
    });
    expect(but({ notice: { ...notice, id: 'consent.everything' } })).toBe('NOTICE_UNKNOWN');
    expect(but({ notice: { ...notice, version: '1999-01-01' } })).toBe('NOTICE_UNKNOWN');
    expect(but({ notice: { ...notice, language: 'it' } })).toBe('NOTICE_ALTERED');
    expect(but({ notice: { ...notice, sha256: 'e'.repeat(43) } })).toBe('NOTICE_ALTERED');
  });
});

describe('what the ends report', () => {
  it('is written down, and ends somewhere', () => {
    const paper = Paper.open();
    const lane = { type: 'report-lane', kind: 'screen', why: 'WRONG_FINGERPRINT' } as const;
    expect(paper.technician(lane)).toEqual(['lane.refused']);
    expect(paper.customer({ type: 'report-statement', of: 'broker', why: 'NOT_AS_SIGNED' })).toEqual([
      'statement.refused',
    ]);
    expect(paper.technician({ type: 'report-stray', frames: 3 })).toEqual(['scope.stray']);
    for (let n = 3; n < LIMITS.reports; n++) expect(paper.technician(lane)).toEqual(['lane.refused']);
    expect(paper.technician(lane)).toEqual([]);
  });
});

describe('when somebody speaks who may not', () => {
  it('tells a stranger that there is nothing here', () => {
    const stranger = { role: 'technician', id: 'x'.repeat(22) } as const;
    expect(Paper.asked().act(stranger, { type: 'end' })).toBe('NOT_FOUND');
    expect(Paper.asked().act({ ...CUSTOMER, role: 'technician' }, { type: 'end' })).toBe('NOT_FOUND');
    expect(Paper.asked().act({ ...TECHNICIAN, role: 'customer' }, { type: 'end' })).toBe('NOT_FOUND');
    expect(Paper.asked().act(BROKER, { type: 'end' })).toBe('NOT_FOUND');
  });

  it('never lets the technician press Allow, nor anything else that is the customer’s', () => {
    const paper = Paper.asked();
    const answer = { askId: uuid(1), gid: uuid(101), surface: 'monitor', minutes: 15 } as const;
    expect(paper.says(TECHNICIAN, yes(paper.state, answer))).toBe('NOT_YOURS');
    expect(Paper.meeting().technician({ type: 'admit' })).toBe('NOT_YOURS');
    expect(paper.technician({ type: 'extend', askId: uuid(1) })).toBe('NOT_YOURS');
  });

  it('never lets the customer ask on the technician’s behalf', () => {
    const ask = { type: 'ask', askId: uuid(1), scope: 'view', surface: 'tab', minutes: 1 } as const;
    expect(Paper.open().says(CUSTOMER, { ...ask, reason: '' })).toBe('NOT_YOURS');
  });

  it('says for every command whose it is', () => {
    const told = command._zod.def.options.flatMap((side) => {
      const options = 'options' in side._zod.def ? side._zod.def.options : [side as typeof signedCommand];
      return options.map((option) => option._zod.def.shape.type._zod.def.values[0]);
    });
    expect(told.sort()).toEqual(Object.keys(MAY_SAY).sort());
  });
});

describe('when the technician asks', () => {
  it('asks one question at a time', () => {
    const paper = Paper.asked();
    expect(paper.saysAgain(TECHNICIAN)).toEqual([]);
    expect(paper.ask(2)).toBe('ASK_OPEN');
  });

  it('cannot ask a browser for what only a host can do', () => {
    for (const scope of ['control', 'clipboard-in', 'clipboard-out', 'record', 'sysinfo', 'reboot'] as const)
      expect(Paper.open().ask(1, { scope })).toBe('NEEDS_HOST');
  });

  it('cannot ask a phone for a screen that it cannot show', () => {
    expect(Paper.open(PHONE).ask()).toBe('CANNOT_SHOW_SCREEN');
  });

  it('cannot ask for more than the longest time', () => {
    expect(Paper.open().ask(1, { minutes: 61 })).toBe('TOO_LONG');
    expect(Paper.open().ask(1, { minutes: 60 })).toEqual(['consent.asked']);
  });

  it('waits ten seconds after a no', () => {
    const paper = Paper.asked();
    expect(paper.deny()).toEqual(['consent.denied']);
    expect(paper.passes(LIMITS.askAgainMs - 1).ask(2)).toBe('ASK_TOO_SOON');
    expect(paper.passes(1).ask(2)).toEqual(['consent.asked']);
  });

  it('takes three noes for no', () => {
    const paper = Paper.open();
    for (const n of [1, 2, 3]) {
      expect(paper.passes(MINUTE).ask(n)).toEqual(['consent.asked']);
      paper.deny(n);
    }
    expect(paper.passes(MINUTE).ask(4)).toBe('ASK_TOO_OFTEN');
  });

  it('counts a cancelled picker as a no', () => {
    const paper = Paper.asked();
    expect(paper.abort(1, 'picker-cancelled')).toEqual(['consent.aborted']);
    expect(paper.ask(2)).toBe('ASK_TOO_SOON');
  });

  it('can take the question back, and only that question', () => {
    const paper = Paper.asked();
    expect(paper.withdraw(9)).toEqual(['consent.moot']);
    expect(paper.withdraw(1)).toEqual(['consent.withdrawn']);
    expect(paper.grant()).toBe('NO_OPEN_ASK');
  });

  it('uses each number once, so that what was read is what is recorded', () => {
    const paper = Paper.asked();
    paper.withdraw(1);
    expect(paper.passes(MINUTE).ask(1, { reason: 'something else' })).toBe('NOT_NOW');
  });

  it('cannot pester with questions that are taken back or not answered', () => {
    const paper = Paper.asked();
    paper.withdraw(1);
    expect(paper.ask(2)).toBe('ASK_TOO_SOON');
    for (let n = 2; n <= LIMITS.asksPerSession; n++) {
      expect(paper.passes(MINUTE).ask(n)).toEqual(['consent.asked']);
      paper.passes(LIMITS.answerMs).ticks();
    }
    expect(paper.passes(MINUTE).ask(1_000)).toBe('ASK_TOO_OFTEN');
  });

  it('has silence taken for a no after two minutes', () => {
    const paper = Paper.asked().passes(LIMITS.answerMs - 1);
    expect(paper.ticks()).toEqual([]);
    expect(paper.passes(1).ticks()).toEqual(['consent.timed-out']);
    expect(paper.grant()).toBe('NO_OPEN_ASK');
  });

  it('does not accept a yes that comes too late, also before anybody has noted that it is late', () => {
    expect(Paper.asked().passes(LIMITS.answerMs).grant()).toBe('NO_OPEN_ASK');
  });

  it('gives the customer two more minutes who wants them', () => {
    const paper = Paper.asked().passes(LIMITS.answerMs - 1);
    expect(paper.customer({ type: 'extend', askId: uuid(1) })).toEqual(['consent.extended']);
    expect(paper.passes(LIMITS.answerMs - 1).grant()).toEqual(['consent.granted']);
  });

  it('does not stay open for ever', () => {
    const paper = Paper.asked();
    const extend = { type: 'extend', askId: uuid(1) } as const;
    for (let n = 0; n < LIMITS.extensionsPerAsk; n++)
      expect(paper.customer(extend)).toEqual(['consent.extended']);
    expect(paper.customer(extend)).toBe('NOT_NOW');
  });
});

describe('when the customer allows', () => {
  it('allows what was asked, or less', () => {
    const paper = Paper.asked();
    expect(paper.grant(1, 101, { surface: 'tab', minutes: 5 })).toEqual(['consent.granted']);
    expect(liveGrant(paper.state, 'view', paper.now)).toMatchObject({ surface: 'tab', minutes: 5 });
  });

  it('never more than was asked', () => {
    const paper = Paper.open();
    paper.ask(1, { surface: 'tab', minutes: 5 });
    expect(paper.grant(1, 101, { surface: 'window', minutes: 5 })).toBe('WIDER_THAN_ASKED');
    expect(paper.grant(1, 101, { surface: 'tab', minutes: 6 })).toBe('LONGER_THAN_ASKED');
    expect(liveGrant(paper.state, 'view', paper.now)).toBeNull();
  });

  it('answers the open question and no other', () => {
    expect(Paper.open().grant()).toBe('NO_OPEN_ASK');
    expect(Paper.asked().grant(2)).toBe('NO_OPEN_ASK');
  });

  it('is understood once when it says yes twice', () => {
    const paper = Paper.granted();
    expect(paper.saysAgain(CUSTOMER)).toEqual([]);
    expect(paper.grant()).toBe('NO_OPEN_ASK');
    expect(paper.events.filter(({ type }) => type === 'consent.granted')).toHaveLength(1);
  });

  it('lives for its minutes by the clock of the grant', () => {
    const paper = Paper.granted();
    expect(liveGrant(paper.state, 'view', paper.now + 15 * MINUTE - 1)).not.toBeNull();
    expect(liveGrant(paper.state, 'view', paper.now + 15 * MINUTE)).toBeNull();
    expect(liveGrant(paper.state, 'control', paper.now)).toBeNull();
  });

  it('renews by a new permission, which ends the old one first', () => {
    const paper = Paper.granted();
    paper.start();
    paper.ask(2);
    expect(paper.grant(2, 102)).toEqual(['scope.stopped', 'consent.revoked', 'consent.granted']);
    expect(paper.events.at(-2)).toMatchObject({ why: 'replaced' });
    expect(liveGrant(paper.state, 'view', paper.now)?.gid).toBe(uuid(102));
  });

  it('never brings a number back to life that has ended', () => {
    const paper = Paper.granted();
    paper.revoke();
    paper.passes(MINUTE).ask(2);
    expect(paper.grant(2, 101)).toBe('NO_OPEN_ASK');
    expect(liveGrant(paper.state, 'view', paper.now)).toBeNull();
  });

  it('says that the picture is there once', () => {
    const paper = Paper.granted();
    expect(paper.start()).toEqual(['scope.started']);
    expect(paper.start()).toEqual([]);
    expect(paper.start(999)).toBe('NO_LIVE_GRANT');
  });
});

describe('when it stops', () => {
  it('stops by the customer’s hand, and says what ran', () => {
    const paper = Paper.granted();
    paper.start();
    expect(paper.revoke()).toEqual(['scope.stopped', 'consent.revoked']);
    expect(paper.events.at(-1)).toMatchObject({ why: 'stop', localMs: 20 });
  });

  it('writes a stop down that came too late, and changes nothing', () => {
    const paper = Paper.granted();
    paper.revoke();
    expect(paper.saysAgain(CUSTOMER)).toEqual([]);
    expect(paper.revoke()).toEqual(['consent.moot']);
    expect(paper.revoke(999)).toEqual(['consent.moot']);
  });

  it('stops by the technician’s own hand', () => {
    const paper = Paper.granted();
    expect(paper.relinquish()).toEqual(['consent.relinquished']);
    expect(paper.relinquish()).toEqual(['consent.moot']);
  });

  it('stops by the customer’s clock, said once or twice', () => {
    const paper = Paper.granted().passes(15 * MINUTE);
    expect(paper.customer({ type: 'expire', gid: uuid(101) })).toEqual(['consent.expired']);
    expect(paper.customer({ type: 'expire', gid: uuid(101) })).toEqual([]);
  });

  it('is written down by the broker five seconds later where nobody else did', () => {
    const paper = Paper.granted().passes(15 * MINUTE + LIMITS.expiryGraceMs - 1);
    expect(paper.ticks()).toEqual([]);
    expect(paper.passes(1).ticks()).toEqual(['consent.expired']);
  });

  it('stops when the customer has been gone for a minute', () => {
    const paper = Paper.granted();
    const since = paper.now;
    expect(paper.passes(LIMITS.disconnectMs - 1).ticks(since)).toEqual([]);
    expect(paper.passes(1).ticks(since)).toEqual(['consent.disconnected']);
  });

  it('ends every permission and question with the session', () => {
    const paper = Paper.granted();
    paper.start();
    paper.ask(2);
    const chat = { count: 2, sha256: 'ab'.repeat(32) };
    expect(paper.customer({ type: 'end', chat })).toEqual([
      'consent.withdrawn',
      'scope.stopped',
      'consent.revoked',
      'chat.closed',
      'session.ended',
    ]);
    expect(liveGrant(paper.state, 'view', paper.now)).toBeNull();
  });
});

describe('when a session ends', () => {
  const endingOf = (paper: Paper) => paper.state.phase === 'ended' && paper.state.ending;

  it('is completed when either of the two closes it', () => {
    for (const by of [TECHNICIAN, CUSTOMER]) {
      const paper = Paper.open();
      paper.act(by, { type: 'end' });
      expect(endingOf(paper)).toBe('completed');
    }
  });

  it('is declined when the customer does not go on', () => {
    const paper = Paper.meeting();
    paper.customer({ type: 'end' });
    expect(endingOf(paper)).toBe('declined');
  });

  it('is lonely when nobody came', () => {
    const paper = Paper.waiting().passes(LIMITS.codeLifeMs);
    expect(paper.ticks()).toEqual(['session.ended']);
    expect(endingOf(paper)).toBe('lonely');
  });

  it('is lonely, too, when the technician closes it before anybody came', () => {
    const paper = Paper.waiting();
    paper.technician({ type: 'end' });
    expect(endingOf(paper)).toBe('lonely');
  });

  it('is closed with everything in it when the technician’s account is', () => {
    const paper = Paper.granted();
    expect(paper.act(BROKER, { type: 'close' })).toEqual(['consent.disconnected', 'session.ended']);
    expect(endingOf(paper)).toBe('closed');
    expect(paper.act(BROKER, { type: 'close' })).toEqual([]);
  });

  it('is lost when the customer has been gone for half an hour', () => {
    for (const paper of [Paper.meeting(), Paper.granted()]) {
      const since = paper.now;
      paper.passes(LIMITS.lostMs - 1).ticks(since);
      expect(endingOf(paper)).toBe(false);
      paper.passes(1).ticks(since);
      expect(endingOf(paper)).toBe('lost');
    }
  });

  it('is expired after twelve hours, whoever is there', () => {
    const paper = Paper.granted().passes(LIMITS.hardEndMs);
    expect(paper.ticks()).toEqual(['consent.disconnected', 'session.ended']);
    expect(endingOf(paper)).toBe('expired');
  });

  it('is over for everyone', () => {
    const paper = Paper.ended();
    expect(paper.ask()).toBe('ENDED');
    expect(paper.revoke()).toBe('ENDED');
    expect(paper.customer({ type: 'end' })).toBe('ENDED');
    expect(paper.join()).toBe('CODE_NOT_USABLE');
    expect(paper.passes(LIMITS.hardEndMs * 2).ticks(0)).toEqual([]);
    expect(nextDeadline(paper.state, { technician: 0, customer: 0, host: 0 })).toBeNull();
  });
});

describe('files', () => {
  const offer = (n: number, size = 10) =>
    ({ type: 'offer-file', fileId: uuid(n), name: 'a.pdf', size }) as const;
  const finish = (n: number, result: 'complete' | 'cancelled' | 'failed' = 'complete') =>
    ({ type: 'finish-file', fileId: uuid(n), result, bytes: 10, sha256: 'ab'.repeat(32) }) as const;
  const accept = (n: number) => ({ type: 'accept-file', fileId: uuid(n) }) as const;
  const reject = (n: number) => ({ type: 'reject-file', fileId: uuid(n) }) as const;

  it('go from one side to the other and are finished by whoever received them', () => {
    const paper = Paper.open();
    expect(paper.technician(offer(1))).toEqual(['file.offered']);
    expect(paper.customer(accept(1))).toEqual(['file.accepted']);
    expect(paper.technician(finish(1))).toBe('NOT_YOURS');
    expect(paper.customer(finish(1))).toEqual(['file.done']);
  });

  it('are complete only with all their bytes and a hash', () => {
    const paper = Paper.open();
    paper.technician(offer(1));
    paper.customer(accept(1));
    expect(paper.customer({ ...finish(1), bytes: 9 })).toBe('BAD_INPUT');
    expect(paper.customer({ ...finish(1), sha256: null })).toBe('BAD_INPUT');
    expect(paper.customer({ ...finish(1, 'failed'), bytes: 9, sha256: null })).toEqual(['file.done']);
  });

  it('are never accepted nor rejected by their own sender', () => {
    const paper = Paper.open();
    paper.customer(offer(1));
    expect(paper.customer(accept(1))).toBe('NOT_YOURS');
    expect(paper.customer(reject(1))).toBe('NOT_YOURS');
  });

  it('cannot be complete without having been accepted', () => {
    const paper = Paper.open();
    paper.technician(offer(1));
    expect(paper.customer(finish(1))).toBe('NOT_YOURS');
    expect(paper.technician(finish(1, 'cancelled'))).toEqual(['file.done']);
    expect(paper.customer(accept(1))).toBe('NOT_NOW');
  });

  it('stay rejected', () => {
    const paper = Paper.open();
    paper.technician(offer(1));
    expect(paper.customer(reject(1))).toEqual(['file.rejected']);
    expect(paper.customer(accept(1))).toBe('NOT_NOW');
    expect(paper.technician(finish(1, 'failed'))).toBe('NOT_NOW');
  });

  it('take a repeated word for the same word', () => {
    const paper = Paper.open();
    paper.technician(offer(1));
    expect(paper.technician(offer(1))).toEqual([]);
    paper.customer(accept(1));
    expect(paper.customer(accept(1))).toEqual([]);
    expect(paper.customer(reject(1))).toBe('NOT_NOW');
    paper.customer(finish(1));
    expect(paper.customer(finish(1))).toEqual([]);
    paper.technician(offer(2));
    paper.customer(reject(2));
    expect(paper.customer(reject(2))).toEqual([]);
  });

  it('have to exist', () => {
    expect(Paper.open().customer(accept(1))).toBe('NO_SUCH_FILE');
  });

  it('have a largest size', () => {
    expect(Paper.open().technician(offer(1, LIMITS.fileBytes + 1))).toBe('FILE_TOO_LARGE');
    expect(Paper.open().technician(offer(1, LIMITS.fileBytes))).toEqual(['file.offered']);
  });

  it('do not pile up', () => {
    const paper = Paper.open();
    for (let n = 1; n <= LIMITS.openFiles; n++) expect(paper.technician(offer(n))).toEqual(['file.offered']);
    expect(paper.technician(offer(99))).toBe('TOO_MANY_FILES');
    paper.customer(reject(1));
    expect(paper.technician(offer(99))).toEqual(['file.offered']);
  });

  it('have an end in one session', () => {
    const paper = Paper.open();
    for (let n = 1; n <= LIMITS.filesPerSession; n++) {
      paper.technician(offer(n));
      paper.customer(reject(n));
    }
    expect(paper.technician(offer(9_999))).toBe('TOO_MANY_FILES');
  });
});
