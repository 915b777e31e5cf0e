// Server-Sent Events (HTML standard, section 9.2): an answer that stays open and says now and then that something changed. It knows
// nothing of what.
import type { FastifyReply } from 'fastify';

export interface EventStream {
  send(news: unknown): void;
  /** Called once, when the other end is gone or the broker stops. */
  onClose(act: () => void): void;
  end(): void;
}

/** So that proxies and people notice a dead line. */
const BEAT_MS = 20_000;

/** Takes the answer over; nothing else may be sent with it. */
export function eventStream(reply: FastifyReply): EventStream {
  const { raw } = reply;
  reply.hijack();
  raw.writeHead(200, {
    ...(reply.getHeaders() as Record<string, string>),
    'content-type': 'text/event-stream; charset=utf-8',
    'cache-control': 'no-store',
    'x-accel-buffering': 'no',
  });
  // The broker's limit for idle connections is shorter than a beat, and a stream is idle most of the time.
  raw.socket?.setTimeout(0);
  raw.write(':\n\n');
  const beat = setInterval(() => raw.write(':\n\n'), BEAT_MS);
  const acts: (() => void)[] = [() => clearInterval(beat)];
  raw.on('close', () => {
    for (const act of acts) act();
  });
  return {
    send: (news) => void raw.write(`data: ${JSON.stringify(news)}\n\n`),
    onClose: (act) => void acts.push(act),
    end: () => void raw.end(),
  };
}
