// What a reader of the log should know about it: reading is recorded, and nothing is signed yet.
import { Notice } from '../../view/Notice.tsx';
import { words } from './log.text.ts';

export function RecordNote() {
  const t = words();
  return (
    <Notice kind="quiet" title={t.aboutRecords}>
      <p>{t.readingRecorded}</p>
      <p>{t.unsigned}</p>
    </Notice>
  );
}
