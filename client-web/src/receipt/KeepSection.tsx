// Keeping the receipt: as a page, as data, and as the link that leads back here.
import { useSignal } from '@preact/signals';
import { type Holder, type Kept, saveData, saveReadable } from '../features/receipt/kept.ts';
import { linkTo } from '../features/receipt/link.ts';
import { Button } from '../view/Button.tsx';
import { Field } from '../view/Field.tsx';
import { dateAndMinute } from '../view/format.ts';
import { clipboard, download } from '../view/icons.ts';
import { announce } from '../view/LiveRegion.tsx';
import { words } from './receipt.text.ts';

export function KeepSection({ holder, kept }: { holder: Holder; kept: Kept }) {
  const { proven, until } = kept;
  return (
    <section class="told" aria-labelledby="keep">
      <h2 id="keep">{words().keep}</h2>
      <div class="row">
        <Button kind="primary" draw={download} onClick={() => saveReadable(kept, Date.now())}>
          {words().save}
        </Button>
        {proven && <Button onClick={() => saveData(proven)}>{words().saveData}</Button>}
      </div>
      <p>{until === null ? words().keepGoesOn : words().keepUntil(dateAndMinute(until))}</p>
      <TheLink link={new URL(linkTo(holder), location.href).href} />
    </section>
  );
}

function TheLink({ link }: { link: string }) {
  const said = useSignal<'copied' | 'failed' | null>(null);
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(link);
      said.value = 'copied';
      announce(words().copied, 'polite');
    } catch {
      said.value = 'failed';
    }
  };
  return (
    <>
      <Field label={words().link} error={said.value === 'failed' ? words().copyFailed : undefined}>
        {(wiring) => <input {...wiring} class="field-input" readOnly value={link} />}
      </Field>
      <p>
        <Button draw={clipboard} onClick={() => void copy()}>
          {said.value === 'copied' ? words().copied : words().copy}
        </Button>
      </p>
    </>
  );
}
