// The address as a signal. Opening something is a step one can go back from; narrowing a list is not.
import { signal } from '@preact/signals';
import { type Route, readRoute, writeRoute } from './route.ts';

const here = (): Route => (location.pathname === '/docs' ? { place: 'api' } : readRoute(location.hash));

export const route = signal<Route>(here());

window.addEventListener('hashchange', () => {
  route.value = here();
});

/** Goes there, and Back comes back here. */
export function go(to: Route): void {
  location.hash = writeRoute(to);
}

/** Changes the address in place. */
export function refine(to: Route): void {
  history.replaceState(history.state, '', writeRoute(to));
  route.value = to;
}
