// Copies a text when it is pressed, and says so.
import { useSignal } from '@preact/signals';
import { Button } from '../../view/Button.tsx';
import { clipboard } from '../../view/icons.ts';
import { announce } from '../../view/LiveRegion.tsx';
import { words } from './passes.text.ts';

export function CopyButton({ label, text }: { label: string; text: string }) {
  const isCopied = useSignal(false);
  const copy = async () => {
    await navigator.clipboard.writeText(text);
    isCopied.value = true;
    announce(words().copied, 'polite');
  };
  return (
    <Button kind="quiet" draw={clipboard} onClick={() => void copy()}>
      {isCopied.value ? words().copied : label}
    </Button>
  );
}
