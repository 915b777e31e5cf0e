// Files that go with a request: chosen in the form, sent when it is sent.
import { FilePick } from '../features/attach/FilePick.tsx';
import { pick, picked, unpick } from '../features/attach/picked.ts';
import { Button } from '../view/Button.tsx';
import { bytes } from '../view/format.ts';
import { words } from './portal.text.ts';

export function Picked() {
  const t = words();
  return (
    <div class="stack">
      <FilePick label={t.files} hint={t.filesHint} types={null} onPick={pick} />
      {picked.value.length > 0 && (
        <ul class="attached" aria-label={t.files}>
          {picked.value.map((file) => (
            <li key={`${file.name} ${file.size} ${file.lastModified}`}>
              <bdi>{file.name}</bdi> <span class="soft small">{bytes(file.size)}</span>
              <Button aria-label={t.leaveOut(file.name)} onClick={() => unpick(file)}>
                {t.without}
              </Button>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
