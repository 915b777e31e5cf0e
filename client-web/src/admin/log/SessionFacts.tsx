// A session in a few lines, before its timeline.
import type { SessionLog } from '../../../../shared/protocol/http.ts';
import { sentence } from '../../features/timeline/sentence.ts';
import { namesOf, ofType } from '../../features/timeline/timeline.ts';
import { count, took } from '../../view/format.ts';
import { standing } from './LogList.tsx';
import { words } from './log.text.ts';

export function SessionFacts({ log: { row, events } }: { log: SessionLog }) {
  const t = words();
  const joined = ofType(events, 'session.joined')[0];
  const met = ofType(events, 'peer.authenticated').at(-1);
  const chat = ofType(events, 'chat.closed').at(-1);
  const browser = [joined?.detail?.browser, joined?.detail?.system].filter(Boolean).join(', ');
  const chatWords = chat
    ? `${t.chatLines(chat.count)}; ${t.chatWhy}`
    : row.phase === 'ended'
      ? t.chatNever
      : t.chatNot;
  const facts = [
    [t.technician, namesOf(events).technician || row.technicianName],
    [t.standing, standing(row)],
    ...(row.endedAt === null ? [] : [[t.lasted, took(row.endedAt - row.createdAt)] as const]),
    [t.device, joined ? t.deviceWith(t.devices[joined.device.kind], browser) : t.notYet],
    [t.met, met ? sentence(met) : row.isUnsigned ? t.before : t.metNot],
    [t.counts, t.countsOf(count(row.asked), count(row.granted), count(row.denied))],
    [t.filesWhole, count(row.files)],
    [t.chat, chatWords],
    [t.number, <code>{row.sid}</code>],
  ] as const;
  return (
    <dl class="facts">
      {facts.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}
