// The sign over the door. The drawing itself is public/sign.svg, drawn once for the tab and for the page.

interface SignProps {
  /** Larger, for a page that is nothing but a door. */
  size?: 'small' | 'large' | undefined;
}

/** Always stands beside the name in text, so it is silent. */
export function Sign({ size = 'small' }: SignProps) {
  return <img class={`sign sign-${size}`} src="/sign.svg" alt="" width="32" height="32" />;
}
