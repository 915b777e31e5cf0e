// What a desk forbids itself: refused where it is wished, and a log that does it all the same is not read as one.
import { describe, expect, it } from 'vitest';
import { type DeskPolicy, deskPolicy, longest, NO_POLICY, takesNothing } from '../../shared/desk/policy.ts';
import type { Draft } from '../../shared/session/events.ts';
import { LIMITS, SCOPES, scope } from '../../shared/session/scopes.ts';
import { apply } from '../../shared/session/state.ts';
import { Paper, SID, TECHNICIAN, uuid } from '../support/paper.ts';

const but = (part: Partial<DeskPolicy>): DeskPolicy => ({ ...NO_POLICY, ...part });

/** An open session under these terms; `whole` for one whose code the broker knows, so that nobody is known yet. */
function open(policy: DeskPolicy, code: 'pake' | 'broker' = 'pake'): Paper {
  const paper = Paper.waiting(code, policy);
  paper.join();
  paper.introduce(code === 'pake' ? 'pake' : 'none');
  paper.customer({ type: 'admit' });
  return paper;
}

/** The question as an event, past `decide`. */
const asked =
  (paper: Paper, part: object = {}) =>
  () => {
    const draft = {
      type: 'consent.asked',
      askId: uuid(9),
      scope: 'view',
      surface: 'monitor',
      minutes: 15,
      answerBy: paper.now + 60_000,
      statement: null,
      detail: null,
      ...part,
    } as Draft;
    const head = { v: 2, sid: SID, seq: paper.state.seq + 1, at: paper.now, by: TECHNICIAN };
    return apply(paper.state, { ...draft, ...head } as never);
  };

describe('a desk that never asks for the screen', () => {
  it('is refused by name', () => {
    expect(open(but({ never: ['view'] })).ask()).toBe('NOT_AT_THIS_DESK');
    expect(open(but({ never: ['control'] })).ask()).toEqual(['consent.asked']);
  });

  it('has no log in which it did', () => {
    expect(asked(open(but({ never: ['view'] })))).toThrow('view is not asked here');
    expect(asked(open(but({ never: ['control'] })), { scope: 'control' })).toThrow();
    expect(asked(open(but({ never: ['control'] })))).not.toThrow();
  });
});

describe('a desk that asks for less time than others', () => {
  const short = but({ minutes: { view: 10 } });

  it('may ask for that and no minute more', () => {
    expect(open(short).ask(1, { minutes: 11 })).toBe('TOO_LONG');
    expect(open(short).ask(1, { minutes: 10 })).toEqual(['consent.asked']);
    expect(asked(open(short), { minutes: 11 })).toThrow();
    expect(asked(open(short), { minutes: 10 })).not.toThrow();
  });

  it('cannot make it longer than everywhere', () => {
    for (const one of scope.options) {
      expect(longest(NO_POLICY, one)).toBe(SCOPES[one].maxMinutes);
      const more = but({ minutes: { [one]: SCOPES[one].maxMinutes + 1 } });
      expect(longest(more, one)).toBe(SCOPES[one].maxMinutes);
      expect(deskPolicy.safeParse(more).success).toBe(false);
    }
  });
});

describe('a desk that asks only somebody it knows', () => {
  const known = but({ compared: ['view'] });

  it('is refused until the two have compared words', () => {
    const paper = open(known, 'broker');
    expect(paper.ask()).toBe('NEEDS_AUTH');
    expect(asked(paper)).toThrow();
    expect(paper.introduce('sas')).toEqual(['peer.authenticated']);
    expect(paper.ask(2)).toEqual(['consent.asked']);
  });

  it('may ask at once those who met by digits', () => {
    expect(open(known).ask()).toEqual(['consent.asked']);
  });
});

describe('a desk that takes few files', () => {
  const few = but({ files: { types: ['pdf', 'png'], mostBytes: 1_000 } });
  const offers = (policy: DeskPolicy, name: string, size = 10) =>
    open(policy).technician({ type: 'offer-file', fileId: uuid(1), name, size });

  it.each(['a.pdf', 'A.PDF', 'scan.2.png'])('lets %s pass', (name) => {
    expect(offers(few, name)).toEqual(['file.offered']);
  });

  it.each(['a.exe', 'pdf', 'a.pdf.exe', 'a.pdf ', 'a.', '.pdf.'])('stops “%s”', (name) => {
    expect(offers(few, name)).toBe('FILE_TYPE');
  });

  it('stops what is larger, to the byte, from either side', () => {
    expect(offers(few, 'a.pdf', 1_001)).toBe('FILE_TOO_LARGE');
    expect(offers(few, 'a.pdf', 1_000)).toEqual(['file.offered']);
    const customer = open(few).customer({ type: 'offer-file', fileId: uuid(1), name: 'a.exe', size: 10 });
    expect(customer).toBe('FILE_TYPE');
  });
});

describe('whether a desk forbids itself anything', () => {
  it('depends on what it says, and not on how', () => {
    expect(takesNothing(NO_POLICY)).toBe(true);
    expect(takesNothing(but({ minutes: { view: 60, control: 30 } }))).toBe(true);
  });

  it.each<Partial<DeskPolicy>>([
    { never: ['record'] },
    { compared: ['view'] },
    { minutes: { view: 59 } },
    { files: { types: [], mostBytes: LIMITS.fileBytes } },
    { files: { types: null, mostBytes: LIMITS.fileBytes - 1 } },
  ])('it does by %j', (part) => {
    expect(takesNothing(but(part))).toBe(false);
  });
});
