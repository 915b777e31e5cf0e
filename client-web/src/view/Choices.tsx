// One answer out of a few, all in sight; and one thing to tick. Native inputs, so keys and voices work by themselves.
import type { ComponentChildren } from 'preact';
import { useId } from 'preact/hooks';

interface ChoicesProps<V extends string> {
  /** The question. */
  legend: ComponentChildren;
  options: ReadonlyArray<{ value: V; label: ComponentChildren; hint?: ComponentChildren }>;
  /** Undefined while nothing is chosen: we never answer for anybody. */
  value: V | undefined;
  onChange: (value: V) => void;
  /** `row` for short answers side by side (minutes), `list` for sentences. */
  shape?: 'row' | 'list' | undefined;
}

export function Choices<V extends string>(props: ChoicesProps<V>) {
  const { legend, options, value, onChange, shape = 'list' } = props;
  const name = useId();
  return (
    <fieldset class={`choices choices-${shape}`}>
      <legend class="field-label">{legend}</legend>
      {options.map((option) => (
        <label class="choice" key={option.value}>
          <input
            type="radio"
            name={name}
            value={option.value}
            checked={option.value === value}
            onChange={() => onChange(option.value)}
          />
          <span>
            {option.label}
            {option.hint !== undefined && <small class="choice-hint">{option.hint}</small>}
          </span>
        </label>
      ))}
    </fieldset>
  );
}

interface CheckProps {
  label: ComponentChildren;
  checked: boolean;
  onChange: (checked: boolean) => void;
}

export function Check({ label, checked, onChange }: CheckProps) {
  return (
    <label class="choice">
      <input type="checkbox" checked={checked} onChange={(event) => onChange(event.currentTarget.checked)} />
      <span>{label}</span>
    </label>
  );
}
