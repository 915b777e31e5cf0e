// The words a customer read before allowing, made again from the catalogue and compared with the hash that was recorded. It
// decides nothing; text-shown is for readers of the log.
import { NOTICES, noticeProblem, noticeText } from '../../../../shared/consent/notices.ts';
import type { EventOf, SessionEvent } from '../../../../shared/session/events.ts';
import { naming } from '../../../../shared/session/scopes.ts';
import { namesOf, ofType } from './timeline.ts';

export type TextShown =
  /** These very characters were on the screen: their hash is the recorded one. */
  | { readonly kind: 'shown'; readonly text: string }
  /** The catalogue's words do not have the recorded hash: something else was on the screen, or the record was changed. */
  | { readonly kind: 'altered'; readonly text: string }
  /** From before hashes were recorded. */
  | { readonly kind: 'unproven'; readonly text: string }
  /** The names that stood in it have been erased; the rest of the words is known. */
  | { readonly kind: 'erased'; readonly text: string }
  /** This version does not know the text. */
  | { readonly kind: 'unknown' };

/** @param events all of the session, for the names and the question that was answered */
export function textShown(granted: EventOf<'consent.granted'>, events: readonly SessionEvent[]): TextShown {
  const { notice, askId, surface, minutes } = granted;
  const { id, version, language, sha256 } = notice;
  const found = NOTICES.find(
    (known) => known.id === id && known.version === version && known.language === language,
  );
  if (!found) return { kind: 'unknown' };
  const asked = ofType(events, 'consent.asked').find((event) => event.askId === askId);
  const { technician, desk } = namesOf(events);
  const isErased = technician === '' || desk === '';
  const facts = {
    tech: technician || '…',
    desk: desk || '…',
    // What was asked was read; what was picked may be less.
    surface: asked?.surface ?? surface,
    ...naming(asked ?? granted),
    minutes,
  };
  const text = noticeText(found, facts);
  if (sha256 === null) return { kind: 'unproven', text };
  if (isErased) return { kind: 'erased', text };
  const problem = noticeProblem({ id, version, language, sha256 }, facts);
  return { kind: problem === null ? 'shown' : 'altered', text };
}
