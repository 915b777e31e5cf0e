// The broker's news of the queue, as Server-Sent Events (HTML standard, section 9.2). Opened anew by itself whenever the line is lost;
// what was missed meanwhile it does not know.
import { type ReadonlySignal, signal } from '@preact/signals';
import { type CallNews, callNews } from '../../../../shared/protocol/calls.ts';
import { missedNews, type QueueNews, queueNews } from '../../../../shared/protocol/requests.ts';
import { browser } from '../../link/browser.ts';

export interface Stream {
  /** `lost` after a line that was there, or that could not be made, is being tried again. */
  readonly line: ReadonlySignal<'opening' | 'open' | 'lost'>;
  /** At once, as after signing in again. */
  reopen(): void;
  close(): void;
}

export interface StreamDeps {
  /** Also where news may have been missed on a line that is open. */
  onOpen(): void;
  onNews(news: QueueNews): void;
  /** A call for a colleague changed. */
  onCall(news: CallNews): void;
}

const PATH = '/api/queue/events';
const FIRST_WAIT_MS = 1_000;
const LONGEST_WAIT_MS = 30_000;

export function openStream({ onOpen, onNews, onCall }: StreamDeps): Stream {
  const line = signal<'opening' | 'open' | 'lost'>('opening');
  let source: EventSource | null = null;
  let waitMs = FIRST_WAIT_MS;
  let cancel = () => {};

  const connect = (): void => {
    cancel();
    source?.close();
    source = new EventSource(PATH);
    source.onopen = () => {
      waitMs = FIRST_WAIT_MS;
      line.value = 'open';
      onOpen();
    };
    source.onmessage = ({ data }) => {
      const news = parsed(data);
      const [read, call] = [queueNews.safeParse(news), callNews.safeParse(news)];
      if (read.success) onNews(read.data);
      if (call.success) onCall(call.data);
      if (missedNews.safeParse(news).success) onOpen();
    };
    // Our own rhythm: a browser gives up for good on an answer that is not a stream, such as a proxy's error page.
    source.onerror = () => {
      source?.close();
      line.value = 'lost';
      cancel = browser.after(waitMs, connect);
      waitMs = Math.min(waitMs * 2, LONGEST_WAIT_MS);
    };
  };
  connect();
  const unwake = browser.onWake(() => {
    if (line.peek() === 'lost') connect();
  });
  return {
    line,
    reopen: connect,
    close: () => {
      unwake();
      cancel();
      source?.close();
    },
  };
}

function parsed(data: unknown): unknown {
  try {
    return JSON.parse(String(data));
  } catch {
    return null;
  }
}
