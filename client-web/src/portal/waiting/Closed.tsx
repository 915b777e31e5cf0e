// The request is over: what came of it, how it was in the customer's own judgement, and the way to a new one.
import { useSignal } from '@preact/signals';
import { isRefusal } from '../../../../shared/errors.ts';
import type { Waiting } from '../../../../shared/protocol/requests.ts';
import { holderOf, type KeptRequest } from '../../features/request/kept.ts';
import { words as common } from '../../features/request/request.text.ts';
import type { RequestWatch } from '../../features/request/watch.ts';
import { nothing, post } from '../../link/api.ts';
import { Button } from '../../view/Button.tsx';
import { Choices } from '../../view/Choices.tsx';
import { TextArea } from '../../view/inputs.tsx';
import { Notice } from '../../view/Notice.tsx';
import { TakeAlong } from './TakeAlong.tsx';
import { words } from './waiting.text.ts';

interface ClosedProps {
  request: KeptRequest;
  watch: RequestWatch;
  seen: Waiting;
  onDone: () => void;
}

export function Closed({ request, watch, seen, onDone }: ClosedProps) {
  const { outcome, rating } = seen;
  return (
    <>
      <section class="standing" role="status">
        <p class="standing-place">{common().closed}</p>
        {outcome !== null && <p>{common().outcome[outcome]}</p>}
      </section>
      {rating === null && outcome !== 'withdrawn' && <Feedback request={request} watch={watch} />}
      {rating !== null && <Thanks rating={rating} />}
      <TakeAlong request={request} seen={seen} />
      <div class="row">
        {outcome !== 'withdrawn' && <OpenAgain request={request} />}
        <Button kind="quiet" onClick={onDone}>
          {words().anew}
        </Button>
      </div>
    </>
  );
}

/** The watch of a request that was over has come to rest, so the page begins afresh. */
function OpenAgain({ request }: Pick<ClosedProps, 'request'>) {
  const isBusy = useSignal(false);
  const hasFailed = useSignal(false);
  const again = async () => {
    isBusy.value = true;
    const opened = await post('/api/request/reopen', holderOf(request), nothing);
    isBusy.value = false;
    hasFailed.value = isRefusal(opened);
    if (!isRefusal(opened)) location.reload();
  };
  return (
    <>
      {hasFailed.value && (
        <Notice kind="info" role="alert">
          {words().notTaken}
        </Notice>
      )}
      <Button busy={isBusy.value ? words().openingAgain : undefined} onClick={() => void again()}>
        {words().openAgain}
      </Button>
    </>
  );
}

const MARKS = ['1', '2', '3', '4', '5'] as const;
type Mark = (typeof MARKS)[number];

function Feedback({ request, watch }: Pick<ClosedProps, 'request' | 'watch'>) {
  const mark = useSignal<Mark | undefined>(undefined);
  const text = useSignal('');
  const isBusy = useSignal(false);
  const trouble = useSignal<'rateFirst' | 'notRated' | null>(null);
  const isTooLong = text.value.trim().length > 2_000;
  const send = async () => {
    if (mark.value === undefined) trouble.value = 'rateFirst';
    if (mark.value === undefined || isTooLong) return;
    isBusy.value = true;
    const body = { ...holderOf(request), rating: Number(mark.value), words: text.value.trim() };
    const rated = await post('/api/request/rate', body, nothing);
    isBusy.value = false;
    trouble.value = isRefusal(rated) ? 'notRated' : null;
    await watch.look();
  };
  return (
    <form
      class="stack"
      aria-label={words().rateTitle}
      onSubmit={(event) => {
        event.preventDefault();
        void send();
      }}
    >
      <Choices
        legend={words().rateTitle}
        options={MARKS.map((value) => ({ value, label: `${value}: ${words().ratings[value]}` }))}
        value={mark.value}
        onChange={(value) => {
          mark.value = value;
          trouble.value = null;
        }}
      />
      <TextArea
        label={words().rateWords}
        hint={words().rateHint}
        value={text.value}
        error={isTooLong ? words().isTooLong : undefined}
        onInput={(value) => {
          text.value = value;
        }}
      />
      {trouble.value && (
        <Notice kind="info" role="alert">
          {words()[trouble.value]}
        </Notice>
      )}
      <Button kind="primary" type="submit" wide busy={isBusy.value ? words().rateSending : undefined}>
        {words().rateSend}
      </Button>
    </form>
  );
}

function Thanks({ rating }: { rating: number }) {
  const mark = MARKS.find((each) => Number(each) === rating);
  return (
    <Notice kind="info" title={words().thanks} role="status">
      {mark && words().youSaid(rating, words().ratings[mark])}
    </Notice>
  );
}
