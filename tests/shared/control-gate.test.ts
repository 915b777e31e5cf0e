// The gate before the remote hand: what it lets through, why it does not, and when it closes for good. A clock that the
// stories hold in their own hand.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Control } from '../../shared/channel/control.ts';
import {
  ACTS_PER_SECOND,
  admit,
  type GateState,
  HAND_REST_MS,
  type Moment,
  OFFENCE_LIMIT,
  openGate,
  QUESTION_REST_MS,
  type Verdict,
} from '../../shared/channel/control-gate.ts';

const T = 1_000_000;
const fine: Moment = {
  now: T,
  grant: { gid: 'g', expiresAt: T + 60_000 },
  surface: { left: 0, top: 0, width: 1280, height: 800 },
  question: null,
  handAt: null,
};
const move = (n: number): Control => ({ k: 'move', n, x: 0.5, y: 0.5 });
const keyDown = (n: number): Control => ({ k: 'key', n, code: 'ControlLeft', down: true });
const release = (n: number): Control => ({ k: 'release', n });

/** A gate that remembers, and the moments in which it is asked. */
class Gate {
  state: GateState = openGate(T);
  says(control: Control | null, moment: Partial<Moment> = {}): Verdict {
    const { state, verdict } = admit(this.state, control, { ...fine, ...moment });
    this.state = state;
    return verdict;
  }
}
const dropFor = (why: string) => expect.objectContaining({ is: 'drop', why });

describe('with a live grant', () => {
  it('lets the hand act, at the place on the whole screen', () => {
    const surface = { left: 1280, top: 100, width: 641, height: 481 };
    const verdict = new Gate().says(move(1), { surface });
    expect(verdict).toEqual({ is: 'act', control: move(1), point: { x: 1600, y: 340 } });
  });

  it('never points beside the surface', () => {
    const corner: Control = { k: 'move', n: 1, x: 1, y: 1 };
    const surface = { left: 0, top: 0, width: 1280, height: 800 };
    expect(new Gate().says(corner, { surface })).toMatchObject({ point: { x: 1279, y: 799 } });
  });

  it('has no place to point at while the surface is gone', () => {
    const gate = new Gate();
    expect(gate.says(move(1), { surface: null })).toEqual(dropFor('surface'));
    expect(gate.says(keyDown(2), { surface: null })).toMatchObject({ is: 'act', point: null });
  });
});

describe('the remote hand rests', () => {
  it('without a grant, and from the millisecond in which it expires', () => {
    const gate = new Gate();
    const grant = { gid: 'g', expiresAt: T + 10 };
    expect(gate.says(move(1), { grant: null })).toEqual(dropFor('grant'));
    expect(gate.says(move(2), { grant, now: T + 9 }).is).toBe('act');
    expect(gate.says(move(3), { grant, now: T + 10 })).toEqual(dropFor('grant'));
  });

  it('while a question is open, however long, and a second after its answer', () => {
    const gate = new Gate();
    expect(gate.says(move(1), { question: { answeredAt: null }, now: T + 59_000 })).toEqual(
      dropFor('question'),
    );
    const question = { answeredAt: T };
    expect(gate.says(keyDown(2), { question, now: T + QUESTION_REST_MS - 1 })).toEqual(dropFor('question'));
    expect(gate.says(keyDown(3), { question, now: T + QUESTION_REST_MS }).is).toBe('act');
  });

  it("for half a second after the customer's own hand", () => {
    const gate = new Gate();
    expect(gate.says(move(1), { handAt: T, now: T })).toEqual(dropFor('hand'));
    expect(gate.says(move(2), { handAt: T, now: T + HAND_REST_MS - 1 })).toEqual(dropFor('hand'));
    expect(gate.says(move(3), { handAt: T, now: T + HAND_REST_MS }).is).toBe('act');
  });

  it('but may always let go', () => {
    const rests: Partial<Moment>[] = [
      { grant: null },
      { question: { answeredAt: null } },
      { handAt: T },
      { surface: null },
    ];
    for (const rest of rests) expect(new Gate().says(release(1), rest).is).toBe('act');
  });

  it('and what it held is lifted once', () => {
    const gate = new Gate();
    gate.says(keyDown(1));
    expect(gate.says(move(2), { handAt: T })).toEqual({ is: 'drop', why: 'hand', lift: true });
    expect(gate.says(move(3), { handAt: T })).toEqual({ is: 'drop', why: 'hand', lift: false });
    gate.says(keyDown(4));
    gate.says(release(5));
    expect(gate.says(move(6), { grant: null })).toMatchObject({ lift: false });
  });

  it('and each reason is counted', () => {
    const gate = new Gate();
    gate.says(move(1), { grant: null });
    gate.says(move(2), { grant: null });
    gate.says(move(3), { handAt: T });
    gate.says(null);
    gate.says(move(3));
    expect(gate.state.dropped).toEqual({
      malformed: 1,
      order: 1,
      rate: 0,
      grant: 2,
      question: 0,
      hand: 1,
      surface: 0,
    });
  });
});

describe('a page that says too much', () => {
  it('is held to 250 acts a second', () => {
    const gate = new Gate();
    for (let n = 1; n <= ACTS_PER_SECOND; n++) expect(gate.says(move(n)).is).toBe('act');
    expect(gate.says(move(251))).toEqual(dropFor('rate'));
    expect(gate.says(move(252), { now: T + 4 }).is).toBe('act');
    expect(gate.says(move(253), { now: T + 4 })).toEqual(dropFor('rate'));
  });

  it('pays for long text by its length', () => {
    const gate = new Gate();
    const text = (n: number): Control => ({ k: 'text', n, s: '漢'.repeat(200) });
    for (let n = 1; n <= 12; n++) expect(gate.says(text(n)).is).toBe('act');
    expect(gate.says(text(13))).toEqual(dropFor('rate'));
  });

  it('is not followed twice', () => {
    const gate = new Gate();
    expect(gate.says(keyDown(7)).is).toBe('act');
    expect(gate.says(keyDown(7))).toEqual(dropFor('order'));
    expect(gate.says(keyDown(6))).toEqual(dropFor('order'));
    expect(gate.says(keyDown(9)).is).toBe('act');
  });

  it('is cut off after five malformed messages in a row, and stays cut off', () => {
    const gate = new Gate();
    for (let i = 0; i < 4; i++) gate.says(null);
    expect(gate.says(move(1)).is).toBe('act');
    for (let i = 0; i < 4; i++) expect(gate.says(null).is).toBe('drop');
    expect(gate.says(null)).toEqual({ is: 'end' });
    expect(gate.says(move(2), { now: T + 3_600_000 })).toEqual({ is: 'end' });
  });

  it('is cut off after 500 offences in ten seconds, not after as many in an hour', () => {
    const patient = new Gate();
    for (let i = 0; i < 2 * OFFENCE_LIMIT; i++) {
      const now = T + i * 30;
      const grant = { gid: 'g', expiresAt: now + 1 };
      patient.says(i % 2 === 0 ? null : move(i), { now, grant });
    }
    expect(patient.state.hasEnded).toBe(false);

    const flooding = new Gate();
    let n = 0;
    while (flooding.says(move(++n)).is !== 'end') expect(n).toBeLessThan(1_000);
    expect(n).toBe(ACTS_PER_SECOND + OFFENCE_LIMIT);
  });
});

const anyControl: fc.Arbitrary<Control | null> = fc.oneof(
  fc.constant(null),
  fc.record({ k: fc.constant('move' as const), n: fc.integer({ min: 1, max: 50 }), x: unit(), y: unit() }),
  fc.integer({ min: 1, max: 50 }).map(keyDown),
  fc.integer({ min: 1, max: 50 }).map(release),
);
function unit() {
  return fc.double({ min: 0, max: 1, noNaN: true });
}
const anyMoment = fc.record({
  after: fc.integer({ min: 0, max: 1_500 }),
  granted: fc.option(fc.integer({ min: -10, max: 2_000 })),
  answered: fc.option(fc.option(fc.integer({ min: 0, max: 2_000 }))),
  touched: fc.option(fc.integer({ min: 0, max: 1_000 })),
  hasSurface: fc.boolean(),
});
const story = fc.array(fc.tuple(anyControl, anyMoment), { maxLength: 60 });

describe('in any order of messages and moments', () => {
  it('nothing but letting go acts outside a grant, during a question, or under the hand; no act is lost or said twice', () => {
    fc.assert(
      fc.property(story, (steps) => {
        const gate = new Gate();
        let now = T;
        let last = 0;
        let refusals = 0;
        for (const [control, { after, granted, answered, touched, hasSurface }] of steps) {
          now += after;
          const moment: Moment = {
            now,
            grant: granted === null ? null : { gid: 'g', expiresAt: now + granted },
            surface: hasSurface ? { left: 7, top: 9, width: 100, height: 50 } : null,
            question:
              answered === null
                ? null
                : { answeredAt: answered === undefined ? null : now - (answered ?? 0) },
            handAt: touched === null ? null : now - touched,
          };
          const verdict = gate.says(control, moment);
          if (verdict.is !== 'act') {
            refusals++;
            continue;
          }
          expect(verdict.control).toBe(control);
          expect(verdict.control.n).toBeGreaterThan(last);
          last = verdict.control.n;
          if (verdict.control.k === 'release') continue;
          expect(moment.grant?.expiresAt).toBeGreaterThan(now);
          const { question, handAt } = moment;
          if (question) expect(question.answeredAt ?? now).toBeLessThanOrEqual(now - QUESTION_REST_MS);
          if (handAt !== null) expect(handAt).toBeLessThanOrEqual(now - HAND_REST_MS);
          if (verdict.point) {
            expect(verdict.point.x).toBeGreaterThanOrEqual(7);
            expect(verdict.point.x).toBeLessThanOrEqual(106);
            expect(verdict.point.y).toBeGreaterThanOrEqual(9);
            expect(verdict.point.y).toBeLessThanOrEqual(58);
          }
        }
        const counted = Object.values(gate.state.dropped).reduce((sum, count) => sum + count, 0);
        expect(gate.state.hasEnded ? counted <= refusals : counted === refusals).toBe(true);
      }),
      { numRuns: 500, seed: 12 },
    );
  });

  it('never more than 250 acts and a bucketful in any time', () => {
    const gaps = fc.array(fc.integer({ min: 0, max: 12 }), { minLength: 300, maxLength: 1_200 });
    fc.assert(
      fc.property(gaps, (times) => {
        const gate = new Gate();
        let now = T;
        let acts = 0;
        times.forEach((gap, i) => {
          now += gap;
          if (gate.says(move(i + 1), { now }).is === 'act') acts++;
        });
        expect(acts).toBeLessThanOrEqual(ACTS_PER_SECOND + ((now - T) * ACTS_PER_SECOND) / 1_000);
      }),
      { numRuns: 100, seed: 13 },
    );
  });
});
