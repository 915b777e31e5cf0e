// The one-time secret that came in the address after `#`. It is taken out at once, so that it stays neither in the
// history nor in a picture of the screen.
import { useEffect, useState } from 'preact/hooks';

/** @returns the secret, or null where the address had none; a second link opened in the same tab counts anew */
export function useToken(): string | null {
  const [token, setToken] = useState(takeToken);
  useEffect(() => {
    const again = () => {
      const next = takeToken();
      if (next !== null) setToken(next);
    };
    window.addEventListener('hashchange', again);
    return () => window.removeEventListener('hashchange', again);
  }, []);
  return token;
}

function takeToken(): string | null {
  const found = location.hash.slice(1);
  if (found !== '') history.replaceState(null, '', location.pathname);
  return found === '' ? null : found;
}
