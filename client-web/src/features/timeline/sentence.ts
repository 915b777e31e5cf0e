// One event of a session in plain words, for the timeline, the list of entries and the facts. The words are timeline.text.ts.
import { safeFileName } from '../../../../shared/channel/file-name.ts';
import { assertNever } from '../../../../shared/errors.ts';
import type { EventOf, SessionEvent } from '../../../../shared/session/events.ts';
import { bytes } from '../../view/format.ts';
import { words } from './timeline.text.ts';

/** One event in plain words. */
export function sentence(event: SessionEvent): string {
  const t = words();
  const who = t.who[event.by.role];
  switch (event.type) {
    case 'session.created':
      return (event.follows === undefined ? t.created : t.createdAfter)(event.detail?.technicianName ?? who);
    case 'session.joined':
      return t.joined([event.detail?.browser, event.detail?.system].filter(Boolean).join(', '));
    case 'session.admitted':
      return t.admitted;
    case 'consent.asked':
      return t.asked(t.scope[event.scope], surfaceOf(event), event.minutes, event.detail?.reason ?? '');
    case 'consent.extended':
      return t.extended;
    case 'consent.withdrawn':
      return t.withdrawn(t.scope[event.scope]);
    case 'consent.granted':
      return t.granted(t.scope[event.scope], surfaceOf(event), event.minutes, t.auth[event.auth]);
    case 'consent.denied':
      return t.denied(t.scope[event.scope]);
    case 'consent.aborted':
      return t.aborted(t.scope[event.scope], t.abort[event.why]);
    case 'consent.timed-out':
      return t.timedOut(t.scope[event.scope]);
    case 'consent.revoked':
      return t.revoked(t.scope[event.scope], t.revoke[event.why], event.localMs);
    case 'consent.relinquished':
      return t.relinquished(t.scope[event.scope]);
    case 'consent.expired':
      return t.expired(t.scope[event.scope]);
    case 'consent.disconnected':
      return t.disconnected(t.scope[event.scope]);
    case 'consent.moot':
      return t.moot(who);
    case 'consent.void':
      return t.void[event.what];
    case 'peer.authenticated':
      return t.authenticated[event.auth];
    case 'peer.authentication-failed':
      return t.notAuthenticated[event.why];
    case 'lane.refused':
      return t.laneRefused(who, t.lane[event.kind], event.why);
    case 'statement.refused':
      return t.statementRefused(who, t.of[event.of], event.why);
    case 'host.awaited':
      return t.hostAwaited;
    case 'host.joined':
      return t.hostJoined(event.detail?.system ?? '');
    case 'host.failed':
      return t.hostFailed;
    case 'host.paired':
      return t.hostPaired;
    case 'host.left':
      return t.hostLeft[event.why];
    case 'consent.confirmed':
      return t.confirmed(t.scope[event.scope], surfaceOf(event), event.minutes);
    case 'scope.stray':
      return t.stray(event.frames);
    case 'scope.used':
      return t.used[event.scope](String(event.amount), bytes(event.amount));
    case 'scope.misused': {
      const all = Object.values(event.dropped).reduce((sum, n) => sum + n, 0);
      return [t.misused(t.scope[event.scope], all), ...(event.isShut ? [t.shut] : [])].join('. ');
    }
    case 'return.offered':
      return t.returnOffered;
    case 'scope.started':
      return t.started(t.scope[event.scope]);
    case 'scope.stopped':
      return t.stopped(t.scope[event.scope]);
    case 'colleague.called':
      return t.called[event.how](event.detail?.name ?? '');
    case 'colleague.refused':
      return t.colleagueRefused;
    case 'colleague.met':
      return t.colleagueMet;
    case 'colleague.left':
      return t.colleagueLeft;
    case 'file.offered':
      return t.offered(who, event.detail ? safeFileName(event.detail.name) : t.erased, bytes(event.size));
    case 'file.accepted':
      return t.accepted;
    case 'file.rejected':
      return t.rejected;
    case 'file.done':
      return t.done(t.file[event.result]);
    case 'chat.closed':
      return t.chat(event.count);
    case 'session.ended':
      return event.ending === 'completed' ? t.endedBy(who) : t.ended(who, t.ending[event.ending]);
    default:
      return assertNever(event);
  }
}

function surfaceOf({
  surface,
  screen,
}: EventOf<'consent.asked' | 'consent.confirmed' | 'consent.granted'>): string {
  const t = words();
  return screen === undefined ? t.surface[surface] : t.numbered(t.surface[surface], screen);
}
