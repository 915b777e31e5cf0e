// The words in the browser's tab: the page first, so that many tabs can be told apart.
import { useEffect } from 'preact/hooks';

export function useTitle(page: string): void {
  useEffect(() => {
    document.title = `${page} · Permesso`;
  }, [page]);
}
