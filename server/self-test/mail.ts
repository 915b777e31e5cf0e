// Whether the mail server would take a letter: spoken with as far as the sign-in, and nothing sent.
import type { MailOutcome } from '../../shared/protocol/mail.ts';
import type { SelfTestFact } from '../../shared/protocol/self-test.ts';
import type { SmtpConfig } from '../config.ts';
import { greet } from '../mail/smtp.ts';
import { absent, bad, type Check, ok } from './found.ts';

const LIMIT_MS = 6_000;

export const mailCheck = (smtp: SmtpConfig | null): Check => ({
  name: 'mail',
  look: async () => {
    if (smtp === null) return [absent('mail-none')];
    const outcome = await greet(smtp, LIMIT_MS);
    return [outcome === 'accepted' ? ok('mail-ready') : bad(FACTS[outcome] ?? 'mail-refuses')];
  },
});

const FACTS: Partial<Record<MailOutcome, SelfTestFact>> = {
  unreachable: 'mail-unreachable',
  'no-answer': 'mail-no-answer',
  'sign-in': 'mail-sign-in',
};
