// A labelled place to type or choose, with its hint and its error tied to it for screen readers. Checks nothing itself.
import type { ComponentChildren } from 'preact';
import { useId } from 'preact/hooks';
import { Icon } from './Icon.tsx';
import { warning } from './notice-icons.ts';

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
