// What stands above the picture while mouse and keyboard are allowed: to take them, what comes of it, keys that this computer
// keeps for itself, how long, and to give them back.
import type { RefObject } from 'preact';
import { useEffect } from 'preact/hooks';
import type { KeyCode } from '../../../../shared/channel/key-codes.ts';
import { Button } from '../../view/Button.tsx';
import { mouse } from '../../view/icons.ts';
import { announce } from '../../view/LiveRegion.tsx';
import { Timer } from '../../view/Timer.tsx';
import type { Help } from '../help.ts';
import { words } from './control.text.ts';
import type { Pad } from './pad.ts';

interface PadBarProps {
  help: Help;
  pad: Pad;
  /** Where the keys go while the pad is on. */
  keys: RefObject<HTMLTextAreaElement | null>;
}

export function PadBar({ help, pad, keys }: PadBarProps) {
  const { session, speech } = help;
  const state = session.state.value;
  const grant = state.phase === 'open' ? state.grants.control : undefined;
  const said = wordOf(help, pad);
  useAloud(pad);
  if (!grant) return null;
  return (
    <div class="toolbar" role="toolbar" aria-label={words().bar}>
      {pad.canTake.value && (
        <Button
          kind="quiet"
          draw={mouse}
          aria-pressed={pad.isOn.value}
          title={words().hint}
          onClick={() => (pad.isOn.peek() ? pad.putAway() : pad.take())}
        >
          {words().use}
        </Button>
      )}
      {pad.isOn.value && <SpecialKeys pad={pad} keys={keys} />}
      <span class="toolbar-words">
        <span>{said}</span>
        <Timer endsAt={grant.expiresAt - session.clockOffset.value} what={words().bar} />
      </span>
      <Button kind="quiet" onClick={() => void speech.say({ type: 'relinquish', gid: grant.gid })}>
        {words().giveBack}
      </Button>
    </div>
  );
}

function wordOf({ lanes }: Help, pad: Pad): string {
  if (!lanes.granted.control.value) return words().coming;
  if (!lanes.picture.value) return words().unseen;
  if (!pad.isOn.value) return words().off;
  return pad.isHeld.value ? words().following[pad.following.value] : words().click;
}

/** Only what is worth interrupting for: that the customer's own hand or answer comes first, and that nothing comes back. */
function useAloud(pad: Pad): void {
  const { value: word } = pad.following;
  useEffect(() => {
    if (word === 'hand' || word === 'question' || word === 'waits')
      announce(words().following[word], 'polite');
  }, [word]);
}

const FUNCTION_KEYS = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12] as const;

/** Chords that a browser or the technician's own system does not hand over. */
function chords(): readonly { readonly name: string; readonly codes: readonly KeyCode[] }[] {
  return [
    { name: 'Esc', codes: ['Escape'] },
    { name: 'Alt+Tab', codes: ['AltLeft', 'Tab'] },
    { name: words().superKey, codes: ['MetaLeft'] },
    { name: 'Ctrl+Alt+T', codes: ['ControlLeft', 'AltLeft', 'KeyT'] },
    ...FUNCTION_KEYS.map((number) => ({ name: `F${number}`, codes: [`F${number}`] as const })),
  ];
}

function SpecialKeys({ pad, keys }: Pick<PadBarProps, 'pad' | 'keys'>) {
  return (
    <details class="control-more">
      <summary>{words().special}</summary>
      <div class="control-special">
        <p class="soft small">{words().layout}</p>
        {chords().map(({ name, codes }) => (
          <Button
            key={name}
            kind="quiet"
            onClick={() => {
              pad.tap(codes);
              keys.current?.focus({ preventScroll: true });
            }}
          >
            {name}
          </Button>
        ))}
      </div>
    </details>
  );
}
