// Which drawing stands for what on the timeline. Always beside words, in the legend and in the explanation.
import { chat, check, clock, close, file, key, leave, person, stop } from '../../view/icons.ts';
import { info, knock, warning } from '../../view/notice-icons.ts';
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
    case 'colleague.called':
    case 'colleague.met':
      return person;
    case 'peer.authenticated':
      return key;
    case 'peer.authentication-failed':
    case 'lane.refused':
    case 'statement.refused':
    case 'scope.stray':
      return warning;
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
