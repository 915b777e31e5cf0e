// The desk's letters: whom a missed request is told to, a letter to try, and what became of the last ones.
import { useState } from 'preact/hooks';
import { isRefusal } from '../../../../shared/errors.ts';
import type { Me } from '../../../../shared/protocol/http.ts';
import { type MailSettings, type MailStatus, mailStatus } from '../../../../shared/protocol/mail.ts';
import { isEmail } from '../../features/account/refusals.ts';
import { post, put } from '../../features/account/session.ts';
import { nothing } from '../../link/api.ts';
import { Button } from '../../view/Button.tsx';
import { type Column, DataTable } from '../../view/DataTable.tsx';
import { dateAndTime, timeOfDay } from '../../view/format.ts';
import { type Language, language, languages } from '../../view/i18n.ts';
import { SelectField, TextField } from '../../view/inputs.tsx';
import { announce } from '../../view/LiveRegion.tsx';
import { Notice } from '../../view/Notice.tsx';
import { words } from './connections.text.ts';
import { Part, Pending } from './Part.tsx';
import { inWords } from './refusal.ts';
import { useRead } from './use-read.ts';

const MINUTES = [0, 5, 10, 15, 30, 60, 120, 240];

export function MailPart({ me }: { me: Me }) {
  const t = words();
  const mail = useRead('/api/mail', mailStatus, me);
  const tries = async () => {
    const answer = await post('/api/mail/test', { language: language.value }, nothing);
    if (isRefusal(answer)) return announce(inWords(answer) ?? '', 'assertive');
    announce(t.letterSent, 'polite');
    await mail.read();
  };
  return (
    <Part title={t.mail} lead={t.mailLead}>
      <Pending of={mail} />
      {mail.value?.isOn === false && <Notice kind="info">{t.mailOff}</Notice>}
      {mail.value?.isOn && (
        <>
          <MailForm settings={mail.value.settings} />
          <div class="connect-row">
            <Button onClick={() => void tries()}>{t.sendMe}</Button>
            <Button onClick={() => void mail.read()}>{t.refresh}</Button>
          </div>
          <DataTable
            caption={t.letters}
            columns={columns()}
            rows={mail.value.letters}
            rowKey={({ id }) => id}
            empty={t.noLetters}
          />
        </>
      )}
    </Part>
  );
}

function MailForm({ settings }: { settings: MailSettings }) {
  const t = words();
  const [draft, setDraft] = useState(settings);
  const [isWrong, setWrong] = useState(false);
  const [said, setSaid] = useState<string | null>(null);
  const [isBusy, setBusy] = useState(false);
  const change = (part: Partial<MailSettings>) => {
    setDraft({ ...draft, ...part });
    setSaid(null);
  };
  const save = async (event: Event) => {
    event.preventDefault();
    const contact = draft.contact.trim();
    const isSlip = contact !== '' && !isEmail(contact);
    setWrong(isSlip);
    if (isSlip || isBusy) return;
    setBusy(true);
    const answer = await put('/api/mail/settings', { ...draft, contact }, nothing);
    setBusy(false);
    setSaid(isRefusal(answer) ? inWords(answer) : t.saved);
  };
  return (
    <form class="connect-form" noValidate onSubmit={(event) => void save(event)}>
      <TextField
        label={t.contact}
        hint={t.contactHint}
        type="email"
        maxLength={254}
        spellcheck={false}
        value={draft.contact}
        error={isWrong ? t.badContact : undefined}
        onInput={(contact) => change({ contact })}
      />
      <SelectField
        label={t.missed}
        value={String(draft.missedMinutes)}
        onChange={(minutes) => change({ missedMinutes: Number(minutes) })}
        options={[...new Set([...MINUTES, draft.missedMinutes])].map((n) => ({
          value: String(n),
          label: n === 0 ? t.missedOff : t.minutes(n),
        }))}
      />
      <SelectField
        label={t.letterLanguage}
        value={draft.language}
        onChange={(code) => change({ language: code as Language })}
        options={languages.map(({ code, name }) => ({ value: code, label: name }))}
      />
      <div class="connect-row">
        <Button kind="primary" type="submit" busy={isBusy ? t.busy : undefined}>
          {t.save}
        </Button>
        <span role="status">{said}</span>
      </div>
    </form>
  );
}

type Letter = MailStatus['letters'][number];

function columns(): Column<Letter>[] {
  const t = words();
  return [
    { key: 'when', title: t.when, cell: ({ madeAt }) => dateAndTime(madeAt) },
    {
      key: 'what',
      title: t.what,
      cell: ({ kind, about }) => (about === '' ? t.letterKinds[kind] : `${t.letterKinds[kind]}: ${about}`),
    },
    {
      key: 'outcome',
      title: t.outcome,
      cell: ({ state, outcome, answer, tries, nextAt }) => (
        <>
          <strong>{t.letterStates[state]}</strong>
          {outcome !== null && state !== 'sent' && <> · {t.mailOutcomes[outcome]}</>}
          {nextAt !== null && tries > 0 && <> · {t.nextTry(timeOfDay(nextAt))}</>}
          {answer !== '' && state !== 'sent' && (
            <span class="small soft connect-answer">
              <br />
              <bdi>{answer}</bdi>
            </span>
          )}
        </>
      ),
    },
  ];
}
