// Draws documents from the code they describe, so that they cannot drift: the state machines, the error table, and what the interface and
// the socket say.
// With --check it only compares.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import process from 'node:process';
import { ERRORS } from '../shared/errors.ts';
import { type Arrows, ASK, COLLEAGUE, FILE, GRANT, HOST, SESSION } from '../shared/session/arrows.ts';
import { asyncApi, openApi } from './documents.ts';

const MADE = '<!-- Made by `npm run docs` from the code. Do not edit. -->\n';

function diagram(arrows: Arrows<string>): string {
  const [first = ''] = Object.keys(arrows);
  const lines = Object.entries(arrows).flatMap(([from, by]) =>
    Object.entries(by).map(([event, to]) => `  ${from} --> ${to}: ${event}`),
  );
  return ['```mermaid', 'stateDiagram-v2', `  [*] --> ${first}`, ...lines, '```'].join('\n');
}

const states = `${MADE}
# What can happen to a session

Every arrow is an event of \`shared/session/events.ts\`; the tables are in \`shared/session/arrows.ts\`.
An event without an arrow cannot be appended, and a history that holds one is not accepted by any end.

## A session

${diagram(SESSION)}

## The open question

At most one question is open in a session.

${diagram(ASK)}

## A permission, one machine for each scope

Only \`granted\` and \`active\` are live.

${diagram(GRANT)}

## The host, the program on the customer's computer

Only \`paired\` may be asked to do anything.

${diagram(HOST)}

## A colleague who was called, one machine for each

A colleague has a session of their own, which follows this one.

${diagram(COLLEAGUE)}

## A file, one machine for each

${diagram(FILE)}
`;

const errors = `${MADE}
# Errors

The one table is \`shared/errors.ts\`. A socket closes with 4000 + status. People read the pages' own words.

| code | status | try again? | meaning |
| --- | --- | --- | --- |
${Object.entries(ERRORS)
  .map(
    ([code, { status, retry, sentence }]) =>
      `| \`${code}\` | ${status} | ${retry ? 'yes' : 'no'} | ${sentence} |`,
  )
  .join('\n')}
`;

const documents = {
  'docs/session-states.md': states,
  'docs/errors.md': errors,
  'docs/openapi.json': await openApi(),
  'docs/asyncapi.json': asyncApi(),
};
const isCheck = process.argv.includes('--check');
const stale = Object.entries(documents).filter(
  ([path, text]) => !existsSync(path) || readFileSync(path, 'utf8') !== text,
);
if (!isCheck) for (const [path, text] of stale) writeFileSync(path, text);
for (const [path] of stale) process.stderr.write(`${isCheck ? 'out of date' : 'written'}: ${path}\n`);
process.exit(isCheck && stale.length > 0 ? 1 : 0);
