// A modal dialog on the native element: it holds the focus and gives it back. Consent prompts set `dismissable` to false.
import type { ComponentChildren, TargetedEvent } from 'preact';
import { useEffect, useId, useLayoutEffect, useRef } from 'preact/hooks';
import { Button } from './Button.tsx';
import { close } from './icons.ts';
import { LiveRegion } from './LiveRegion.tsx';
import { words } from './parts.text.ts';

export interface DialogProps {
  open: boolean;
  title: ComponentChildren;
  /** Called when the person closes it (Escape or the cross); the page then sets `open` to false. */
  onClose?: (() => void) | undefined;
  /** False: only the buttons inside end it, never Escape. */
  dismissable?: boolean | undefined;
  /** `sheet` comes up from the bottom edge of a phone. */
  shape?: 'dialog' | 'sheet' | undefined;
  /** A coloured edge: somebody asks, or danger. */
  tone?: 'plain' | 'ask' | 'danger' | undefined;
  /** Stay in sight below the words. The one that carries `autofocus` gets the focus. */
  actions?: ComponentChildren;
  children: ComponentChildren;
}

export function Dialog(props: DialogProps) {
  const {
    open,
    title,
    onClose,
    dismissable = true,
    shape = 'dialog',
    tone = 'plain',
    actions,
    children,
  } = props;
  const id = useId();
  const element = useRef<HTMLDialogElement>(null);
  useModal(element, open);

  const onCancel = (event: TargetedEvent<HTMLDialogElement>) => {
    if (event.target !== event.currentTarget) return;
    event.preventDefault();
    if (dismissable) onClose?.();
  };
  // Browsers let a second Escape through whatever `cancel` answered; this does not.
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Escape' && !dismissable) event.preventDefault();
  };

  return (
    <dialog
      ref={element}
      class={`dialog dialog-${shape} tone-${tone}`}
      aria-labelledby={id}
      closedby={dismissable ? 'closerequest' : 'none'}
      onCancel={onCancel}
      onKeyDown={onKeyDown}
    >
      {open && (
        <>
          <div class="dialog-head">
            <h2 id={id}>{title}</h2>
            {dismissable && (
              <Button draw={close} bare onClick={onClose}>
                {words().close}
              </Button>
            )}
          </div>
          <div class="dialog-body">{children}</div>
          {actions !== undefined && <div class="dialog-actions">{actions}</div>}
          <LiveRegion />
        </>
      )}
    </dialog>
  );
}

function useModal(element: { current: HTMLDialogElement | null }, open: boolean): void {
  const isWanted = useRef(false);
  useLayoutEffect(() => {
    const dialog = element.current;
    if (dialog === null || !open) return;
    const before = document.activeElement;
    isWanted.current = true;
    dialog.showModal();
    return () => {
      isWanted.current = false;
      dialog.close();
      // The element that had the focus may be gone by now; then the browser decides.
      if (before instanceof HTMLElement && before.isConnected) before.focus();
    };
  }, [element, open]);
  useEffect(() => {
    const dialog = element.current;
    if (dialog === null) return;
    // Whatever closed the element behind our back (an extension, an old browser), the page's state rules.
    const reopen = () => {
      if (isWanted.current && dialog.isConnected && !dialog.open) dialog.showModal();
    };
    dialog.addEventListener('close', reopen);
    return () => dialog.removeEventListener('close', reopen);
  }, [element]);
}
