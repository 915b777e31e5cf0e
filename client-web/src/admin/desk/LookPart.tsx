// The portal of a desk: its address, its picture, its hue, its languages.
import { useState } from 'preact/hooks';
import { isRefusal } from '../../../../shared/errors.ts';
import type { DeskCard } from '../../../../shared/protocol/desks.ts';
import { inWords } from '../../features/account/refusals.ts';
import { put, remove } from '../../features/account/session.ts';
import { nothing, type Refused } from '../../link/api.ts';
import { Button } from '../../view/Button.tsx';
import { Check } from '../../view/Choices.tsx';
import { Field } from '../../view/Field.tsx';
import { languages } from '../../view/i18n.ts';
import type { PartProps } from './DeskPage.tsx';
import { words } from './desk.text.ts';
import { smallPicture } from './small-picture.ts';

export function LookPart({
  draft,
  change,
  card,
  onLogo,
}: PartProps & { card: DeskCard; onLogo: () => void }) {
  const t = words();
  const { settings } = draft;
  const say = (part: Partial<typeof settings>) => change({ settings: { ...settings, ...part } });
  const speaks = (code: 'it' | 'en', isOn: boolean) => {
    const others = settings.languages.filter((one) => one !== code);
    if (isOn || others.length > 0) say({ languages: isOn ? [...others, code] : others });
  };
  const address = `${location.origin}/d/${card.slug}`;
  return (
    <fieldset class="desk-part">
      <legend>{t.portal}</legend>
      <p>
        {t.address}{' '}
        <a href={address} target="_blank" rel="noopener">
          {address}
        </a>
      </p>
      <LogoField card={card} onLogo={onLogo} />
      <Check
        label={t.ownHue}
        checked={settings.hue !== null}
        onChange={(isOn) => say({ hue: isOn ? 210 : null })}
      />
      {settings.hue !== null && (
        <Field label={t.hue} hint={t.hueHint}>
          {(wiring) => (
            <span class="desk-hue">
              <input
                {...wiring}
                type="range"
                min="0"
                max="359"
                value={settings.hue ?? 0}
                onInput={(event) => say({ hue: Number(event.currentTarget.value) })}
              />
              <Swatch hue={settings.hue ?? 0} />
            </span>
          )}
        </Field>
      )}
      <fieldset class="choices choices-row">
        <legend class="field-label">{t.languages}</legend>
        {languages.map(({ code, name }) => (
          <Check
            key={code}
            label={<span lang={code}>{name}</span>}
            checked={settings.languages.includes(code)}
            onChange={(isOn) => speaks(code, isOn)}
          />
        ))}
      </fieldset>
    </fieldset>
  );
}

function Swatch({ hue }: { hue: number }) {
  return (
    <span
      class="desk-swatch"
      aria-hidden="true"
      ref={(element) => element?.style.setProperty('--hue', String(hue))}
    >
      Aa
    </span>
  );
}

let lookings = 0;
/** A browser keeps what it once showed under an address for as long as the page is open, so each look at the picture has its own. */
const nextLooking = (): number => {
  lookings += 1;
  return lookings;
};

function LogoField({ card, onLogo }: { card: DeskCard; onLogo: () => void }) {
  const t = words();
  const [problem, setProblem] = useState<string | undefined>(undefined);
  const [looking, setLooking] = useState(nextLooking);
  const heed = (answer: Refused | undefined) => {
    setProblem(isRefusal(answer) ? inWords(answer) : undefined);
    if (isRefusal(answer)) return;
    setLooking(nextLooking());
    onLogo();
  };
  const picks = async (file: File | undefined) => {
    if (!file) return;
    const picture = await smallPicture(file);
    if (!picture) return setProblem(t.noPicture);
    heed(await put('/api/desk/logo', picture, nothing));
  };
  const removes = async () => heed(await remove('/api/desk/logo'));
  return (
    <Field label={t.logo} hint={t.logoHint} error={problem}>
      {(wiring) => (
        <span class="desk-logo-field">
          {card.hasLogo && (
            <img class="desk-logo-now" src={`/api/portal/${card.slug}/logo?${looking}`} alt={t.logoNow} />
          )}
          <input
            {...wiring}
            type="file"
            accept="image/png,image/jpeg,image/webp"
            onChange={(event) => {
              const { currentTarget: input } = event;
              void picks(input.files?.[0]);
              // The same file again is a choice too, after the picture was removed.
              input.value = '';
            }}
          />
          {card.hasLogo && <Button onClick={() => void removes()}>{t.noLogo}</Button>}
        </span>
      )}
    </Field>
  );
}
