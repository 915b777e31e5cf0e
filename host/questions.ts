// What the technician asks, put to whoever sits at this computer, in the host's own window. Only a question that the technician's
// key signed is put to anybody, and only a hand on this computer's own mouse or keyboard answers (consent-protocol.md 2.8).
import { effect, untracked } from '@preact/signals-core';
import { currentNotice, noticeShownAs, noticeText } from '../shared/consent/notices.ts';
import type { Language } from '../shared/field.ts';
import { isRisky } from '../shared/session/caution.ts';
import { naming, type Scope } from '../shared/session/scopes.ts';
import type { Ask, OpenSession } from '../shared/session/state.ts';
import type { HostEnd } from './end.ts';
import type { Prompts } from './prompts.ts';
import type { Answered, Question } from './window/question.ts';
import type { QuestionView } from './window/question-view.ts';

export interface QuestionsOptions {
  readonly end: Pick<HostEnd, 'session' | 'speech' | 'ledger'>;
  readonly language: Language;
  /** What would be seen or used, in words, empty where no monitor is concerned; null where the one that is meant is not there. */
  surface(asked: Ask): string | null;
  /** Opens the window. @param holdMs how long Allow has to be held; 0 for a press */
  open(view: QuestionView, rules: { readonly armMs: number; readonly holdMs: number }): Promise<Question>;
  readonly prompts: Prompts;
}

export interface Questions {
  /** When somebody allowed this question here, on the clock of `performance.now()`; null where nobody did. */
  allowedAt(askId: string): number | null;
  /** Monitors came or went: what was asked and allowed was meant for others. */
  changed(): void;
  close(): void;
}

/**
 * Security-rules.md 14 and 49: a second to see it; ten to read it where the hands are asked for, and whatever is asked after a risky
 * answer. What is hard to undo is held.
 */
const READ_MS = 10_000;
const SEEN = { armMs: 1_000, holdMs: 0 } as const;
const RULES: Readonly<Partial<Record<Scope, { readonly armMs: number; readonly holdMs: number }>>> = {
  control: { armMs: READ_MS, holdMs: 1_500 },
  reboot: { armMs: 1_000, holdMs: 1_500 },
};

export function openQuestions({ end, language, surface, open, prompts }: QuestionsOptions): Questions {
  const { session, speech, ledger } = end;
  let put: { readonly askId: string; readonly question: Promise<Question>; gone(): void } | null = null;
  /** Answered here, though the broker may not have said so yet. */
  const done = new Set<string>();
  const allowed = new Map<string, number>();

  const withdraw = () => {
    const gone = put;
    put = null;
    if (!gone) return;
    gone.gone();
    // A window that could not be opened needs no withdrawing.
    void gone.question.then((question) => question.withdraw()).catch(() => {});
  };
  /** Nobody is asked for what is not there, or not any more. */
  const giveUp = (askId: string) => {
    const ask = ledger.asks.peek().get(askId)?.hash;
    done.add(askId);
    if (ask) void speech.say({ type: 'unable', askId, ask, why: 'screen-gone' });
  };
  const answered = (asked: Ask, given: Answered, hash: string) => {
    const { askId, scope, surface: picked, minutes } = asked;
    const ui = { m: given.manner, shown: Math.round(given.shownMs) };
    const notice = currentNotice(scope, language);
    if (given.answer === 'refuse') return void speech.say({ type: 'refuse', askId, ask: hash, ui });
    allowed.set(askId, performance.now());
    const shown = noticeShownAs(notice, given.textShown);
    void speech.say({
      type: 'confirm',
      askId,
      ask: hash,
      scope,
      surface: picked,
      ...naming(asked),
      minutes,
      notice: shown,
      ui,
    });
  };
  const ask = (state: OpenSession, asked: Ask) => {
    const known = ledger.asks.peek().get(asked.askId);
    const notice = currentNotice(asked.scope, language);
    const { technicianName: tech, deskName: desk } = namesIn(session.events.peek());
    if (!known || state.host?.stage !== 'paired') return;
    // Only whole monitors can be shown here; the customer's page gives back what asks for less.
    if (asked.scope === 'view' && asked.surface !== 'monitor') return;
    const words = surface(asked);
    if (words === null) return giveUp(asked.askId);
    const facts = { tech, desk, surface: asked.surface, ...naming(asked), minutes: asked.minutes };
    const text = noticeText(notice, facts);
    const view: QuestionView = {
      language,
      scope: asked.scope,
      tech,
      desk,
      notice: text,
      surface: words,
      minutes: asked.minutes,
      reason: known.statement.reason ?? '',
    };
    const gone = prompts.open();
    const rules = RULES[asked.scope] ?? SEEN;
    const question = open(view, isRisky(state.answers) ? { ...rules, armMs: READ_MS } : rules);
    put = { askId: asked.askId, question, gone };
    void question
      .then(({ answered: answer }) => answer)
      .then((given) => {
        if (put?.askId !== asked.askId) return;
        put = null;
        done.add(asked.askId);
        gone();
        if (given) answered(asked, given, known.hash);
      })
      // A question that no screen can show is not answered; it stands nowhere, and holds nobody's hands.
      .catch(() => {
        if (put?.askId !== asked.askId) return;
        put = null;
        done.add(asked.askId);
        gone();
      });
  };

  const stop = effect(() => {
    const state = session.state.value;
    void ledger.asks.value;
    const asked = state.phase === 'open' && state.ask && !state.ask.confirmed ? state.ask : null;
    untracked(() => {
      if (put && put.askId !== asked?.askId) withdraw();
      if (state.phase === 'open' && asked && !put && !done.has(asked.askId)) ask(state, asked);
    });
  });
  return {
    allowedAt: (askId) => allowed.get(askId) ?? null,
    changed: () => {
      allowed.clear();
      const open = put?.askId;
      if (open === undefined) return;
      giveUp(open);
      withdraw();
    },
    close: () => {
      stop();
      withdraw();
    },
  };
}

function namesIn([first]: OpenEvents): { readonly technicianName: string; readonly deskName: string } {
  const none = { technicianName: '', deskName: '' };
  return first?.type === 'session.created' ? (first.detail ?? none) : none;
}
type OpenEvents = HostEnd['session']['events']['value'];
