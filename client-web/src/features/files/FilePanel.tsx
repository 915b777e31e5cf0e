// Files at either end: each offered, accepted, moving, over. A program needs a second yes.
import { useSignal } from '@preact/signals';
import { useEffect, useRef, useState } from 'preact/hooks';
import type { Refusal } from '../../../../shared/errors.ts';
import { Button } from '../../view/Button.tsx';
import { Dialog } from '../../view/Dialog.tsx';
import { bytes } from '../../view/format.ts';
import { Icon } from '../../view/Icon.tsx';
import { file as fileIcon } from '../../view/icons.ts';
import { announce } from '../../view/LiveRegion.tsx';
import { Meter } from '../../view/Meter.tsx';
import { errors } from '../errors.text.ts';
import type { FileEntry } from './entries.ts';
import { words } from './files.text.ts';
import type { Files } from './files.ts';
import type { SinkRefusal } from './sinks.ts';
import './files.css';

interface FilePanelProps {
  files: Files;
  /** The name at the other end. */
  other: string;
}

export function FilePanel({ files, other }: FilePanelProps) {
  const entries = files.entries.value;
  if (entries.length === 0) return null;
  return (
    <ul class="files" aria-label={words().title}>
      {entries.map((entry) => (
        <Entry key={entry.fileId} entry={entry} files={files} other={other} />
      ))}
    </ul>
  );
}

function Entry({ entry, files, other }: { entry: FileEntry; files: Files; other: string }) {
  const trouble = useSignal<(() => string) | null>(null);
  const isAsking = useSignal(false);
  const { fileId } = entry;
  const isSettled = useSettled();
  const row = useRef<HTMLLIElement>(null);
  const isNews = entry.from === 'them' && entry.stage === 'offered';
  useEffect(() => {
    if (!isNews) return;
    row.current?.scrollIntoView({ block: 'nearest' });
    announce(words().offers(other), 'polite');
  }, [isNews]);

  const tell = (answer: Refusal | SinkRefusal | null) => {
    if (answer) trouble.value = () => explain(answer);
    else trouble.value = null;
  };
  const accept = async () => {
    isAsking.value = false;
    tell(await files.accept(fileId));
  };
  return (
    <li class="file-entry" ref={row}>
      <Icon draw={fileIcon} />
      <div class="file-words">
        <p class="file-name">
          <bdi>{entry.name}</bdi>
        </p>
        <p class="soft small">
          {words().kind(entry.extension, bytes(entry.size))}
          {', '}
          <Stage entry={entry} other={other} />
        </p>
        {entry.stage === 'moving' && <Moving entry={entry} />}
        {trouble.value && (
          <p class="file-trouble" role="alert">
            {trouble.value()}
          </p>
        )}
      </div>
      <div class="row">
        {entry.stage === 'offered' && entry.from === 'them' && (
          <>
            <Button kind="quiet" onClick={async () => tell(await files.reject(fileId))}>
              {words().reject}
            </Button>
            <Button
              kind={entry.isProgram ? 'danger' : 'primary'}
              aria-disabled={!isSettled}
              onClick={() => {
                if (!isSettled) return;
                if (entry.isProgram) isAsking.value = true;
                else void accept();
              }}
            >
              {words().accept}
            </Button>
          </>
        )}
        {isUnderWay(entry) && (
          <Button kind="quiet" onClick={async () => tell(await files.cancel(fileId))}>
            {words().cancel}
          </Button>
        )}
      </div>
      <Dialog
        open={isAsking.value}
        tone="danger"
        title={entry.name}
        onClose={() => {
          isAsking.value = false;
        }}
        actions={
          <div class="row">
            <Button
              kind="quiet"
              autofocus
              onClick={() => {
                isAsking.value = false;
              }}
            >
              {words().back}
            </Button>
            <Button kind="danger" onClick={() => void accept()}>
              {words().programYes}
            </Button>
          </div>
        }
      >
        <p>{words().program}</p>
        <p>{words().onlyIf}</p>
      </Dialog>
    </li>
  );
}

/** False for a second after it appears: an offer must not slip under a press that was meant for something else. */
function useSettled(): boolean {
  const [isSettled, setSettled] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(true), 1_000);
    return () => clearTimeout(timer);
  }, []);
  return isSettled;
}

const isUnderWay = ({ stage, from }: FileEntry): boolean =>
  stage === 'accepted' || stage === 'moving' || (stage === 'offered' && from === 'me');

function Stage({ entry, other }: { entry: FileEntry; other: string }) {
  if (entry.stage === 'offered')
    return <>{entry.from === 'me' ? words().offered(other) : words().offers(other)}</>;
  if (entry.stage === 'failed' && entry.reason) return <>{words().fails[entry.reason]}</>;
  return <>{words().stages[entry.stage]}</>;
}

function Moving({ entry }: { entry: FileEntry }) {
  const done = words().moving(bytes(entry.bytes), bytes(entry.size));
  const speed = entry.bytesPerSecond === null ? '' : `, ${words().speed(bytes(entry.bytesPerSecond))}`;
  return (
    <Meter label={entry.name} value={entry.bytes} max={Math.max(1, entry.size)} words={`${done}${speed}`} />
  );
}

const explain = (answer: Refusal | SinkRefusal): string =>
  'refused' in answer ? errors()[answer.refused] : words().sinks[answer.noSink];
