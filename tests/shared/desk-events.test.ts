// What happens at the desk: entries of the first release are still read, new ones have a number of their own, and nothing else is
// let in.
import { describe, expect, it } from 'vitest';
import { deskEvent } from '../../shared/desk/events.ts';
import { DESK, SID, TECHNICIAN, uuid } from '../support/paper.ts';

const at = Date.UTC(2026, 0, 15);
const old = { v: 1, at, by: TECHNICIAN.id };
const now = { v: 2, n: uuid(1), at, by: TECHNICIAN.id };
const hash = 'A'.repeat(43);
const isRead = (event: object): boolean => deskEvent.safeParse(event).success;

describe('an entry outside sessions', () => {
  it('of the first release is still one', () => {
    expect(isRead({ ...old, type: 'tech.login' })).toBe(true);
    expect(isRead({ ...old, type: 'admin.view', what: 'list', sid: null, filtered: true })).toBe(true);
  });

  const bodies = [
    { type: 'tech.login' },
    { type: 'tech.key.enrolled', keyThumbprint: hash },
    { type: 'tech.key.revoked', keyThumbprint: hash },
    { type: 'admin.export', what: 'log', log: DESK },
    { type: 'admin.export', what: 'session', sid: SID },
    { type: 'detail.erased', sid: SID, eventSeq: null, count: 3, basis: 'request' },
    { type: 'detail.hold', sid: SID, isOn: true },
    { type: 'log.opened', predecessor: null, size: null, root: null },
    { type: 'log.opened', predecessor: DESK, size: 7, root: hash },
    { type: 'log.closed', log: DESK, size: 7, root: hash, successor: SID },
    { type: 'log.head', log: DESK, size: 7, root: hash },
    { type: 'key.rotated', use: 'log', from: hash, to: hash },
    { type: 'notice.published', id: 'view', version: '1', language: 'it', sha256: hash, text: 'Testo' },
    { type: 'release.deployed', version: '1.0.0' },
  ];
  for (const body of bodies)
    it(`is read, and nothing beside it: ${body.type}`, () => {
      expect(isRead({ ...now, ...body })).toBe(true);
      expect(isRead({ ...now, ...body, more: 1 })).toBe(false);
    });

  it('of an unknown kind is none', () => {
    expect(isRead({ ...now, type: 'tech.vanished' })).toBe(false);
    expect(isRead({ ...now, type: 'admin.export', what: 'session', log: DESK })).toBe(false);
  });
});
