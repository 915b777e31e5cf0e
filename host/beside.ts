// The deeds beside picture and hands: both ways of the clipboard, facts about this computer, a recording, a restart. Each has a grant
// of its own; none needs more of the computer than its own door of the desktop.
import { factsAsText } from '../shared/channel/facts-words.ts';
import type { PassAnswer } from '../shared/channel/passes.ts';
import type { Language } from '../shared/field.ts';
import type { Scope } from '../shared/session/scopes.ts';
import type { Grant } from '../shared/session/state.ts';
import { intoClipboard, outOfClipboard } from './clipboard-passes.ts';
import { openCalm, type Passable } from './counter.ts';
import { type Deed, openDeed, type Work } from './deed.ts';
import type { Desktop } from './desktop.ts';
import type { HostEnd } from './end.ts';
import { type PassingOptions, passing } from './passing.ts';
import { clock } from './place.ts';
import type { Prompts } from './prompts.ts';
import { restarting } from './restarting.ts';
import type { Preview } from './window/preview.ts';
import type { PreviewKind } from './window/preview-view.ts';

export interface BesideOptions {
  readonly end: HostEnd;
  readonly desktop: Pick<Desktop, 'clipboard' | 'facts' | 'restart'>;
  readonly language: Language;
  readonly prompts: Prompts;
  allowedAt(grant: Grant): number | null;
  /** Keeps what stands on the screen out of every picture of it. @returns how to end that; null where it cannot be done */
  hide(): Promise<(() => void) | null>;
  /** Shows what would pass, and waits for the customer's own hand. */
  show(kind: PreviewKind, text: string): Promise<Preview>;
  /** Something to tell the customer where no window is open. */
  say(sentence: string): void;
}

/** What the technician does not know yet would be read in the picture, before anybody has said yes. */
const HIDDEN: Readonly<Record<PreviewKind, boolean>> = { put: false, send: true, facts: true };
const inTheOpen = async () => () => {};

export function openBeside(options: BesideOptions): Deed[] {
  const { end, desktop, language, prompts, allowedAt, hide, show, say } = options;
  const steady = { now: () => performance.now(), after: clock.after };
  // One for all lanes: a no to one thing is no invitation for another.
  const calm = openCalm(steady.now);
  const pass = (
    kind: PassingOptions['kind'],
    shownAs: PreviewKind,
    rest: Pick<PassingOptions, 'often' | 'find'>,
  ) =>
    passing({
      end,
      kind,
      prompts,
      calm,
      clock: steady,
      hide: HIDDEN[shownAs] ? hide : inTheOpen,
      show: (text) => show(shownAs, text),
      ...rest,
    });
  const works: Readonly<Record<Exclude<Scope, 'view' | 'control'>, Work>> = {
    'clipboard-in': pass('clipboard-in', 'put', {
      often: 'again',
      find: intoClipboard(desktop.clipboard),
    }),
    'clipboard-out': pass('clipboard-out', 'send', {
      often: 'again',
      find: outOfClipboard(desktop.clipboard),
    }),
    sysinfo: pass('sysinfo', 'facts', { often: 'once', find: () => factsNow(desktop, language) }),
    // The pen is the technician's; here it is shown, and stopped.
    record: { begin() {}, cut() {} },
    reboot: restarting({ end, restart: desktop.restart, failed: say }),
  };
  return Object.entries(works).map(([scope, work]) =>
    openDeed({ end, scope: scope as keyof typeof works, allowedAt, work }),
  );
}

/** What passes is what was shown: the facts of the moment in which they were asked for. */
async function factsNow({ facts: read }: BesideOptions['desktop'], language: Language): Promise<Passable> {
  const facts = await read();
  return {
    text: factsAsText(facts, language),
    amount: Object.keys(facts).length,
    pass: async (n): Promise<PassAnswer> => ({ k: 'facts', n, facts }),
  };
}
