// Something that is shown to be copied: a secret this once, or a line for another page.
import { Button } from '../../view/Button.tsx';
import { useCopy } from '../../view/copying.ts';
import { Field } from '../../view/Field.tsx';
import { clipboard } from '../../view/icons.ts';
import { words } from './connections.text.ts';

interface CopyableProps {
  label: string;
  hint?: string | undefined;
  value: string;
}

export function Copyable({ label, hint, value }: CopyableProps) {
  const t = words();
  const { input, said, copy } = useCopy(value, t);
  return (
    <div class="connect-copy">
      <Field label={label} hint={hint}>
        {(wiring) => (
          <input
            {...wiring}
            ref={input}
            class="field-input connect-code"
            type="text"
            readOnly
            value={value}
            onFocus={(event) => event.currentTarget.select()}
          />
        )}
      </Field>
      <div class="connect-row">
        <Button draw={clipboard} onClick={() => void copy()}>
          {t.copy}
        </Button>
        <span class="small" role="status">
          {said}
        </span>
      </div>
    </div>
  );
}
