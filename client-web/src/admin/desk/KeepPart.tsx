// What the desk keeps of what was written, and for how long.
import { Check } from '../../view/Choices.tsx';
import { SelectField } from '../../view/inputs.tsx';
import type { PartProps } from './DeskPage.tsx';
import { words } from './desk.text.ts';

const DAYS = [7, 30, 90, 180, 365, 730, 1_825, 3_650] as const;

export function KeepPart({ draft, change }: PartProps) {
  const t = words();
  const { settings } = draft;
  const { keep } = settings;
  const say = (part: Partial<typeof keep>) =>
    change({ settings: { ...settings, keep: { ...keep, ...part } } });
  // What somebody said by another way stays among the choices.
  const options = (now: number) =>
    [...new Set([...DAYS, now])]
      .sort((a, b) => a - b)
      .map((days) => ({ value: String(days), label: t.days(days) }));
  return (
    <fieldset class="desk-part">
      <legend>{t.keep}</legend>
      <SelectField
        label={t.requestDays}
        hint={t.requestDaysHint}
        value={String(keep.requestDays)}
        options={options(keep.requestDays)}
        onChange={(value) => say({ requestDays: Number(value) })}
      />
      <Check label={t.transcript} checked={keep.transcript} onChange={(transcript) => say({ transcript })} />
      {keep.transcript && (
        <SelectField
          label={t.transcriptDays}
          value={String(keep.transcriptDays)}
          options={options(keep.transcriptDays)}
          onChange={(value) => say({ transcriptDays: Number(value) })}
        />
      )}
    </fieldset>
  );
}
