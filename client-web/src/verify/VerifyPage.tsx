// Where anybody drops a receipt or picks a log and reads the verdict. It sends nothing anywhere.
import { useSignal } from '@preact/signals';
import { useRef } from 'preact/hooks';
import { Button } from '../view/Button.tsx';
import { CustomerShell } from '../view/CustomerShell.tsx';
import { useTitle } from '../view/document-title.ts';
import { percent } from '../view/format.ts';
import { file as fileDrawing, list as listDrawing } from '../view/icons.ts';
import { TextField } from '../view/inputs.tsx';
import { Notice } from '../view/Notice.tsx';
import { isKept } from './edition.ts';
import type { Job } from './judge.ts';
import type { Judging, Stage } from './judging.ts';
import { Verdict } from './Verdict.tsx';
import { words } from './verify.text.ts';
import './verify.css';

/** What was chosen, before anybody says with which key it is to be checked. */
type Chosen = Job extends infer J ? (J extends Job ? Omit<J, 'vkey'> : never) : never;

export function VerifyPage({ judging }: { judging: Judging }) {
  const key = useSignal('');
  const chosen = useSignal<Chosen | null>(null);
  const stage = judging.stage.value;
  useTitle(titleOf(stage));
  const begin = (what: Chosen) => {
    chosen.value = what;
    judging.begin({ ...what, vkey: key.value } as Job);
  };
  const again = () => chosen.value && begin(chosen.value);
  return (
    <CustomerShell name="Permesso" footer={isKept ? undefined : <Keep />}>
      <h1>{words().heading}</h1>
      <p>{words().promise}</p>
      <Chooser onChoose={begin} />
      <TextField
        label={words().key}
        hint={words().keyHint}
        value={key.value}
        spellcheck={false}
        autocomplete="off"
        onInput={(typed) => {
          key.value = typed;
        }}
      />
      {chosen.value && (
        <p>
          <Button onClick={again}>{words().again}</Button>
        </p>
      )}
      <Outcome stage={stage} />
    </CustomerShell>
  );
}

/** Known to every browser, and to no type. */
const WHOLE_FOLDER = { webkitdirectory: true } as object;

const titleOf = (stage: Stage): string =>
  stage.at === 'done' && stage.judged.at === 'judged'
    ? words().verdict[stage.judged.report.verdict]
    : words().title;

function Chooser({ onChoose }: { onChoose: (what: Chosen) => void }) {
  const isOver = useSignal(false);
  const file = useRef<HTMLInputElement>(null);
  const folder = useRef<HTMLInputElement>(null);
  const chooseFile = (files: FileList | null | undefined) => {
    const first = files?.[0];
    if (first) onChoose({ what: 'session', file: first });
  };
  const chooseFolder = (files: FileList | null) => {
    const picked = [...(files ?? [])].map((one) => ({ path: one.webkitRelativePath || one.name, file: one }));
    if (picked.length > 0) onChoose({ what: 'log', files: picked });
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: dropping is a shortcut; the buttons within do the same.
    <div
      class={isOver.value ? 'drop drop-over' : 'drop'}
      onDragOver={(event) => {
        event.preventDefault();
        isOver.value = true;
      }}
      onDragLeave={() => {
        isOver.value = false;
      }}
      onDrop={(event) => {
        event.preventDefault();
        isOver.value = false;
        chooseFile(event.dataTransfer?.files);
      }}
    >
      <p>{words().drop}</p>
      <div class="row">
        <Button kind="primary" draw={fileDrawing} onClick={() => file.current?.click()}>
          {words().chooseFile}
        </Button>
        <Button draw={listDrawing} onClick={() => folder.current?.click()}>
          {words().chooseFolder}
        </Button>
      </div>
      <input
        ref={file}
        type="file"
        hidden
        accept=".json,application/json"
        onChange={({ currentTarget }) => {
          chooseFile(currentTarget.files);
          // The same file can be chosen again after it was changed.
          currentTarget.value = '';
        }}
      />
      <input
        ref={folder}
        type="file"
        hidden
        {...WHOLE_FOLDER}
        onChange={({ currentTarget }) => {
          chooseFolder(currentTarget.files);
          currentTarget.value = '';
        }}
      />
    </div>
  );
}

function Outcome({ stage }: { stage: Stage }) {
  switch (stage.at) {
    case 'idle':
      return null;
    case 'working':
      return <Working done={stage.percent} />;
    case 'done':
      return <Verdict judged={stage.judged} />;
    case 'failed':
      return (
        <Notice kind="danger" role="alert">
          {words().failed}
        </Notice>
      );
  }
}

/** How often it is said how far it is, in per cent: whoever listens would hear nothing else. */
const SAID_EVERY = 25;

function Working({ done }: { done: number }) {
  const step = Math.floor(done / SAID_EVERY) * SAID_EVERY;
  const said =
    step === 0 ? words().working : step < 100 ? words().workingOf(percent(step, 100)) : words().replaying;
  return (
    <div class="stack stack-tight">
      <p role="status">{said}</p>
      {done > 0 && <progress aria-label={words().working} value={done} max={100} />}
    </div>
  );
}

const Keep = () => (
  <span>
    {words().keepHint}{' '}
    <a href="/permesso-verify.html" download>
      {words().kept}
    </a>
  </span>
);
