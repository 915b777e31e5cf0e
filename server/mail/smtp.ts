// Hands one letter to the operator's mail server and says in a word what came of it. It keeps nothing and tries nothing twice.
import { createTransport } from 'nodemailer';
import MailComposer from 'nodemailer/lib/mail-composer';
import type { MailOutcome } from '../../shared/protocol/mail.ts';
import type { SmtpConfig } from '../config.ts';
import type { Letter } from './letters.ts';

const LOOPBACK = ['localhost', '127.0.0.1', '::1', '[::1]'];
const LIMIT_MS = 20_000;
const MOST_ANSWER = 200;

export interface Handed {
  readonly outcome: MailOutcome;
  /** What the server said, shortened; empty where it said nothing. */
  readonly answer: string;
}
/** @param id makes the Message-ID, so that whoever gets a letter twice can tell */
export type HandOver = (id: string, to: string, letter: Letter) => Promise<Handed>;

/** One plain ASCII address: no name, no list, no comment, and nothing that could end a header line. */
export const isMailbox = (address: string): boolean =>
  address.length <= 254 && /^[a-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[a-z0-9-]+(?:\.[a-z0-9-]+)*$/i.test(address);

/** How the server is spoken with. @param limitMs how long each step of the conversation may take */
function serverOf({ url }: SmtpConfig, limitMs: number) {
  const isHere = LOOPBACK.includes(url.hostname);
  const isSecure = url.protocol === 'smtps:';
  const hasPassword = url.username !== '';
  return {
    host: url.hostname.replace(/^\[|\]$/g, ''),
    port: Number(url.port || (isSecure ? 465 : 587)),
    secure: isSecure,
    // A password never crosses a network in clear; on this computer itself there is nobody in between, and often no good certificate.
    requireTLS: hasPassword && !isHere,
    tls: { rejectUnauthorized: !isHere },
    connectionTimeout: limitMs,
    greetingTimeout: limitMs,
    socketTimeout: limitMs,
    disableFileAccess: true,
    disableUrlAccess: true,
    ...(hasPassword
      ? { auth: { user: decodeURIComponent(url.username), pass: decodeURIComponent(url.password) } }
      : {}),
  };
}

/** @param limitMs how long each step of the conversation may take */
export function smtp(config: SmtpConfig, limitMs = LIMIT_MS): HandOver {
  const { from } = config;
  const server = serverOf(config, limitMs);
  return async (id, to, letter) => {
    if (!isMailbox(to)) return { outcome: 'impossible-address', answer: '' };
    const message = await new MailComposer({
      from,
      to,
      subject: letter.subject,
      text: letter.text,
      html: letter.html,
      messageId: `<${id}@${from.split('@')[1] ?? 'permesso.invalid'}>`,
      headers: { 'auto-submitted': 'auto-generated', 'x-auto-response-suppress': 'All' },
      disableFileAccess: true,
      disableUrlAccess: true,
    })
      .compile()
      .build();
    const journey = watched();
    try {
      const transport = createTransport({ ...server, logger: journey.logger });
      const { response } = await transport.sendMail({ envelope: { from, to }, raw: message });
      return { outcome: 'accepted', answer: short(response) };
    } catch (error) {
      const failure = error as Failure;
      return { outcome: outcomeOf(failure, journey.isWhole()), answer: short(failure.response ?? '') };
    }
  };
}

/** Speaks with the server as before a letter, signs in where a password is set, and leaves. `accepted`: it would take one. */
export async function greet(config: SmtpConfig, limitMs = LIMIT_MS): Promise<MailOutcome> {
  const transport = createTransport(serverOf(config, limitMs));
  try {
    await transport.verify();
    return 'accepted';
  } catch (error) {
    return outcomeOf(error as Failure, false);
  } finally {
    transport.close();
  }
}

/** Notices when the whole letter has gone to the socket, which the library tells its logger and nobody else. Keeps no words of it. */
function watched() {
  let isWhole = false;
  const ignores = () => {};
  const info = ({ tnx }: { readonly tnx?: unknown }) => {
    isWhole ||= tnx === 'message';
  };
  const logger = {
    level: ignores,
    trace: ignores,
    debug: ignores,
    info,
    warn: ignores,
    error: ignores,
    fatal: ignores,
  };
  return { logger, isWhole: () => isWhole };
}

interface Failure {
  readonly code?: string;
  readonly command?: string;
  readonly response?: string;
  readonly responseCode?: number;
}

/** About the letter or its address, not about the server or who may speak with it. */
const OF_THE_LETTER = ['MAIL FROM', 'RCPT TO', 'DATA'];

function outcomeOf({ code = '', command = '', responseCode }: Failure, isWhole: boolean): MailOutcome {
  if (code === 'EAUTH') return 'sign-in';
  if (responseCode !== undefined)
    return responseCode >= 500 && OF_THE_LETTER.includes(command) ? 'refused' : 'put-off';
  // The server has all of it and may have taken it: whoever sent it again would risk sending it twice.
  if (isWhole) return 'broken-off';
  return code === 'ETIMEDOUT' ? 'no-answer' : 'unreachable';
}

const short = (answer: string): string =>
  answer
    .replace(/\p{Cc}+/gu, ' ')
    .trim()
    .slice(0, MOST_ANSWER);
