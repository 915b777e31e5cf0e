// What the desk says of itself: who it is, how its portal looks, when it is open, what it keeps, and what it forbids itself.
import { useEffect, useState } from 'preact/hooks';
import { isRefusal } from '../../../../shared/errors.ts';
import { type DeskCard, deskCard } from '../../../../shared/protocol/desks.ts';
import type { Me } from '../../../../shared/protocol/http.ts';
import { inWords } from '../../features/account/refusals.ts';
import { get, put } from '../../features/account/session.ts';
import { nothing, type Refused } from '../../link/api.ts';
import { Button } from '../../view/Button.tsx';
import { useTitle } from '../../view/document-title.ts';
import { TextField } from '../../view/inputs.tsx';
import { announce } from '../../view/LiveRegion.tsx';
import { Notice } from '../../view/Notice.tsx';
import { words } from './desk.text.ts';
import { type DeskDraft, draftOf, type Slips, settingsOf } from './draft.ts';
import { HoursPart } from './HoursPart.tsx';
import { KeepPart } from './KeepPart.tsx';
import { LookPart } from './LookPart.tsx';
import { NewDeskDialog } from './NewDeskDialog.tsx';
import { PolicyPart } from './PolicyPart.tsx';
import './desk.css';

/** What each part of the form is given: the draft, what to do with a changed one, and where it cannot be read. */
export interface PartProps {
  draft: DeskDraft;
  change: (part: Partial<DeskDraft>) => void;
  slips: Slips;
}

const zone = () => Intl.DateTimeFormat().resolvedOptions().timeZone;

export function DeskPage({ me }: { me: Me }) {
  const t = words();
  useTitle(t.title);
  const [card, setCard] = useState<DeskCard | null>(null);
  const [problem, setProblem] = useState<Refused | null>(null);
  const [isMaking, setMaking] = useState(false);
  const read = async () => {
    const answer = await get('/api/desk', deskCard);
    if (isRefusal(answer)) return setProblem(answer);
    setProblem(null);
    setCard(answer);
  };
  useEffect(() => void read(), [me]);
  return (
    <div class="page">
      <header class="page-head">
        <h1>{t.title}</h1>
        <Button onClick={() => setMaking(true)}>{t.another}</Button>
        <p class="soft">{t.lead(me.desk.name)}</p>
      </header>
      {problem !== null && (
        <Notice kind="danger" title={t.failed} role="alert">
          <p>{inWords(problem)}</p>
          <Button onClick={() => void read()}>{t.again}</Button>
        </Notice>
      )}
      {card === null && problem === null && <p role="status">{t.loading}…</p>}
      {card !== null && <DeskForm key={card.id} card={card} onLogo={() => void read()} />}
      <NewDeskDialog open={isMaking} onClose={() => setMaking(false)} />
    </div>
  );
}

function DeskForm({ card, onLogo }: { card: DeskCard; onLogo: () => void }) {
  const t = words();
  const [draft, setDraft] = useState(() => draftOf(card.name, card.settings, zone()));
  const [slips, setSlips] = useState<Slips>(new Set());
  const [problem, setProblem] = useState<Refused | null>(null);
  const [isBusy, setBusy] = useState(false);
  const [isSaved, setSaved] = useState(false);
  const change = (part: Partial<DeskDraft>) => {
    setDraft((was) => ({ ...was, ...part }));
    setSaved(false);
  };
  const save = async (event: Event) => {
    event.preventDefault();
    const read = settingsOf(draft);
    setSlips('slips' in read ? read.slips : new Set());
    if ('slips' in read) return announce(t.slips, 'assertive');
    setBusy(true);
    const answer = await put('/api/desk', { name: draft.name.trim(), settings: read.settings }, nothing);
    setBusy(false);
    setProblem(isRefusal(answer) ? answer : null);
    setSaved(!isRefusal(answer));
  };
  const say = (part: Partial<DeskDraft['settings']>) => change({ settings: { ...draft.settings, ...part } });
  const parts = { draft, change, slips };
  return (
    <form class="desk-form" noValidate onSubmit={(event) => void save(event)}>
      <fieldset class="desk-part">
        <legend>{t.who}</legend>
        <TextField label={t.name} maxLength={60} value={draft.name} onInput={(name) => change({ name })} />
        <TextField
          label={t.legalName}
          hint={t.legalNameHint}
          maxLength={120}
          value={draft.settings.legalName}
          onInput={(legalName) => say({ legalName })}
        />
        <TextField
          label={t.phone}
          hint={t.phoneHint}
          type="tel"
          maxLength={30}
          value={draft.settings.phone}
          onInput={(phone) => say({ phone })}
        />
        <TextField
          label={t.email}
          hint={t.emailHint}
          type="email"
          maxLength={254}
          value={draft.settings.email}
          onInput={(email) => say({ email })}
        />
      </fieldset>
      <LookPart {...parts} card={card} onLogo={onLogo} />
      <HoursPart {...parts} />
      <KeepPart {...parts} />
      <PolicyPart {...parts} />
      <div class="desk-save">
        <Button kind="primary" type="submit" busy={isBusy ? t.saving : undefined}>
          {t.save}
        </Button>
        <span role="status">{isSaved && t.saved}</span>
      </div>
      {slips.size > 0 && (
        <Notice kind="danger" role="alert">
          {t.slips}
        </Notice>
      )}
      {problem !== null && (
        <Notice kind="danger" role="alert">
          {problem.refused === 'BAD_INPUT' || problem.refused === 'BAD_NAME' ? t.refused : inWords(problem)}
        </Notice>
      )}
    </form>
  );
}
