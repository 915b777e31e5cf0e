// A person's photo, or their initials. Always stands beside the name in text, so it is silent.
import { initials } from './initials.ts';

interface AvatarProps {
  name: string;
  /** A photo from our own server. */
  photo?: string | undefined;
  size?: 'small' | 'large' | undefined;
}

export function Avatar({ name, photo, size = 'small' }: AvatarProps) {
  if (photo !== undefined) return <img class={`avatar avatar-${size}`} src={photo} alt="" />;
  return (
    <span class={`avatar avatar-${size}`} aria-hidden="true">
      {initials(name)}
    </span>
  );
}
