// The red mark while the customer's picture is kept, and what was kept. Stands with the picture.
import { Button } from '../../view/Button.tsx';
import { bytes, timeToSecond, took } from '../../view/format.ts';
import { Icon } from '../../view/Icon.tsx';
import { download, record as drawing, stop } from '../../view/icons.ts';
import { Notice } from '../../view/Notice.tsx';
import { Timer } from '../../view/Timer.tsx';
import type { Help } from '../help.ts';
import './record.css';
import { words } from './record.text.ts';
import type { Recorder, Recording } from './recorder.ts';

interface RecordProps {
  help: Help;
  recorder: Recorder;
}

export function RecordBar({ help, recorder }: RecordProps) {
  const { session, speech } = help;
  const state = session.state.value;
  const grant = state.phase === 'open' ? state.grants.record : undefined;
  if (!grant) return null;
  const { value: since } = recorder.since;
  return (
    <div class="toolbar" role="toolbar" aria-label={words().bar}>
      {since === null ? (
        <span role="status">{recorder.isAble ? words().waiting : words().unable}</span>
      ) : (
        <span class="record-on" role="status">
          <Icon draw={drawing} />
          <strong>{words().on}</strong> {words().since(timeToSecond(since))}
        </span>
      )}
      <span class="toolbar-words">
        <Timer endsAt={grant.expiresAt - session.clockOffset.value} what={words().bar} />
      </span>
      <Button
        kind="danger"
        draw={stop}
        onClick={() => void speech.say({ type: 'relinquish', gid: grant.gid })}
      >
        {words().end}
      </Button>
    </div>
  );
}

export function KeptRecordings({ recorder }: Pick<RecordProps, 'recorder'>) {
  const { value: kept } = recorder.kept;
  if (kept.length === 0) return null;
  return (
    <section class="card record-kept" aria-labelledby="kept-recordings">
      <h3 id="kept-recordings">{words().kept}</h3>
      <Notice kind="info">{words().hint}</Notice>
      <ul>
        {kept.map((each) => (
          <li key={each.sha256}>
            <p>
              {words().one(timeToSecond(each.startedAt), took(each.lengthMs), bytes(each.file.size))}
              <br />
              <span class="soft small">
                {words().sum}: <code>{each.sha256}</code>
              </span>
            </p>
            <div class="row">
              <Button draw={download} onClick={() => save(each)}>
                {words().save}
              </Button>
              <Button onClick={() => recorder.putAway(each)}>{words().drop}</Button>
            </div>
          </li>
        ))}
      </ul>
    </section>
  );
}

/** The browser needs the address for a moment after the click. */
const KEEP_ADDRESS_MS = 60_000;

function save({ file, startedAt }: Recording): void {
  const time = new Date(startedAt).toISOString().slice(0, 19).replaceAll(':', '-');
  const link = document.createElement('a');
  link.href = URL.createObjectURL(file);
  link.download = `${words().file(time)}.${file.type.includes('mp4') ? 'mp4' : 'webm'}`;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), KEEP_ADDRESS_MS);
}
