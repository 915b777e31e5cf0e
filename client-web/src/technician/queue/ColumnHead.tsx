// The head of the technician's list column: the two lists, whether one can take requests, and the way to alerts and keys.
import { availability } from '../../../../shared/protocol/requests.ts';
import { Button } from '../../view/Button.tsx';
import { count } from '../../view/format.ts';
import { settings } from '../../view/icons.ts';
import { SelectField } from '../../view/inputs.tsx';
import { words as consoleWords } from '../console.text.ts';
import type { ListName } from '../spot.ts';
import { words } from './queue.text.ts';
import type { QueueDesk } from './queue-desk.ts';

interface ColumnHeadProps {
  desk: QueueDesk;
  here: ListName;
  /** Sessions that go on. */
  live: number;
  onSettings: () => void;
}

export function ColumnHead({ desk, here, live, onSettings }: ColumnHeadProps) {
  const waiting = desk.queue.state.value.counts?.new ?? 0;
  const { presence } = desk;
  return (
    <div class="column-head">
      <nav class="column-lists" aria-label={words().places}>
        <a class="column-list" href="#requests" aria-current={here === 'requests' ? 'page' : undefined}>
          {words().title}
          {waiting > 0 && (
            <span class="column-waiting">
              <span aria-hidden="true">{count(waiting)}</span>
              <span class="unseen">{words().waiting(waiting)}</span>
            </span>
          )}
        </a>
        <a class="column-list" href="#list" aria-current={here === 'sessions' ? 'page' : undefined}>
          {consoleWords().title}
          {live > 0 && <span class="queue-count">{count(live)}</span>}
        </a>
      </nav>
      <div class="column-self">
        <SelectField
          label={words().availability}
          hidesLabel
          value={presence.now.value}
          options={availability.options.map((each) => ({
            value: each,
            label: words().availabilities[each],
          }))}
          onChange={(value) => {
            const chosen = availability.safeParse(value);
            if (chosen.success) presence.choose(chosen.data);
          }}
        />
        <Button draw={settings} bare onClick={onSettings}>
          {words().settings}
        </Button>
      </div>
      {(presence.isIdle.value || presence.isFull.value) && (
        <p class="small soft" role="status">
          {presence.isIdle.value ? words().isIdle : words().isFull}
        </p>
      )}
    </div>
  );
}
