// What a reader of the log should know about it: that reading is recorded, what the signatures mean, and where the proof is.
import { words } from './log.text.ts';

export function RecordNote() {
  const t = words();
  return (
    <details class="record-note">
      <summary>{t.aboutRecords}</summary>
      <p>{t.readingRecorded}</p>
      <p>{t.signed}</p>
      <p>{t.proof}</p>
    </details>
  );
}
