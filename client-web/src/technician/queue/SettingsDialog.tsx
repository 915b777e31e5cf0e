// How new requests make themselves noticed, and the keys of the queue. The notification is asked for only by a press here.
import type { Signal } from '@preact/signals';
import { Check } from '../../view/Choices.tsx';
import { Dialog } from '../../view/Dialog.tsx';
import { SelectField } from '../../view/inputs.tsx';
import type { Alerts } from './alerts.ts';
import { MOST_SESSIONS, type Presence } from './availability.ts';
import { words } from './queue.text.ts';

interface SettingsDialogProps {
  isOpen: Signal<boolean>;
  alerts: Alerts;
  presence: Presence;
  hasKeys: Signal<boolean>;
}

export function SettingsDialog({ isOpen, alerts, presence, hasKeys }: SettingsDialogProps) {
  const t = words();
  const keys = [
    ['/', t.keySearch],
    ['J', t.keyDown],
    ['K', t.keyUp],
    ['Enter', t.keyOpen],
    ['?', t.keyHelp],
  ] as const;
  return (
    <Dialog
      open={isOpen.value}
      title={t.settings}
      onClose={() => {
        isOpen.value = false;
      }}
    >
      <div class="stack">
        <section class="stack-tight">
          <h3>{t.alerts}</h3>
          <Check label={t.sound} checked={alerts.hasSound.value} onChange={alerts.setSound} />
          <Check
            label={t.notes}
            checked={alerts.hasNotes.value}
            onChange={(is) => void alerts.setNotes(is)}
          />
          {alerts.isBlocked.value && <p class="small soft">{t.notesBlocked}</p>}
        </section>
        <section class="stack-tight">
          <h3>{t.availability}</h3>
          <SelectField
            label={t.most}
            hint={t.mostHint}
            value={String(presence.most.value)}
            options={MOST_SESSIONS.map((n) => ({ value: String(n), label: t.fromSessions(n) }))}
            onChange={(value) => presence.setMost(Number(value))}
          />
        </section>
        <section class="stack-tight">
          <h3>{t.keys}</h3>
          <dl class="key-list">
            {keys.map(([key, does]) => (
              <div key={key}>
                <dt>
                  <kbd>{key}</kbd>
                </dt>
                <dd>{does}</dd>
              </div>
            ))}
          </dl>
          <Check
            label={t.keysOn}
            checked={hasKeys.value}
            onChange={(is) => {
              hasKeys.value = is;
            }}
          />
        </section>
      </div>
    </Dialog>
  );
}
