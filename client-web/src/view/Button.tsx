// A button with its four looks. Knows nothing of what it does; consent buttons are ArmedButton.
import type { ButtonHTMLAttributes, ComponentChildren } from 'preact';
import { Icon } from './Icon.tsx';

/** `primary` the one next step, `quiet` everything else, `danger` stops or destroys, `ask` answers somebody who asks. */
export type ButtonKind = 'primary' | 'quiet' | 'danger' | 'ask';

export interface ButtonProps extends Omit<ButtonHTMLAttributes, 'icon' | 'label' | 'class' | 'type'> {
  kind?: ButtonKind | undefined;
  type?: 'button' | 'submit' | undefined;
  /** A drawing from icons.ts before the words. */
  draw?: string | undefined;
  /** With `draw`: the words are for screen readers and the tooltip only. */
  bare?: boolean | undefined;
  /** What is being done, while it is: replaces the words; presses do nothing meanwhile. */
  busy?: string | undefined;
  /** As wide as its column. */
  wide?: boolean | undefined;
  children: ComponentChildren;
}

export function Button(props: ButtonProps) {
  const { kind = 'quiet', type = 'button', draw, bare, busy, wide, children, onClick, ...rest } = props;
  const isBusy = busy !== undefined;
  const looks = ['button', `button-${kind}`, wide && 'button-wide', bare && 'button-bare'];
  // A busy button keeps its focus, which `disabled` would take away.
  const whileBusy = (event: Event) => event.preventDefault();
  return (
    <button
      {...rest}
      type={type}
      class={looks.filter(Boolean).join(' ')}
      aria-busy={isBusy || undefined}
      aria-disabled={isBusy || rest['aria-disabled'] || undefined}
      title={bare && typeof children === 'string' ? children : rest.title}
      onClick={isBusy ? whileBusy : onClick}
    >
      {draw !== undefined && <Icon draw={draw} />}
      <span class={bare ? 'unseen' : undefined}>{busy ?? children}</span>
    </button>
  );
}
