// What narrows the queue further than its views: the desk, whose it is, how old it is. Folded until somebody wants it.
import { useSignal } from '@preact/signals';
import * as z from 'zod/mini';
import { isRefusal } from '../../../../shared/errors.ts';
import { type Technician, technician } from '../../../../shared/protocol/requests.ts';
import { get } from '../../features/account/session.ts';
import { SelectField } from '../../view/inputs.tsx';
import { words } from './queue.text.ts';
import type { Look } from './queue.ts';
import type { QueueDesk } from './queue-desk.ts';

const DAYS = [1, 7, 30, 365] as const;

export function Filters({ desk }: { desk: QueueDesk }) {
  const { queue, me } = desk;
  const { look } = queue.state.value;
  const people = useSignal<readonly Technician[]>([]);
  const isOpen = useSignal(false);
  const t = words();
  const narrow = (part: Partial<Look>) => void queue.look({ ...queue.state.peek().look, ...part });
  const on = [look.desk, look.assignee, look.days].filter((each) => each !== null).length;
  const opens = (is: boolean) => {
    isOpen.value = is;
    if (!is || people.peek().length > 0) return;
    void get('/api/technicians', z.array(technician)).then((answer) => {
      if (!isRefusal(answer)) people.value = answer;
    });
  };
  return (
    <details class="queue-filters" open={isOpen.value} onToggle={(event) => opens(event.currentTarget.open)}>
      <summary>
        {t.filters}
        {on > 0 && <span class="queue-count">{on}</span>}
      </summary>
      <div class="queue-filter-fields">
        {me.desks.length > 1 && (
          <SelectField
            label={t.ofDesk}
            value={look.desk ?? ''}
            options={[
              { value: '', label: t.anyDesk },
              ...me.desks.map(({ slug, name }) => ({ value: slug, label: name })),
            ]}
            onChange={(value) => narrow({ desk: value || null })}
          />
        )}
        <SelectField
          label={t.ofPerson}
          value={look.assignee ?? ''}
          options={[
            { value: '', label: t.anyPerson },
            ...people.value.map(({ id, name }) => ({ value: id, label: name })),
          ]}
          onChange={(value) => narrow({ assignee: value || null })}
        />
        <SelectField
          label={t.ofAge}
          value={look.days === null ? '' : String(look.days)}
          options={[
            { value: '', label: t.anyAge },
            ...DAYS.map((days) => ({ value: String(days), label: t.lastDays(days) })),
          ]}
          onChange={(value) => narrow({ days: value === '' ? null : Number(value) })}
        />
      </div>
    </details>
  );
}
