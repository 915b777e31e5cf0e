// The code, large enough to read aloud, with the address, the link and a picture of it to scan.
import { useSignal } from '@preact/signals';
import { encode } from 'uqr';
import { isBrokersCode, showCode } from '../../../shared/code/code.ts';
import { Button } from '../view/Button.tsx';
import { clipboard } from '../view/icons.ts';
import { announce } from '../view/LiveRegion.tsx';
import { Timer } from '../view/Timer.tsx';
import { words } from './console.text.ts';
import type { KeptCode } from './kept-codes.ts';

interface CodeCardProps {
  code: KeptCode;
  /** The broker's clock minus ours. */
  clockOffset: number;
}

export function CodeCard({ code, clockOffset }: CodeCardProps) {
  const isCopied = useSignal(false);
  const copy = async () => {
    await navigator.clipboard.writeText(code.link);
    isCopied.value = true;
    announce(words().copied, 'polite');
  };
  return (
    <section class="card code-card" aria-labelledby="code">
      <h3 id="code">{words().codeTitle}</h3>
      <p class="code-digits">{showCode(code.code)}</p>
      <p>
        {words().codeHint}
        <br />
        <strong>{new URL(code.link).host}</strong>
      </p>
      <p class="small soft">{isBrokersCode(code.code) ? words().codeKnown : words().codeSecret}</p>
      <p>
        {words().codeLeft}: <Timer endsAt={code.expiresAt - clockOffset} what={words().codeTitle} />
      </p>
      <Button kind="quiet" draw={clipboard} onClick={() => void copy()}>
        {isCopied.value ? words().copied : words().copy}
      </Button>
      <details>
        <summary>{words().qr}</summary>
        <QrCode text={code.link} />
      </details>
    </section>
  );
}

function QrCode({ text }: { text: string }) {
  const { data, size } = encode(text, { border: 2 });
  const path = data
    .flatMap((row, y) => row.map((isDark, x) => (isDark ? `M${x} ${y}h1v1h-1z` : '')))
    .join('');
  return (
    <svg class="qr" viewBox={`0 0 ${size} ${size}`} role="img" aria-label={words().qrLabel}>
      <rect width={size} height={size} fill="white" />
      <path d={path} fill="black" />
    </svg>
  );
}
