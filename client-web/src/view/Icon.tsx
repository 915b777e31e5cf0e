// Shows one of our own line drawings beside a word. Knows no drawing by name: pages import the ones they use from icons.ts.

interface IconProps {
  /** The drawing, a path on a grid of 24, from icons.ts. */
  draw: string;
  /** Only for an icon that stands without a word beside it. */
  label?: string | undefined;
}

export function Icon({ draw, label }: IconProps) {
  return (
    <svg
      class="icon"
      viewBox="0 0 24 24"
      fill="none"
      stroke="currentColor"
      stroke-width="1.75"
      stroke-linecap="round"
      stroke-linejoin="round"
      role={label === undefined ? 'presentation' : 'img'}
      aria-hidden={label === undefined}
      aria-label={label}
    >
      <path d={draw} />
    </svg>
  );
}
