// The queue in the list column: which requests, searching and order, what is new, and every state the list can be in.
import { useSignal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import { requestOrder, type View } from '../../../../shared/protocol/requests.ts';
import { inWords } from '../../features/account/refusals.ts';
import { Button } from '../../view/Button.tsx';
import { EmptyState } from '../../view/EmptyState.tsx';
import { count } from '../../view/format.ts';
import { inbox, search } from '../../view/icons.ts';
import { SelectField, TextField } from '../../view/inputs.tsx';
import { Notice } from '../../view/Notice.tsx';
import { Filters } from './Filters.tsx';
import { QueueList } from './QueueList.tsx';
import { words } from './queue.text.ts';
import { EVERYTHING, type Queue } from './queue.ts';
import type { QueueDesk } from './queue-desk.ts';

interface QueueColumnProps {
  desk: QueueDesk;
  chosen: string | null;
  onMover: (move: (by: number) => void) => void;
}

const VIEWS: readonly View[] = ['all', 'new', 'mine', 'active', 'completed'];
/** Typing goes on for a moment before anybody is asked. */
const TYPING_MS = 250;

export function QueueColumn({ desk, chosen, onMover }: QueueColumnProps) {
  const { queue } = desk;
  return (
    <div class="queue">
      <Narrowing queue={queue} />
      <Filters desk={desk} />
      <Views queue={queue} />
      {desk.line.value === 'lost' && (
        <Notice kind="quiet" role="status">
          {words().lost}
        </Notice>
      )}
      <News queue={queue} />
      <Rows desk={desk} chosen={chosen} onMover={onMover} />
    </div>
  );
}

function Narrowing({ queue }: { queue: Queue }) {
  const { look } = queue.state.value;
  const typed = useSignal(look.q);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => () => clearTimeout(timer.current), []);
  useEffect(() => {
    typed.value = look.q;
  }, [look.q]);
  const find = () => {
    clearTimeout(timer.current);
    const { look: now } = queue.state.peek();
    if (typed.peek() !== now.q) void queue.look({ ...now, q: typed.peek() });
  };
  return (
    <search>
      <form
        class="queue-narrowing"
        onSubmit={(event) => {
          event.preventDefault();
          find();
        }}
      >
        <TextField
          label={words().search}
          hidesLabel
          type="search"
          placeholder={words().searchHint}
          maxLength={100}
          value={typed.value}
          onInput={(value) => {
            typed.value = value;
            clearTimeout(timer.current);
            timer.current = setTimeout(find, TYPING_MS);
          }}
        />
        <SelectField
          label={words().order}
          hidesLabel
          value={look.order}
          options={requestOrder.options.map((value) => ({ value, label: words().orders[value] }))}
          onChange={(value) => {
            const order = requestOrder.safeParse(value);
            if (order.success) void queue.look({ ...queue.state.peek().look, order: order.data });
          }}
        />
      </form>
    </search>
  );
}

function Views({ queue }: { queue: Queue }) {
  const { look, counts } = queue.state.value;
  return (
    <fieldset class="queue-views">
      <legend class="unseen">{words().whichView}</legend>
      {VIEWS.map((view) => (
        <button
          key={view}
          type="button"
          class="queue-view"
          aria-pressed={view === look.view}
          onClick={() => void queue.look({ ...queue.state.peek().look, view })}
        >
          {words().views[view]}
          {counts && view !== 'all' && counts[view] > 0 && (
            <span class="queue-count">{count(counts[view])}</span>
          )}
        </button>
      ))}
    </fieldset>
  );
}

/** What is held back so that nothing moves under a hand. */
function News({ queue }: { queue: Queue }) {
  const { shown, look } = queue.state.value;
  const isPlain = look.q === '' && (look.view === 'all' || look.view === 'new');
  const said = isPlain ? words().fresh(shown.fresh) : words().more(shown.fresh);
  return (
    <div class="queue-news" role="status">
      {(shown.fresh > 0 || shown.gone.size > 0) && (
        <Button
          kind="ask"
          wide
          onClick={() => {
            document.querySelector('.queue-box')?.scrollTo({ top: 0 });
            queue.settle();
          }}
        >
          {shown.fresh > 0 ? said : words().moved}
        </Button>
      )}
    </div>
  );
}

function Rows({ desk, chosen, onMover }: QueueColumnProps) {
  const { queue } = desk;
  const { phase, shown, problem, look } = queue.state.value;
  const isEmpty = shown.rows.length === 0;
  return (
    <>
      {problem !== null && desk.line.value !== 'lost' && (
        <Notice kind="danger" title={words().failed} role="alert">
          <p>{inWords(problem)}</p>
          <Button onClick={() => void (isEmpty ? queue.look(look) : queue.refresh())}>{words().again}</Button>
        </Notice>
      )}
      {isEmpty && phase === 'loading' && <p class="soft queue-remark">{words().loading}…</p>}
      {isEmpty && phase === 'ready' && problem === null && <Nothing queue={queue} />}
      {!isEmpty && <QueueList desk={desk} chosen={chosen} onMover={onMover} />}
      {phase === 'adding' && <p class="soft small queue-remark">{words().adding}…</p>}
    </>
  );
}

function Nothing({ queue }: { queue: Queue }) {
  const { look } = queue.state.value;
  const isNarrowed =
    look.q.trim() !== '' || look.desk !== null || look.assignee !== null || look.days !== null;
  if (isNarrowed)
    return (
      <EmptyState
        draw={search}
        title={words().notFound}
        action={
          <Button onClick={() => void queue.look({ ...EVERYTHING, view: look.view, order: look.order })}>
            {words().clear}
          </Button>
        }
      >
        <p>{words().notFoundWhy}</p>
      </EmptyState>
    );
  return (
    <EmptyState draw={inbox} title={words().none[look.view]}>
      <p>{words().noneWhy[look.view]}</p>
    </EmptyState>
  );
}
