// The one field of the door. Shows the code in groups while it is typed and gives the page bare digits; checks nothing.
import { useLayoutEffect, useRef } from 'preact/hooks';
import { codeLength, editCode, findCode, groupCode } from './code-text.ts';
import { Field, type FieldWords } from './Field.tsx';

interface CodeFieldProps extends FieldWords {
  /** Bare digits, at most ten. */
  value: string;
  onInput: (digits: string) => void;
  /** The tenth digit arrived, by typing or by pasting. Not called again until the digits change. */
  onComplete?: ((digits: string) => void) | undefined;
  autofocus?: boolean | undefined;
  disabled?: boolean | undefined;
}

export function CodeField(props: CodeFieldProps) {
  const { label, hidesLabel, hint, error, value, onInput, onComplete, autofocus, disabled } = props;
  const input = useRef<HTMLInputElement>(null);
  const caret = useRef<number | undefined>(undefined);

  useLayoutEffect(() => {
    const at = caret.current;
    if (at !== undefined && document.activeElement === input.current)
      input.current?.setSelectionRange(at, at);
    caret.current = undefined;
  });

  const take = (digits: string, at: number) => {
    if (input.current) {
      // Written at once: a press that changes no digit renders nothing, yet must leave the groups tidy.
      input.current.value = groupCode(digits);
      input.current.setSelectionRange(at, at);
    }
    caret.current = at;
    if (digits === value) return;
    onInput(digits);
    if (digits.length === codeLength) onComplete?.(digits);
  };

  const onTyped = (event: InputEvent) => {
    const field = input.current;
    if (field === null || event.isComposing) return;
    const edit = editCode(
      field.value,
      field.selectionStart ?? field.value.length,
      value,
      event.inputType ?? '',
    );
    take(edit.digits, edit.caret);
  };

  const onPaste = (event: ClipboardEvent) => {
    const found = findCode(event.clipboardData?.getData('text') ?? '');
    if (found === undefined) return;
    event.preventDefault();
    take(found, groupCode(found).length);
  };

  return (
    <Field label={label} hidesLabel={hidesLabel} hint={hint} error={error}>
      {(wiring) => (
        <input
          {...wiring}
          ref={input}
          class="code-input"
          type="text"
          inputMode="numeric"
          autocomplete="one-time-code"
          autocapitalize="off"
          spellcheck={false}
          enterkeyhint="go"
          autofocus={autofocus ?? false}
          disabled={disabled ?? false}
          value={groupCode(value)}
          onInput={onTyped}
          onPaste={onPaste}
        />
      )}
    </Field>
  );
}
