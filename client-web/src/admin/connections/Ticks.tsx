// Several of a few, all in sight.
import { Check } from '../../view/Choices.tsx';

interface TicksProps<V extends string> {
  legend: string;
  options: ReadonlyArray<{ value: V; label: string }>;
  chosen: readonly V[];
  error?: string | undefined;
  onChange: (chosen: readonly V[]) => void;
}

export function Ticks<V extends string>({ legend, options, chosen, error, onChange }: TicksProps<V>) {
  return (
    <fieldset class="choices choices-list">
      <legend class="field-label">{legend}</legend>
      {options.map(({ value, label }) => (
        <Check
          key={value}
          label={label}
          checked={chosen.includes(value)}
          onChange={(is) => onChange(is ? [...chosen, value] : chosen.filter((one) => one !== value))}
        />
      ))}
      {error !== undefined && (
        <p class="field-error" role="alert">
          {error}
        </p>
      )}
    </fieldset>
  );
}
