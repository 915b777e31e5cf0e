// In full screen some browsers hand over keys that the system keeps otherwise, Escape among them: WICG Keyboard Lock.
// Holding Escape still ends full screen.

interface KeyboardLock {
  lock(codes?: readonly string[]): Promise<void>;
  unlock(): void;
}
declare global {
  interface Navigator {
    /** Absent in browsers that do not have it, and in pages without TLS. */
    readonly keyboard?: KeyboardLock;
  }
}

/** Takes every key while this page is in full screen. @returns a function that ends it */
export function lockKeys(): () => void {
  const { keyboard } = navigator;
  if (!keyboard) return () => {};
  // A browser that refuses leaves the keys as they were without it.
  const look = () =>
    document.fullscreenElement ? void keyboard.lock().then(undefined, () => undefined) : keyboard.unlock();
  look();
  document.addEventListener('fullscreenchange', look);
  return () => {
    document.removeEventListener('fullscreenchange', look);
    keyboard.unlock();
  };
}
