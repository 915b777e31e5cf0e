// What the list is narrowed to. Choices count at once; words when Enter or Search is pressed, since each look is recorded.
import { useEffect, useState } from 'preact/hooks';
import * as z from 'zod/mini';
import { isRefusal } from '../../../../shared/errors.ts';
import { may } from '../../../../shared/people/roles.ts';
import { type Me, type Person, person } from '../../../../shared/protocol/http.ts';
import { ending } from '../../../../shared/session/outcome.ts';
import { scope } from '../../../../shared/session/scopes.ts';
import { get } from '../../features/account/session.ts';
import { words as timeline } from '../../features/timeline/timeline.text.ts';
import { Button } from '../../view/Button.tsx';
import { Field } from '../../view/Field.tsx';
import { search } from '../../view/icons.ts';
import { SelectField, TextField } from '../../view/inputs.tsx';
import { refine } from '../place.ts';
import { logRoute } from '../route.ts';
import { emptyFilters, type Filters, hasFilters } from './filters.ts';
import { words } from './log.text.ts';

interface FilterFormProps {
  me: Me;
  filters: Filters;
}

export function FilterForm({ me, filters }: FilterFormProps) {
  const t = words();
  const [q, setQ] = useState(filters.q);
  const [name, setName] = useState(filters.name);
  const [isOpen, setOpen] = useState(() => matchMedia('(min-width: 60rem)').matches);
  const technicians = useTechnicians(me);
  const set = (change: Partial<Filters>) =>
    refine(logRoute({ ...filters, q: q.trim(), name: name.trim(), ...change }));

  // Someone went back, or took everything away: the fields follow the address.
  useEffect(() => setQ(filters.q), [filters.q]);
  useEffect(() => setName(filters.name), [filters.name]);

  const chosen = Object.entries(filters).filter(([key, value]) => key !== 'q' && value !== '').length;
  return (
    <search>
      <form
        class="filters"
        onSubmit={(event) => {
          event.preventDefault();
          set({});
        }}
      >
        <div class="filters-search">
          <TextField
            label={t.search}
            hint={t.searchHint}
            type="search"
            maxLength={100}
            spellcheck={false}
            autocomplete="off"
            value={q}
            onInput={(typed) => {
              setQ(typed);
              // Emptied with the field's own cross: no Enter follows.
              if (typed === '' && filters.q !== '') set({ q: '' });
            }}
          />
          <Button type="submit" draw={search}>
            {t.searchGo}
          </Button>
        </div>
        <details open={isOpen} onToggle={(event) => setOpen(event.currentTarget.open)}>
          <summary>{chosen > 0 ? t.filtersSet(chosen) : t.filters}</summary>
          <div class="filters-more">
            <SelectField
              label={t.desk}
              value={filters.desk}
              options={withAny([{ value: me.desk.id, label: me.desk.name }])}
              onChange={(desk) => set({ desk })}
            />
            {technicians ? (
              <SelectField
                label={t.technician}
                value={filters.technician}
                options={withAny(technicians.map(({ id, name: label }) => ({ value: id, label })))}
                onChange={(technician) => set({ technician })}
              />
            ) : (
              <TextField
                label={t.technician}
                placeholder={t.technicianHint}
                maxLength={60}
                autocomplete="off"
                value={name}
                onInput={setName}
              />
            )}
            <SelectField
              label={t.scope}
              value={filters.scope}
              options={withAny(scope.options.map((value) => ({ value, label: timeline().scope[value] })))}
              onChange={(value) => set({ scope: value })}
            />
            <SelectField
              label={t.ending}
              value={filters.ending}
              options={withAny([
                { value: 'live', label: t.live },
                ...ending.options.map((value) => ({ value, label: t.endings[value] })),
              ])}
              onChange={(value) => set({ ending: value })}
            />
            <DayField label={t.from} value={filters.from} onChange={(from) => set({ from })} />
            <DayField label={t.to} value={filters.to} onChange={(to) => set({ to })} />
          </div>
        </details>
        {hasFilters(filters) && <Button onClick={showAll}>{t.clear}</Button>}
      </form>
    </search>
  );
}

/** The button that was pressed goes away, so the focus moves to where the next search begins. */
export function showAll(): void {
  refine(logRoute(emptyFilters));
  document.querySelector<HTMLElement>('.filters [type="search"]')?.focus();
}

interface DayFieldProps {
  label: string;
  value: string;
  onChange: (day: string) => void;
}

/** Counts when a whole day stands there or none; half-typed dates read as none to the browser and change nothing. */
function DayField({ label, value, onChange }: DayFieldProps) {
  return (
    <Field label={label}>
      {(wiring) => (
        <input
          {...wiring}
          class="field-input"
          type="date"
          value={value}
          onChange={(event) => {
            const { value: day, validity } = event.currentTarget;
            if (!validity.badInput && day !== value) onChange(day);
          }}
        />
      )}
    </Field>
  );
}

const withAny = (options: ReadonlyArray<{ value: string; label: string }>) => [
  { value: '', label: words().any },
  ...options,
];

/** Those who can have sessions; null for who may not list people. */
function useTechnicians(me: Me): readonly Person[] | null {
  const isAllowed = may(me.person.role, 'manage-people');
  const [people, setPeople] = useState<readonly Person[]>([]);
  useEffect(() => {
    if (!isAllowed) return;
    void get('/api/people', z.array(person)).then((answer) => {
      if (!isRefusal(answer)) setPeople(answer.filter(({ role }) => may(role, 'help')));
    });
  }, [isAllowed, me]);
  return isAllowed ? people : null;
}
