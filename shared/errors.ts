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

// Plain literals, so that a page which only refuses does not carry the sentences.
export const ERRORS = {
  BAD_INPUT: {
    status: 400,
    retry: false,
    sentence: 'The message does not have the form this broker understands.',
  },
  BAD_NAME: {
    status: 400,
    retry: false,
    sentence: 'This name cannot be shown safely. Use 2 to 60 letters of one script.',
  },
  BAD_PASSWORD: {
    status: 400,
    retry: false,
    sentence: 'The password is too short or among the most used ones.',
  },
  BAD_TARGET: {
    status: 400,
    retry: false,
    sentence: 'A webhook goes to a public https address, without a name or password in it.',
  },
  BAD_SDP: { status: 400, retry: false, sentence: 'The description does not fit this connection.' },
  BAD_CANDIDATE: {
    status: 400,
    retry: false,
    sentence: 'The network address does not have an allowed form.',
  },
  BAD_STATEMENT: {
    status: 400,
    retry: false,
    sentence: 'The signed statement has a wrong form, header or spelling.',
  },
  BAD_SIGNATURE: { status: 400, retry: false, sentence: 'The signature does not belong to the statement.' },
  UNKNOWN_KEY: {
    status: 400,
    retry: false,
    sentence: 'The key that signed is not the one this session knows.',
  },
  WRONG_SESSION: { status: 400, retry: false, sentence: 'The statement belongs to another session.' },
  WRONG_BINDING: { status: 400, retry: false, sentence: 'The statement was made for another pair of keys.' },
  WRONG_AUDIENCE: { status: 400, retry: false, sentence: 'The statement is addressed to somebody else.' },
  NOT_AS_SIGNED: {
    status: 400,
    retry: false,
    sentence: 'What the broker told is not what was signed.',
  },
  WRONG_FINGERPRINT: {
    status: 400,
    retry: false,
    sentence: 'Nobody vouches for this connection: its fingerprint is not the signed one.',
  },
  NOT_CONFIRMED: {
    status: 409,
    retry: false,
    sentence: 'Nobody at the computer allowed this in the window of the host.',
  },
  NOT_SIGNED_IN: { status: 401, retry: false, sentence: 'Sign in first.' },
  TOKEN_NOT_VALID: {
    status: 401,
    retry: false,
    sentence: 'The token is missing, revoked, too old or unknown.',
  },
  SIGN_IN_FAILED: { status: 401, retry: false, sentence: 'E-mail or password is not right.' },
  TICKET_INVALID: {
    status: 401,
    retry: true,
    sentence: 'The ticket for this connection is missing, old or used.',
  },
  ACCOUNT_FROZEN: {
    status: 403,
    retry: false,
    sentence: 'Customers reported this account. It rests until an admin has decided.',
  },
  FORBIDDEN: { status: 403, retry: false, sentence: 'This account may not do that.' },
  WRONG_ORIGIN: { status: 403, retry: false, sentence: 'The request comes from another site.' },
  CONFIRM_PASSWORD: { status: 403, retry: false, sentence: 'Enter your password again for this.' },
  NOT_YOURS: { status: 403, retry: false, sentence: 'Only the other side may do that.' },
  NOT_FOUND: { status: 404, retry: false, sentence: 'There is nothing here.' },
  CODE_NOT_USABLE: {
    status: 404,
    retry: false,
    sentence: 'This code cannot be used. It may be mistyped, too old or already used.',
  },
  LINK_NOT_USABLE: {
    status: 404,
    retry: false,
    sentence: 'This link cannot be used. It may be too old or already used.',
  },
  OTHER_TAB: { status: 409, retry: false, sentence: 'This session is open in another tab or connection.' },
  NOT_NOW: { status: 409, retry: false, sentence: 'That is not possible at this point of the session.' },
  CODE_NOT_MATCHED: {
    status: 409,
    retry: false,
    sentence: 'The code did not match at the other end, or it did not answer.',
  },
  KEY_NOT_KNOWN: { status: 409, retry: false, sentence: 'This browser’s signing key is not enrolled.' },
  OUT_OF_ORDER: { status: 409, retry: false, sentence: 'The statement is not the next one of its author.' },
  OUT_OF_TIME: { status: 409, retry: false, sentence: 'The statement is not valid at this time.' },
  ASK_ALTERED: {
    status: 409,
    retry: false,
    sentence: 'The answer is to another question than the one asked.',
  },
  NOTICE_UNKNOWN: { status: 409, retry: false, sentence: 'The text that was shown is not a published one.' },
  NOTICE_ALTERED: {
    status: 409,
    retry: false,
    sentence: 'The text that was shown differs from the published one.',
  },
  ENDED: { status: 409, retry: false, sentence: 'The session has ended.' },
  ASK_OPEN: { status: 409, retry: false, sentence: 'The customer has not answered the last question yet.' },
  ASK_TOO_SOON: {
    status: 409,
    retry: true,
    sentence: 'The last question has just come to nothing. Wait ten seconds.',
  },
  ASK_TOO_OFTEN: {
    status: 409,
    retry: false,
    sentence: 'The customer has refused this three times. It cannot be asked again in this session.',
  },
  NOT_AT_THIS_DESK: { status: 409, retry: false, sentence: 'This desk never asks for that.' },
  NEEDS_HOST: { status: 409, retry: false, sentence: 'This needs the host on the customer’s computer.' },
  NEEDS_AUTH: {
    status: 409,
    retry: false,
    sentence: 'The two ends must have authenticated each other for this.',
  },
  VIEW_ONLY: {
    status: 409,
    retry: false,
    sentence:
      'After what the customer answered at the beginning, only seeing can be asked for in this session.',
  },
  CANNOT_SHOW_SCREEN: {
    status: 409,
    retry: false,
    sentence: 'The customer’s device cannot show its screen.',
  },
  NO_OPEN_ASK: { status: 409, retry: false, sentence: 'There is no open question with this number.' },
  NO_LIVE_GRANT: { status: 409, retry: false, sentence: 'There is no live permission with this number.' },
  WIDER_THAN_ASKED: { status: 409, retry: false, sentence: 'More was chosen than was asked for.' },
  LONGER_THAN_ASKED: {
    status: 409,
    retry: false,
    sentence: 'A permission cannot last longer than was asked.',
  },
  TOO_LONG: { status: 409, retry: false, sentence: 'This permission cannot last that long.' },
  NO_SUCH_FILE: { status: 409, retry: false, sentence: 'There is no such file in this session.' },
  FILE_TOO_LARGE: { status: 409, retry: false, sentence: 'The file is larger than allowed.' },
  FILE_TYPE: { status: 409, retry: false, sentence: 'This desk does not take files of this type.' },
  TOO_MANY_FILES: { status: 409, retry: false, sentence: 'Too many files are waiting in this session.' },
  NOT_A_MEMBER: { status: 409, retry: false, sentence: 'The addressee is not a member of this session.' },
  ALREADY_EXISTS: { status: 409, retry: false, sentence: 'There is already an account with this e-mail.' },
  TOO_MANY_ENTRIES: { status: 409, retry: false, sentence: 'There are as many of these as a desk may have.' },
  MAIL_NOT_SET_UP: { status: 409, retry: false, sentence: 'The operator has not set up a mail server.' },
  OTHER_DESKS: {
    status: 403,
    retry: false,
    sentence: 'This person also belongs to a desk that is not yours; you can take them out of your own.',
  },
  LAST_DESK: {
    status: 409,
    retry: false,
    sentence: 'This person belongs to no other desk. Close the account instead.',
  },
  REPORTED: { status: 409, retry: false, sentence: 'This session has been reported already.' },
  LAST_ADMIN: { status: 409, retry: false, sentence: 'The desk needs at least one admin.' },
  TOO_LARGE: { status: 413, retry: false, sentence: 'The message is too large.' },
  WRONG_VERSION: {
    status: 426,
    retry: false,
    sentence: 'The page is of another version than the broker. Load it again.',
  },
  TOO_MANY_TRIES: { status: 429, retry: true, sentence: 'Too many tries. Wait a little.' },
  TOO_FAST: { status: 429, retry: true, sentence: 'Too many messages at once.' },
  TOO_MANY_CODES: { status: 429, retry: true, sentence: 'Too many codes were made in the last hour.' },
  CLOSED: { status: 503, retry: true, sentence: 'The broker is shutting down. The page will connect again.' },
  STORE_UNAVAILABLE: {
    status: 503,
    retry: true,
    sentence: 'The broker cannot write to its store. Nothing was changed.',
  },
  BUS_UNAVAILABLE: {
    status: 503,
    retry: true,
    sentence: 'The nodes of the broker cannot reach each other. Nothing was changed.',
  },
  INTERNAL: { status: 500, retry: true, sentence: 'The broker made a mistake. Nothing was changed.' },
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
