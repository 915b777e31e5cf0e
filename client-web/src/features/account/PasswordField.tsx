// A password, hidden or shown as the person likes, with a word when Caps Lock is on. Judges nothing.
import { useState } from 'preact/hooks';
import { Button } from '../../view/Button.tsx';
import { Field, type FieldWords } from '../../view/Field.tsx';
import { Icon } from '../../view/Icon.tsx';
import { eye } from '../../view/icons.ts';
import { info } from '../../view/notice-icons.ts';
import { words } from './account.text.ts';

interface PasswordFieldProps extends FieldWords {
  value: string;
  onInput: (value: string) => void;
  /** Tells password managers whether to fill in or to propose. */
  autocomplete: 'current-password' | 'new-password';
  autofocus?: boolean | undefined;
}

export function PasswordField(props: PasswordFieldProps) {
  const { label, hint, error, value, onInput, autocomplete, autofocus = false } = props;
  const [isShown, setShown] = useState(false);
  const [isCaps, setCaps] = useState(false);
  const look = (event: KeyboardEvent) => setCaps(event.getModifierState?.('CapsLock') ?? false);
  return (
    <Field label={label} hint={hint} error={error}>
      {(wiring) => (
        <>
          <div class="password">
            <input
              {...wiring}
              class="field-input"
              type={(isShown ? 'text' : 'password') as 'password'}
              name="password"
              value={value}
              autocomplete={autocomplete}
              autocapitalize="off"
              spellcheck={false}
              maxLength={256}
              autofocus={autofocus}
              onInput={(event) => onInput(event.currentTarget.value)}
              onKeyDown={look}
              onKeyUp={look}
              onBlur={() => setCaps(false)}
            />
            <Button draw={eye} bare aria-pressed={isShown} onClick={() => setShown(!isShown)}>
              {isShown ? words().hide : words().show}
            </Button>
          </div>
          <span class="caps" aria-live="polite">
            {isCaps && (
              <>
                <Icon draw={info} /> {words().capsLock}
              </>
            )}
          </span>
        </>
      )}
    </Field>
  );
}
