// A customer's receipt: what happened, the proof, how to keep it and whom to tell. It asks the broker for nothing but the receipt.
import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { isRefusal } from '../../../shared/errors.ts';
import { AccountView } from '../features/receipt/AccountView.tsx';
import { fetchKept, type Holder, type Kept } from '../features/receipt/kept.ts';
import { SaveTranscript } from '../features/transcript/SaveTranscript.tsx';
import { Button } from '../view/Button.tsx';
import { CustomerShell } from '../view/CustomerShell.tsx';
import { useTitle } from '../view/document-title.ts';
import { Notice } from '../view/Notice.tsx';
import { DoubtSection } from './DoubtSection.tsx';
import { KeepSection } from './KeepSection.tsx';
import { ProofSection, ProofVerdict } from './ProofSection.tsx';
import { words } from './receipt.text.ts';
import './receipt.css';

type Place =
  | { readonly at: 'loading' | 'gone' | 'unreachable' }
  | { readonly at: 'here'; readonly kept: Kept };

export function ReceiptPage({ holder }: { holder: Holder | null }) {
  useTitle(words().title);
  return holder ? <Fetched holder={holder} /> : <NoLink />;
}

function Fetched({ holder }: { holder: Holder }) {
  const place = useSignal<Place>({ at: 'loading' });
  const load = async () => {
    const found = await fetchKept(holder);
    if (!isRefusal(found)) place.value = { at: 'here', kept: found };
    else place.value = { at: found.refused === 'NOT_FOUND' ? 'gone' : 'unreachable' };
  };
  useEffect(() => void load(), [holder]);
  const now = place.value;
  if (now.at === 'here') return <Receipt holder={holder} kept={now.kept} onAgain={load} />;
  return (
    <CustomerShell name="Permesso">
      <h1>{words().heading}</h1>
      {now.at === 'loading' && <p role="status">{words().loading}</p>}
      {now.at === 'gone' && (
        <Notice kind="info" role="status">
          <p>{words().gone}</p>
          <p>{words().goneDo}</p>
        </Notice>
      )}
      {now.at === 'unreachable' && (
        <>
          <Notice kind="info" role="status">
            {words().unreachable}
          </Notice>
          <Button onClick={() => void load()}>{words().again}</Button>
        </>
      )}
    </CustomerShell>
  );
}

const NoLink = () => (
  <CustomerShell name="Permesso">
    <h1>{words().heading}</h1>
    <Notice kind="info">
      <p>{words().noLink}</p>
      <p>{words().noLinkDo}</p>
    </Notice>
  </CustomerShell>
);

interface ReceiptProps {
  holder: Holder;
  kept: Kept;
  /** Fetches it once more. */
  onAgain: () => Promise<void>;
}

function Receipt({ holder, kept, onAgain }: ReceiptProps) {
  const { account, proven } = kept;
  return (
    <CustomerShell name={account.names.desk || 'Permesso'}>
      <h1>{words().heading}</h1>
      {account.ended === null && (
        <Notice kind="info" title={words().goesOnTitle}>
          {words().goesOn}
        </Notice>
      )}
      {account.isErased && (
        <Notice kind="info" title={words().erasedTitle}>
          {words().erased}
        </Notice>
      )}
      {account.isUnsigned && (
        <Notice kind="info" title={words().oldTitle}>
          {words().old}
        </Notice>
      )}
      <ProofVerdict proven={proven} onAgain={onAgain} />
      <AccountView account={account} />
      {account.isTranscriptKept && <SaveTranscript holder={holder} />}
      <KeepSection holder={holder} kept={kept} />
      {proven && <ProofSection proven={proven} />}
      <DoubtSection account={account} holder={holder} />
    </CustomerShell>
  );
}
