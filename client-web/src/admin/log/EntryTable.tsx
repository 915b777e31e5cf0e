// Every entry of a session: number, time, who, one plain sentence, and the entry itself as it was recorded.
import { useState } from 'preact/hooks';
import type { SessionEvent } from '../../../../shared/session/events.ts';
import { whoOf } from '../../features/timeline/facts.ts';
import { sentence } from '../../features/timeline/sentence.ts';
import type { Signature, Signatures } from '../../features/timeline/signatures.ts';
import { isWrong, words as signed, signedBy } from '../../features/timeline/signed.text.ts';
import { type Column, DataTable } from '../../view/DataTable.tsx';
import { dateAndTime, dateOf, timeToSecond } from '../../view/format.ts';
import { Icon } from '../../view/Icon.tsx';
import { warning } from '../../view/notice-icons.ts';
import { words } from './log.text.ts';

interface EntryTableProps {
  events: readonly SessionEvent[];
  /** The entry that is explained elsewhere right now. */
  marked: number | undefined;
  signatures: Signatures;
}

export function EntryTable({ events, marked, signatures }: EntryTableProps) {
  const t = words();
  // The day is said once where there is only one.
  const [first, last] = [events[0], events.at(-1)];
  const isOneDay = first !== undefined && last !== undefined && dateOf(first.at) === dateOf(last.at);
  const time = isOneDay ? timeToSecond : dateAndTime;
  const columns: Column<SessionEvent>[] = [
    { key: 'seq', title: t.seq, align: 'end', cell: (event) => event.seq },
    { key: 'time', title: t.time, cell: (event) => time(event.at) },
    { key: 'who', title: t.who, only: 'wide', cell: (event) => whoOf(event, events) },
    {
      key: 'what',
      title: t.what,
      cell: (event) => (
        <>
          {sentence(event)}
          {'statement' in event && <Signed signature={signatures.get(event.seq)} />}
          <Raw event={event} />
        </>
      ),
    },
  ];
  return (
    <div class="entries">
      <DataTable
        caption={t.entries}
        hidesCaption
        columns={columns}
        rows={events}
        rowKey={(event) => String(event.seq)}
        openKey={marked === undefined ? undefined : String(marked)}
      />
    </div>
  );
}

function Signed({ signature }: { signature: Signature | undefined }) {
  const isBad = isWrong(signature);
  return (
    <span class={isBad ? 'entry-signed entry-forged' : 'entry-signed'}>
      {isBad && <Icon draw={warning} />}
      {signed().title}: {signedBy(signature)}
    </span>
  );
}

/** Written out only once somebody opens it: a long session has hundreds. */
function Raw({ event }: { event: SessionEvent }) {
  const [isOpen, setOpen] = useState(false);
  return (
    <details class="entry-raw" onToggle={(toggled) => setOpen(toggled.currentTarget.open)}>
      <summary>{words().raw}</summary>
      {isOpen && (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls sideways must be reachable by keys
        <pre tabIndex={0}>{JSON.stringify(event, null, 2)}</pre>
      )}
    </details>
  );
}
