// Files of the request: what has arrived at the desk, what is on its way and how far, and a way to add more.
import { useEffect, useMemo } from 'preact/hooks';
import type { Waiting } from '../../../../shared/protocol/requests.ts';
import type { Attached, Going } from '../../features/attach/attaching.ts';
import { FilePick } from '../../features/attach/FilePick.tsx';
import { attachingTo } from '../../features/attach/open-attaching.ts';
import { takePicked } from '../../features/attach/picked.ts';
import { errors } from '../../features/errors.text.ts';
import type { KeptRequest } from '../../features/request/kept.ts';
import type { RequestWatch } from '../../features/request/watch.ts';
import { Button } from '../../view/Button.tsx';
import { bytes, percent } from '../../view/format.ts';
import { Meter } from '../../view/Meter.tsx';
import { words } from './waiting.text.ts';

interface FilesProps {
  request: KeptRequest;
  watch: RequestWatch;
  seen: Waiting;
}

export function Files({ request, watch, seen }: FilesProps) {
  const t = words();
  const going = useMemo(() => attachingTo(request, () => void watch.look()), [request.request]);
  useEffect(() => {
    going.add(takePicked());
    return going.close;
  }, [going]);
  const isOver = seen.state === 'completed';
  const arrived = seen.files.filter(({ sha256 }) => sha256 !== null);
  const coming = going.files.value.filter(({ going: { at } }) => at !== 'done');
  if (isOver && arrived.length === 0) return null;
  return (
    <section class="stack" aria-label={t.files}>
      <h2>{t.files}</h2>
      {arrived.length > 0 && (
        <ul class="attached">
          {arrived.map(({ id, name, size }) => (
            <li key={id}>
              <bdi>{name}</bdi> <span class="soft small">{t.arrived(bytes(size))}</span>
            </li>
          ))}
        </ul>
      )}
      {coming.length > 0 && (
        <ul class="attached">
          {coming.map((each) => (
            <Coming key={each.file.name} attached={each} drop={() => going.drop(each.file)} />
          ))}
        </ul>
      )}
      {!isOver && (
        <FilePick
          label={t.addFile}
          hint={t.filesHint(bytes(seen.takes.mostBytes), seen.takes.types)}
          types={seen.takes.types}
          onPick={going.add}
        />
      )}
    </section>
  );
}

function Coming({ attached: { file, going }, drop }: { attached: Attached; drop: () => void }) {
  const t = words();
  return (
    <li>
      {'sent' in going ? (
        <Meter
          value={going.sent}
          max={file.size}
          label={<bdi>{file.name}</bdi>}
          words={how(going, file.size)}
        />
      ) : (
        <>
          <bdi>{file.name}</bdi>
          <span class="soft small" role="status">
            {how(going, file.size)}
          </span>
        </>
      )}
      {going.at === 'refused' && (
        <Button aria-label={t.leaveOut(file.name)} onClick={drop}>
          {t.without}
        </Button>
      )}
    </li>
  );
}

function how(going: Going, size: number): string {
  const t = words();
  switch (going.at) {
    case 'waiting':
      return t.fileWaits;
    case 'sending':
      return percent(going.sent, size);
    case 'held':
      return t.fileHeld;
    case 'done':
      return '';
    case 'refused':
      return errors()[going.why];
  }
}
