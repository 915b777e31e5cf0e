// The program on the customer's computer: who may bring it in, what changes once it is there, and that nothing outlives it.
import { describe, expect, it } from 'vitest';
import { thumbprint } from '../../shared/consent/keys.ts';
import { currentNotice, noticeShownAs, noticeText } from '../../shared/consent/notices.ts';
import { NOBODY_AWAY, nextDeadline } from '../../shared/session/decide.ts';
import type { Party } from '../../shared/session/events.ts';
import { LIMITS, scope as scopes } from '../../shared/session/scopes.ts';
import { liveGrant, members, pairedHost } from '../../shared/session/state.ts';
import { awaits, comes, confirms, grants, paired, vouches } from '../support/host-paper.ts';
import { BROKER, CUSTOMER, HOME, HOST, HOST_KEY, MARIA, Paper, uuid } from '../support/paper.ts';

const OTHER: Party = { role: 'host', id: 'o'.repeat(22) };

/** The words of a question that names no monitor. */
function unnumbered() {
  const facts = { tech: MARIA.name, desk: HOME.name, surface: 'monitor', minutes: 15 } as const;
  const notice = currentNotice('view', 'en');
  return noticeShownAs(notice, noticeText(notice, facts));
}

describe('a host comes', () => {
  it('only when the customer made digits for it, in time, and one at a time', () => {
    const paper = Paper.open();
    expect(comes(paper)).toBe('CODE_NOT_USABLE');
    expect(awaits(paper)).toEqual(['host.awaited']);
    expect(comes(paper)).toEqual(['host.joined']);
    expect(comes(paper, OTHER)).toBe('CODE_NOT_USABLE');
    expect(awaits(paper)).toBe('NOT_NOW');

    const late = Paper.open();
    awaits(late);
    expect(comes(late.passes(LIMITS.codeLifeMs))).toBe('CODE_NOT_USABLE');
  });

  it('and is nobody until the customer’s signature vouches for its key', () => {
    const paper = Paper.open();
    awaits(paper);
    comes(paper);
    expect(pairedHost(paper.state)).toBeNull();
    expect(paper.act(HOST, { type: 'start', gid: uuid(1) })).toBe('NOT_NOW');
    expect(paper.says(CUSTOMER, { type: 'host', host: HOST.id, hkt: 'x'.repeat(43) })).toBe('UNKNOWN_KEY');
    expect(vouches(paper)).toEqual(['host.paired']);
    expect(pairedHost(paper.state)).toMatchObject({ id: HOST.id, key: HOST_KEY });
    expect(members(paper.state).host).toBe(HOST.id);
  });

  it('not by anybody else’s word', () => {
    const paper = Paper.open();
    awaits(paper);
    comes(paper);
    expect(
      paper.says(
        { role: 'technician', id: MARIA.id },
        { type: 'host', host: HOST.id, hkt: thumbprint(HOST_KEY) },
      ),
    ).toBe('NOT_YOURS');
    expect(paper.says(HOST, { type: 'host', host: HOST.id, hkt: thumbprint(HOST_KEY) })).toBe('NOT_NOW');
  });

  it('three times in vain at most', () => {
    const paper = Paper.open();
    awaits(paper);
    for (const outcome of ['host.failed', 'host.failed', 'host.left']) {
      comes(paper);
      expect(paper.customer({ type: 'fail-host', why: 'mismatch' })).toEqual([outcome]);
    }
    expect(comes(paper)).toBe('CODE_NOT_USABLE');
  });

  it('and is turned away when it proves nothing within fifteen seconds, or never comes', () => {
    const paper = Paper.open();
    awaits(paper);
    comes(paper);
    expect(nextDeadline(paper.state, NOBODY_AWAY)).toBe(paper.now + LIMITS.meetMs);
    expect(paper.passes(LIMITS.meetMs).ticks()).toEqual(['host.failed']);
    expect(paper.passes(LIMITS.codeLifeMs).ticks()).toEqual(['host.left']);
  });
});

describe('once a host is there', () => {
  it('a grant of the page alone opens nothing', () => {
    const paper = paired();
    paper.ask();
    expect(paper.grant()).toBe('NOT_CONFIRMED');
    expect(grants(paper)).toBe('NOT_CONFIRMED');
    expect(grants(paper, { confirm: 'c'.repeat(43) })).toBe('NOT_CONFIRMED');
    expect(liveGrant(paper.state, 'view', paper.now)).toBeNull();
  });

  it('what was allowed in its window may be granted, and no more than that', () => {
    const paper = paired();
    paper.ask();
    expect(confirms(paper, { surface: 'window', minutes: 5 })).toEqual(['consent.confirmed']);
    expect(grants(paper)).toBe('LONGER_THAN_ASKED');
    expect(grants(paper, { minutes: 5 })).toBe('WIDER_THAN_ASKED');
    expect(grants(paper, { minutes: 5, surface: 'window' })).toEqual(['consent.granted']);
    expect(liveGrant(paper.state, 'view', paper.now)).toMatchObject({ method: 'host', minutes: 5 });
  });

  it('its window answers the question that was asked, once', () => {
    const paper = paired();
    paper.ask();
    expect(confirms(paper, { ask: 'a'.repeat(43) })).toBe('ASK_ALTERED');
    expect(confirms(paper, { minutes: 16 })).toBe('LONGER_THAN_ASKED');
    expect(confirms(paper, { scope: 'control' })).toBe('ASK_ALTERED');
    expect(confirms(paper)).toEqual(['consent.confirmed']);
    expect(confirms(paper)).toBe('NO_OPEN_ASK');
  });

  it('another monitor is another question, whose answer takes the place of the one before', () => {
    const paper = paired();
    paper.ask();
    confirms(paper);
    grants(paper);
    paper.act(HOST, { type: 'start', gid: uuid(101) });
    expect(paper.ask(2, { screen: 2 })).toEqual(['consent.asked']);
    expect(confirms(paper, { screen: 1 })).toBe('ASK_ALTERED');
    expect(confirms(paper, { screen: 3 })).toBe('ASK_ALTERED');
    expect(confirms(paper)).toEqual(['consent.confirmed']);
    const confirm = paper.state.phase === 'open' ? (paper.state.ask?.confirmed?.hash ?? '') : '';
    const said = { method: 'host', confirm } as const;
    expect(paper.grant(2, 102, said)).toBe('ASK_ALTERED');
    expect(paper.grant(2, 102, { ...said, screen: 1 })).toBe('ASK_ALTERED');
    expect(paper.grant(2, 102, { ...said, screen: 2 })).toEqual([
      'scope.stopped',
      'consent.revoked',
      'consent.granted',
    ]);
    const revoked = paper.events.findLast(({ type }) => type === 'consent.revoked');
    expect(revoked).toMatchObject({ gid: uuid(101), why: 'replaced' });
    expect(liveGrant(paper.state, 'view', paper.now)).toMatchObject({ gid: uuid(102), screen: 2 });
  });

  it('the first monitor is meant where none is named', () => {
    const paper = paired();
    paper.ask(1, { screen: 1 });
    expect(confirms(paper, { notice: unnumbered() })).toEqual(['consent.confirmed']);
    expect(grants(paper)).toBe('NOTICE_ALTERED');
    const other = paired();
    other.ask(1);
    expect(confirms(other, { screen: 1 })).toEqual(['consent.confirmed']);
    expect(grants(other)).toEqual(['consent.granted']);
  });

  it('a monitor that is not there is nobody’s refusal', () => {
    const paper = paired();
    paper.ask(1, { screen: 7 });
    const said = { type: 'unable', askId: uuid(1), ask: 'a'.repeat(43), why: 'screen-gone' } as const;
    expect(paper.says(CUSTOMER, said)).toBe('NOT_YOURS');
    expect(paper.says(HOST, said)).toEqual(['consent.aborted']);
    expect(paper.state).toMatchObject({ ask: null, refusals: {}, refusedAt: null });
    expect(paper.says(HOST, said)).toEqual(['consent.moot']);
  });

  it('a no in its window is a no', () => {
    const paper = paired();
    paper.ask();
    const ui = { m: 'click', shown: 900 } as const;
    expect(paper.says(HOST, { type: 'refuse', askId: uuid(1), ask: 'a'.repeat(43), ui })).toEqual([
      'consent.denied',
    ]);
    expect(confirms.bind(null, paper)).toThrow('nothing is asked');
  });

  it('only the host begins what it carries out, and either device stops it', () => {
    const paper = paired();
    paper.ask();
    confirms(paper);
    grants(paper);
    expect(paper.start()).toBe('NOT_YOURS');
    expect(paper.act(HOST, { type: 'start', gid: uuid(101) })).toEqual(['scope.started']);
    expect(paper.says(HOST, { type: 'stop', gid: uuid(101), why: 'keys', localMs: 3 })).toEqual([
      'scope.stopped',
      'consent.revoked',
    ]);
    expect(paper.revoke()).toEqual(['consent.moot']);
  });

  it('what the page shows already goes on, and is the page’s to stop', () => {
    const paper = Paper.open();
    paper.ask();
    paper.grant();
    paper.start();
    awaits(paper);
    comes(paper);
    vouches(paper);
    expect(liveGrant(paper.state, 'view', paper.now)).toMatchObject({ method: 'web' });
    expect(paper.customer({ type: 'drop-host' })).toEqual(['host.left']);
    expect(paper.revoke()).toEqual(['scope.stopped', 'consent.revoked']);
  });
});

describe('when the host goes', () => {
  const showing = () => {
    const paper = paired();
    paper.ask();
    confirms(paper);
    grants(paper);
    paper.act(HOST, { type: 'start', gid: uuid(101) });
    return paper;
  };

  it('everything that it carried out ends with it', () => {
    const left = ['scope.stopped', 'consent.revoked', 'host.left'];
    expect(showing().act(HOST, { type: 'drop-host' })).toEqual(left);
    expect(showing().customer({ type: 'drop-host' })).toEqual(left);
    const paper = showing();
    expect(paper.technician({ type: 'drop-host' })).toBe('NOT_YOURS');
    const away = { ...NOBODY_AWAY, host: paper.now };
    expect(nextDeadline(paper.state, away)).toBe(paper.now + LIMITS.disconnectMs);
    paper.passes(LIMITS.disconnectMs);
    expect(paper.act(BROKER, { type: 'tick', away })).toEqual([
      'scope.stopped',
      'consent.disconnected',
      'host.left',
    ]);
  });

  it('its yes goes with it, and no other host stands in for it', () => {
    const paper = paired();
    paper.ask();
    confirms(paper);
    const old = paper.state.phase === 'open' ? (paper.state.ask?.confirmed?.hash ?? '') : '';
    paper.act(HOST, { type: 'drop-host' });
    awaits(paper);
    comes(paper, OTHER);
    vouches(paper, OTHER);
    expect(old).not.toBe('');
    expect(grants(paper, { confirm: old })).toBe('NOT_CONFIRMED');
  });

  it('the page answers for itself again', () => {
    const paper = showing();
    paper.customer({ type: 'drop-host' });
    expect(paper.passes(LIMITS.askAgainMs).ask(2)).toEqual(['consent.asked']);
    expect(paper.grant(2, 102)).toEqual(['consent.granted']);
  });

  it('another one may come, with a key and a chain of its own', () => {
    const paper = showing();
    paper.act(HOST, { type: 'drop-host' });
    awaits(paper);
    comes(paper, OTHER);
    expect(vouches(paper)).toBe('NOT_NOW');
    expect(vouches(paper, OTHER)).toEqual(['host.paired']);
    expect(paper.state).toMatchObject({ chains: { host: [] } });
    expect(paper.act(HOST, { type: 'drop-host' })).toBe('NOT_FOUND');
  });
});

describe('what needs a host', () => {
  it('cannot be asked for without one', () => {
    for (const scope of scopes.options)
      if (scope !== 'view') expect(Paper.open().ask(1, { scope, minutes: 5 })).toBe('NEEDS_HOST');
    expect(Paper.open().ask(1, { screen: 2 })).toBe('NEEDS_HOST');
  });
});
