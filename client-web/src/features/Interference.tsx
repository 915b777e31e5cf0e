// Said at both ends once a connection was refused because nobody had vouched for it: here, or by the other end's account.
import { Notice } from '../view/Notice.tsx';
import type { Help } from './help.ts';
import { words } from './interference.text.ts';

export function Interference({ help }: { help: Help }) {
  const isTold = help.session.events.value.some(({ type }) => type === 'lane.refused');
  if (help.lanes.refused.value === null && !isTold) return null;
  return (
    <Notice kind="danger" role="alert" title={words().title}>
      {words().told}
    </Notice>
  );
}
