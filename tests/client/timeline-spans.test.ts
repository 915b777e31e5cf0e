// What the timeline reads out of the events: permissions from grant to end, questions that came to nothing, files.
import { describe, expect, it } from 'vitest';
import { filesOf, namesOf, spansOf, unansweredOf } from '../../client-web/src/features/timeline/timeline.ts';
import { uuid } from '../support/paper.ts';
import { at, ONE_GRANT, told } from './support/story.ts';

describe('when a permission was given and ended', () => {
  it('runs from the grant to its end and knows its question', () => {
    const [span] = spansOf(ONE_GRANT);
    expect(span).toMatchObject({
      scope: 'view',
      askedAt: at(100),
      grantedAt: at(120),
      startedAt: at(125),
      end: { type: 'consent.revoked', localMs: 38 },
    });
  });

  it('has no end while it lives, and no start while nothing was seen', () => {
    const [span] = spansOf(told([0, 'session.created'], [9, 'consent.asked'], [10, 'consent.granted']));
    expect(span).toMatchObject({ end: null, startedAt: null });
  });

  it.each(['consent.relinquished', 'consent.expired', 'consent.disconnected'] as const)(
    'ends with %s',
    (type) => {
      const [span] = spansOf(told([0, 'session.created'], [10, 'consent.granted'], [20, type]));
      expect(span?.end).toMatchObject({ type, at: at(20) });
    },
  );

  it('keeps two permissions of the same scope apart', () => {
    const events = told(
      [0, 'session.created'],
      [10, 'consent.granted'],
      [20, 'consent.revoked'],
      [30, 'consent.granted', { gid: uuid(102), askId: uuid(2) }],
    );
    expect(spansOf(events).map(({ end }) => end?.at ?? null)).toEqual([at(20), null]);
  });

  it('does not take a stop that came too late for an end', () => {
    const [span] = spansOf(told([0, 'session.created'], [10, 'consent.granted'], [20, 'consent.moot']));
    expect(span?.end).toBeNull();
  });
});

describe('when a question came to nothing', () => {
  it.each(['consent.denied', 'consent.aborted', 'consent.timed-out', 'consent.withdrawn'] as const)(
    'tells of %s',
    (type) => {
      const events = told([0, 'session.created'], [10, 'consent.asked'], [20, type]);
      expect(unansweredOf(events)).toMatchObject([{ scope: 'view', at: at(20), end: { type } }]);
    },
  );

  it('is silent about questions that were allowed', () => {
    expect(unansweredOf(ONE_GRANT)).toEqual([]);
  });
});

describe('when files were sent', () => {
  it('pairs each offer with what became of it', () => {
    const events = told(
      [0, 'session.created'],
      [10, 'file.offered', { detail: { name: 'guida.pdf' } }],
      [11, 'file.offered', { fileId: uuid(202) }],
      [12, 'file.offered', { fileId: uuid(203) }],
      [13, 'file.done'],
      [14, 'file.rejected', { fileId: uuid(202) }],
    );
    expect(filesOf(events).map(({ name, end }) => [name, end?.type ?? null])).toEqual([
      ['guida.pdf', 'file.done'],
      [null, 'file.rejected'],
      [null, null],
    ]);
  });
});

describe('when the names have been erased', () => {
  it('has none, and does not invent any', () => {
    expect(namesOf(told([0, 'session.created']))).toEqual({ technician: '', desk: '' });
  });
});
