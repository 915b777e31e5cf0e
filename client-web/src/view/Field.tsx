// A labelled place to type or choose, with its hint and its error tied to it for screen readers. Checks nothing itself.
import type { ComponentChildren } from 'preact';
import { useId } from 'preact/hooks';
import { Icon } from './Icon.tsx';
import { warning } from './icons.ts';

/** What the control inside a field must carry. */
export interface FieldWiring {
  id: string;
  'aria-describedby': string | undefined;
  'aria-invalid': true | undefined;
}

export interface FieldWords {
  label: string;
  /** Read out but not shown, where a heading already says it. */
  hidesLabel?: boolean | undefined;
  /** Said before anything goes wrong: what to type and where it is found. */
  hint?: ComponentChildren;
  /** What is wrong and what to do. Read out when it appears. */
  error?: string | undefined;
}

interface FieldProps extends FieldWords {
  /** Draws the control: `(wiring) => <input {...wiring} />`. */
  children: (wiring: FieldWiring) => ComponentChildren;
}

export function Field({ label, hidesLabel, hint, error, children }: FieldProps) {
  const id = useId();
  const hasHint = hint !== undefined && hint !== null && hint !== '';
  const described = [hasHint && `${id}-hint`, error && `${id}-error`].filter(Boolean).join(' ');
  const wiring: FieldWiring = {
    id,
    'aria-describedby': described || undefined,
    'aria-invalid': error ? true : undefined,
  };
  return (
    <div class="field">
      <label class={hidesLabel ? 'unseen' : 'field-label'} for={id}>
        {label}
      </label>
      {hasHint && (
        <p class="field-hint" id={`${id}-hint`}>
          {hint}
        </p>
      )}
      {children(wiring)}
      {/* Present before the error is, or its arrival would not be read out. */}
      <p class="field-error" id={`${id}-error`} aria-live="polite">
        {error && (
          <>
            <Icon draw={warning} /> {error}
          </>
        )}
      </p>
    </div>
  );
}

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
