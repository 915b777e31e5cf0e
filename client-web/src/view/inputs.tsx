// Native controls inside a Field: one line, several lines, one of many. The door needs none of them, so they stand apart.
import { useId } from 'preact/hooks';
import { Field, type FieldWords } from './Field.tsx';

/** What the three controls below share with the native ones. */
interface ControlProps extends FieldWords {
  value: string;
  name?: string | undefined;
  required?: boolean | undefined;
  disabled?: boolean | undefined;
  autofocus?: boolean | undefined;
}

interface TypedProps extends ControlProps {
  onInput: (value: string) => void;
  maxLength?: number | undefined;
  placeholder?: string | undefined;
  autocomplete?: string | undefined;
  spellcheck?: boolean | undefined;
  onBlur?: (() => void) | undefined;
}

interface TextFieldProps extends TypedProps {
  type?: 'text' | 'password' | 'email' | 'search' | 'url' | 'tel' | undefined;
  inputMode?: 'text' | 'numeric' | 'decimal' | 'email' | 'url' | undefined;
  /** Offered by the browser while typing. */
  suggestions?: readonly string[] | undefined;
}

/** One line of text, a password, an e-mail address... by `type`. */
export function TextField({
  label,
  hidesLabel,
  hint,
  error,
  onInput,
  type = 'text',
  suggestions,
  ...rest
}: TextFieldProps) {
  const listId = useId();
  return (
    <Field label={label} hidesLabel={hidesLabel} hint={hint} error={error}>
      {(wiring) => (
        <>
          <input
            {...(rest as object)}
            {...wiring}
            type={type as 'text'}
            class="field-input"
            list={suggestions ? listId : undefined}
            onInput={(event) => onInput(event.currentTarget.value)}
          />
          {suggestions && (
            <datalist id={listId}>
              {suggestions.map((text) => (
                <option key={text} value={text} />
              ))}
            </datalist>
          )}
        </>
      )}
    </Field>
  );
}

interface TextAreaProps extends TypedProps {
  rows?: number | undefined;
  onKeyDown?: ((event: KeyboardEvent) => void) | undefined;
}

/** Several lines of text. */
export function TextArea({ label, hidesLabel, hint, error, onInput, rows = 3, ...rest }: TextAreaProps) {
  return (
    <Field label={label} hidesLabel={hidesLabel} hint={hint} error={error}>
      {(wiring) => (
        <textarea
          {...(rest as object)}
          {...wiring}
          rows={rows}
          class="field-input"
          onInput={(event) => onInput(event.currentTarget.value)}
        />
      )}
    </Field>
  );
}

interface SelectFieldProps extends ControlProps {
  onChange: (value: string) => void;
  options: ReadonlyArray<{ value: string; label: string }>;
}

/** One of many; for two to five, Choices shows them all at once. */
export function SelectField({
  label,
  hidesLabel,
  hint,
  error,
  onChange,
  options,
  value,
  ...rest
}: SelectFieldProps) {
  return (
    <Field label={label} hidesLabel={hidesLabel} hint={hint} error={error}>
      {(wiring) => (
        <select
          {...(rest as object)}
          {...wiring}
          value={value}
          class="field-input"
          onChange={(event) => onChange(event.currentTarget.value)}
        >
          {options.map((option) => (
            <option key={option.value} value={option.value}>
              {option.label}
            </option>
          ))}
        </select>
      )}
    </Field>
  );
}
