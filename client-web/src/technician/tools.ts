// What a technician works with in one session beside the shared machinery. It lives as long as the session's link, whichever
// session is on the screen: a recording goes on while somebody looks at another one.
import type { Help } from '../features/help.ts';
import type { Passes } from '../features/passes/PassPanel.tsx';
import { openPass } from '../features/passes/passes.ts';
import { openRecorder, type Recorder } from '../features/record/recorder.ts';
import { browser } from '../link/browser.ts';

export interface Tools {
  readonly passes: Passes;
  readonly recorder: Recorder;
  close(): void;
}

export function openTools({ lanes, session, ledger }: Help): Tools {
  const passes = {
    'clipboard-in': openPass('clipboard-in', lanes),
    'clipboard-out': openPass('clipboard-out', lanes),
    sysinfo: openPass('sysinfo', lanes),
  };
  const recorder = openRecorder({ session, ledger, lanes, clock: browser });
  // What is only in this page would go with it.
  const keep = (event: BeforeUnloadEvent) => {
    if (recorder.since.peek() !== null || recorder.kept.peek().length > 0) event.preventDefault();
  };
  window.addEventListener('beforeunload', keep);
  return {
    passes,
    recorder,
    close() {
      window.removeEventListener('beforeunload', keep);
      recorder.close();
      for (const pass of Object.values(passes)) pass.close();
    },
  };
}
