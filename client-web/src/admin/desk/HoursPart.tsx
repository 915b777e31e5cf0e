// When the desk is open: always, or by local hours of a zone, written as people write them.
import { Choices } from '../../view/Choices.tsx';
import { TextField } from '../../view/inputs.tsx';
import type { PartProps } from './DeskPage.tsx';
import { words } from './desk.text.ts';

/** A Monday. */
const MONDAY = Date.UTC(2024, 0, 1);
const DAY_MS = 86_400_000;

export function HoursPart({ draft, change, slips }: PartProps) {
  const t = words();
  const days = [0, 1, 2, 3, 4, 5, 6];
  const write = (day: number) => (text: string) =>
    change({ week: draft.week.map((was, i) => (i === day ? text : was)) });
  return (
    <fieldset class="desk-part">
      <legend>{t.hours}</legend>
      <Choices
        legend={t.open}
        shape="row"
        value={draft.hasHours ? 'hours' : 'always'}
        onChange={(value) => change({ hasHours: value === 'hours' })}
        options={[
          { value: 'always', label: t.always },
          { value: 'hours', label: t.byHours },
        ]}
      />
      {draft.hasHours && (
        <>
          <p class="soft small">{t.hoursHint}</p>
          <div class="desk-week">
            {days.map((day) => (
              <TextField
                key={day}
                label={t.day(MONDAY + day * DAY_MS)}
                value={draft.week[day] ?? ''}
                placeholder={t.closedDay}
                spellcheck={false}
                error={slips.has(`week.${day}`) ? t.badHours : undefined}
                onInput={write(day)}
              />
            ))}
          </div>
          <TextField
            label={t.zone}
            hint={t.zoneHint}
            value={draft.zone}
            spellcheck={false}
            suggestions={Intl.supportedValuesOf('timeZone')}
            onInput={(zone) => change({ zone })}
          />
        </>
      )}
    </fieldset>
  );
}
