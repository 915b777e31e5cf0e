// The customer saves the conversation that their desk kept: as plain text, for as long as the receipt can be had.
import { useSignal } from '@preact/signals';
import { isRefusal } from '../../../../shared/errors.ts';
import { type Transcript, transcript } from '../../../../shared/protocol/transcript.ts';
import { post } from '../../link/api.ts';
import { Button } from '../../view/Button.tsx';
import { dateAndTime } from '../../view/format.ts';
import { download } from '../../view/icons.ts';
import { Notice } from '../../view/Notice.tsx';
import type { Holder } from '../receipt/kept.ts';
import { fileOf, saveAs } from '../receipt/save.ts';
import { words } from './transcript.text.ts';

export function SaveTranscript({ holder: { sid, resume } }: { holder: Holder }) {
  const isBusy = useSignal(false);
  const outcome = useSignal<'saved' | 'nothing' | 'failed' | null>(null);
  const save = async () => {
    isBusy.value = true;
    const found = await post('/api/transcript', { sid, resume }, transcript);
    isBusy.value = false;
    outcome.value = isRefusal(found) ? 'failed' : found.lines.length === 0 ? 'nothing' : 'saved';
    if (!isRefusal(found) && found.lines.length > 0)
      saveAs('permesso-conversation.txt', fileOf(textOf(found), 'text/plain;charset=utf-8'));
  };
  return (
    <div class="stack stack-tight">
      <p>
        <Button draw={download} busy={isBusy.value ? words().saving : undefined} onClick={() => void save()}>
          {words().save}
        </Button>
      </p>
      {outcome.value && outcome.value !== 'saved' && (
        <Notice kind="info" role="status">
          {words()[outcome.value]}
        </Notice>
      )}
    </div>
  );
}

function textOf({ technician, lines }: Transcript): string {
  const t = words();
  const said = lines.map(({ by, at, text }) => `${dateAndTime(at)}  ${t[by]}: ${text}`);
  return `${[t.title(technician), '', ...said].join('\n')}\n`;
}
