// Which drawing stands for what on the timeline. Always beside words, in the legend and in the explanation.
import { chat, check, clock, close, file, leave, person, stop } from '../../view/icons.ts';
import { info, knock } from '../../view/notice-icons.ts';
import type { Fact } from './layout.ts';

export function drawingOf(fact: Fact): string {
  if (fact.kind === 'asked') return knock;
  if (fact.kind === 'refused') return close;
  if (fact.kind === 'file') return file;
  if (fact.kind === 'span') return check;
  switch (fact.event.type) {
    case 'session.created':
      return info;
    case 'session.joined':
      return person;
    case 'session.admitted':
      return check;
    case 'consent.extended':
      return clock;
    case 'consent.moot':
      return stop;
    case 'chat.closed':
      return chat;
    default:
      return leave;
  }
}
