// The one error table. A code never changes its meaning; the sentence a person reads stands in the pages' catalogues,
// which the compiler holds complete against this table.

interface ErrorRule {
  /** HTTP status, and the last three digits of the socket's close code (4000 + status) where it closes one. */
  readonly status: number;
  /** True when the same try may succeed later without a change. */
  readonly retry: boolean;
  /** For people who use the API; pages have their own words. */
  readonly sentence: string;
}

const rule = (status: number, sentence: string, retry = false): ErrorRule => ({ status, retry, sentence });

export const ERRORS = {
  BAD_INPUT: rule(400, 'The message does not have the form this broker understands.'),
  BAD_NAME: rule(400, 'This name cannot be shown safely. Use 2 to 60 letters of one script.'),
  BAD_PASSWORD: rule(400, 'The password is too short or among the most used ones.'),
  BAD_SDP: rule(400, 'The description does not fit this connection.'),
  BAD_CANDIDATE: rule(400, 'The network address does not have an allowed form.'),
  NOT_SIGNED_IN: rule(401, 'Sign in first.'),
  SIGN_IN_FAILED: rule(401, 'E-mail or password is not right.'),
  TICKET_INVALID: rule(401, 'The ticket for this connection is missing, old or used.', true),
  FORBIDDEN: rule(403, 'This account may not do that.'),
  WRONG_ORIGIN: rule(403, 'The request comes from another site.'),
  NOT_YOURS: rule(403, 'Only the other side may do that.'),
  NOT_FOUND: rule(404, 'There is nothing here.'),
  CODE_NOT_USABLE: rule(404, 'This code cannot be used. It may be mistyped, too old or already used.'),
  LINK_NOT_USABLE: rule(404, 'This link cannot be used. It may be too old or already used.'),
  OTHER_TAB: rule(409, 'This session is open in another tab or connection.'),
  NOT_NOW: rule(409, 'That is not possible at this point of the session.'),
  ENDED: rule(409, 'The session has ended.'),
  ASK_OPEN: rule(409, 'The customer has not answered the last question yet.'),
  ASK_TOO_SOON: rule(409, 'The customer has just refused. Wait ten seconds.', true),
  ASK_TOO_OFTEN: rule(
    409,
    'The customer has refused this three times. It cannot be asked again in this session.',
  ),
  NEEDS_HOST: rule(409, 'This needs the host on the customer’s computer.'),
  NEEDS_AUTH: rule(409, 'The two ends must have authenticated each other for this.'),
  CANNOT_SHOW_SCREEN: rule(409, 'The customer’s device cannot show its screen.'),
  NO_OPEN_ASK: rule(409, 'There is no open question with this number.'),
  NO_LIVE_GRANT: rule(409, 'There is no live permission with this number.'),
  WIDER_THAN_ASKED: rule(409, 'More was chosen than was asked for.'),
  LONGER_THAN_ASKED: rule(409, 'A permission cannot last longer than was asked.'),
  TOO_LONG: rule(409, 'This permission cannot last that long.'),
  NO_SUCH_FILE: rule(409, 'There is no such file in this session.'),
  FILE_TOO_LARGE: rule(409, 'The file is larger than allowed.'),
  TOO_MANY_FILES: rule(409, 'Too many files are waiting in this session.'),
  NOT_A_MEMBER: rule(409, 'The addressee is not a member of this session.'),
  ALREADY_EXISTS: rule(409, 'There is already an account with this e-mail.'),
  LAST_ADMIN: rule(409, 'The desk needs at least one admin.'),
  TOO_LARGE: rule(413, 'The message is too large.'),
  WRONG_VERSION: rule(426, 'The page is of another version than the broker. Load it again.'),
  TOO_MANY_TRIES: rule(429, 'Too many tries. Wait a little.', true),
  TOO_FAST: rule(429, 'Too many messages at once.', true),
  TOO_MANY_CODES: rule(429, 'Too many codes were made in the last hour.', true),
  CLOSED: rule(503, 'The broker is shutting down. The page will connect again.', true),
  STORE_UNAVAILABLE: rule(503, 'The broker cannot write to its store. Nothing was changed.', true),
  INTERNAL: rule(500, 'The broker made a mistake. Nothing was changed.', true),
} as const satisfies Record<string, ErrorRule>;

export type ErrorCode = keyof typeof ERRORS;

/** A refusal as a value: expected, named, harmless. */
export interface Refusal {
  readonly refused: ErrorCode;
}
export const refuse = (code: ErrorCode): Refusal => ({ refused: code });
export const isRefusal = (x: unknown): x is Refusal => typeof x === 'object' && x !== null && 'refused' in x;
export const isErrorCode = (x: string): x is ErrorCode => Object.hasOwn(ERRORS, x);

export function assertNever(x: never): never {
  throw new Error(`not handled: ${JSON.stringify(x)}`);
}
