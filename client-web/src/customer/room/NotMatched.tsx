// The code did not fit, or somebody is in between: said over the whole page, since going on could be what they want.
import { Button } from '../../view/Button.tsx';
import { CustomerShell } from '../../view/CustomerShell.tsx';
import { Notice } from '../../view/Notice.tsx';
import { words } from './room.text.ts';

interface NotMatchedProps {
  desk: string;
  /** The digits were others, the technician's key is not vouched for, or the words do not agree. */
  why: 'digits' | 'forged' | 'words';
  onLeave: () => void;
}

export function NotMatched({ desk, why, onLeave }: NotMatchedProps) {
  return (
    <CustomerShell name={desk}>
      <h1>{why === 'words' ? words().differTitle : words().notMatchedTitle}</h1>
      <Notice kind="danger" role="alert">
        <p>{why === 'digits' ? words().notMatched : words().notMatchedForged}</p>
      </Notice>
      <p>{why === 'words' ? words().differDo : words().notMatchedDo}</p>
      <Button kind="primary" wide onClick={onLeave}>
        {why === 'words' ? words().done : words().typeAgain}
      </Button>
    </CustomerShell>
  );
}
