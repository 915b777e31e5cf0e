// What the desk forbids itself. Every choice here takes something away; there is none that answers for a customer.
import { SCOPES, type Scope, scope } from '../../../../shared/session/scopes.ts';
import { SelectField, TextField } from '../../view/inputs.tsx';
import type { PartProps } from './DeskPage.tsx';
import { words } from './desk.text.ts';
import type { ScopeDraft, Way } from './draft.ts';

export function PolicyPart({ draft, change, slips }: PartProps) {
  const t = words();
  const say = (one: Scope, part: Partial<ScopeDraft>) =>
    change({ scopes: { ...draft.scopes, [one]: { ...draft.scopes[one], ...part } } });
  const ways = (one: Scope): Way[] =>
    SCOPES[one].needsAuth ? ['compared', 'never'] : ['asked', 'compared', 'never'];
  return (
    <fieldset class="desk-part">
      <legend>{t.policy}</legend>
      <p class="soft">{t.policyLead}</p>
      <div class="desk-scopes">
        {scope.options.map((one) => (
          <fieldset class="desk-scope" key={one}>
            <legend>{t.scopes[one]}</legend>
            <SelectField
              label={t.way}
              value={draft.scopes[one].way}
              options={ways(one).map((value) => ({ value, label: t.ways[value] }))}
              onChange={(value) => say(one, { way: value as Way })}
            />
            {draft.scopes[one].way !== 'never' && (
              <TextField
                label={t.minutes(SCOPES[one].maxMinutes)}
                inputMode="numeric"
                value={draft.scopes[one].minutes}
                error={slips.has(`minutes.${one}`) ? t.badMinutes(SCOPES[one].maxMinutes) : undefined}
                onInput={(minutes) => say(one, { minutes })}
              />
            )}
          </fieldset>
        ))}
      </div>
      <TextField
        label={t.fileTypes}
        hint={t.fileTypesHint}
        spellcheck={false}
        value={draft.fileTypes}
        error={slips.has('fileTypes') ? t.badTypes : undefined}
        onInput={(fileTypes) => change({ fileTypes })}
      />
      <TextField
        label={t.fileMb}
        hint={t.fileMbHint}
        inputMode="decimal"
        value={draft.fileMb}
        error={slips.has('fileMb') ? t.badMb : undefined}
        onInput={(fileMb) => change({ fileMb })}
      />
    </fieldset>
  );
}
