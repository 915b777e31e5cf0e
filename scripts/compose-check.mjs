// Proves docker-compose.yml without a Docker engine: first against the schema of the Compose specification, then against
// the promises we make about it (no privileges, nothing writable but the data, no secret inside, settings that exist).
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { DCLinter } from 'dclint';
import { parse } from 'yaml';

process.chdir(fileURLToPath(new URL('..', import.meta.url)));

const FILE = 'docker-compose.yml';
const problems = [...schemaProblems(), ...promiseProblems(), ...settingProblems(), ...imageProblems()];
for (const problem of problems) console.error(problem);
if (problems.length > 0) process.exitCode = 1;
else console.log(`${FILE}: in order`);

function schemaProblems() {
  const linter = new DCLinter({ rules: {}, quiet: false, debug: false, exclude: [] });
  const messages = linter.lintFiles([FILE], false).flatMap((result) => result.messages);
  // Its other rules are about layout; only what Compose itself would refuse counts here.
  const refusals = messages.filter((message) => message.rule.startsWith('invalid-'));
  return refusals.map(({ line, message }) => `${FILE}:${line} ${message}`);
}

function promiseProblems() {
  const { services } = readCompose();
  return Object.entries(services).flatMap(([name, service]) => {
    const promises = {
      'has a read-only file system': service.read_only === true,
      'drops every capability': service.cap_drop?.includes('ALL') && hasNoMoreThan(service.cap_add, name),
      'cannot gain privileges':
        !service.privileged && service.security_opt?.includes('no-new-privileges:true'),
      ...(name === 'relay' ? relayPromises(service) : brokerPromises(service)),
    };
    const broken = Object.entries(promises).filter(([, isKept]) => !isKept);
    return broken.map(([promise]) => `${FILE}: the service ${name} is to be one that ${promise}`);
  });
}

/** The relay's image does not start without this one, and needs it for nothing. */
function hasNoMoreThan(capabilities, name) {
  const allowed = name === 'relay' ? ['NET_BIND_SERVICE'] : [];
  return (capabilities ?? []).every((each) => allowed.includes(each));
}

function brokerPromises(service) {
  return {
    'keeps its data in a named volume': service.volumes?.includes('data:/data'),
    'tells its health': Array.isArray(service.healthcheck?.test),
    'opens its port to this machine only': service.ports?.every((port) => port.startsWith('127.0.0.1:')),
  };
}

/** It is there for everybody, and keeps nothing. */
function relayPromises(service) {
  return {
    'runs only when asked for': service.profiles?.includes('relay'),
    'is not root': /^[1-9]/.test(service.user ?? ''),
    'writes nowhere': service.volumes?.every((volume) => volume.endsWith(':ro')),
    'starts with our own configuration': service.entrypoint?.at(-1) === '/etc/permesso/start.sh',
  };
}

/** A misspelt setting would be ignored in silence, so every name has to be one that .env.example explains. */
function settingProblems() {
  const explained = [...readFileSync('.env.example', 'utf8').matchAll(/^(?:# )?(PERMESSO_\w+)=/gm)].map(
    ([, name]) => name,
  );
  const environment = readCompose().services.broker.environment;
  const unknown = Object.keys(environment).filter((name) => !explained.includes(name));
  const secrets = Object.entries(environment).filter(
    ([name, value]) => /SECRET|PASSWORD|TOKEN|KEY/.test(name) && !isMountedFile(value),
  );
  return [
    ...unknown.map((name) => `${FILE}: ${name} is not explained in .env.example`),
    ...secrets.map(
      ([name]) => `${FILE}: ${name} looks like a secret; those belong into files of the data folder`,
    ),
    ...(environment.PERMESSO_PUBLIC_URL.startsWith('${PERMESSO_PUBLIC_URL:?')
      ? []
      : [`${FILE}: PERMESSO_PUBLIC_URL has to come from the operator, with a word of help when it does not`]),
  ];
}

/** The path of a file inside the container says nothing of what the file holds. */
function isMountedFile(value) {
  return /^(?:\$\{\w+:\+)?\/run\/permesso\/[\w.-]+\}?$/.test(value);
}

/** What the image copies has to exist and to be let in by .dockerignore. */
function imageProblems() {
  const lines = readFileSync('Dockerfile', 'utf8').split('\n');
  const copies = lines.filter((line) => line.startsWith('COPY ') && !line.includes('--from='));
  const sources = copies.flatMap((line) => line.split(/\s+/).slice(1, -1));
  const admitted = readFileSync('.dockerignore', 'utf8').split('\n');
  return [
    ...sources.filter((path) => !existsSync(path)).map((path) => `Dockerfile: ${path} does not exist`),
    ...sources
      .filter((path) => !admitted.includes(`!${path}`))
      .map((path) => `.dockerignore: ${path} is not admitted, but the Dockerfile copies it`),
    ...(lines.includes('USER node') ? [] : ['Dockerfile: the broker is not to run as root']),
  ];
}

function readCompose() {
  return parse(readFileSync(FILE, 'utf8'));
}
