// Proves both compose files without a Docker engine: first against the schema of the Compose specification, then against the promises
// we make about them (no privileges, nothing writable but data, no secret inside, who is reached from outside, settings that exist).
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { DCLinter } from 'dclint';
import { parse } from 'yaml';

/** One machine; several nodes. */
const FILES = ['docker-compose.single.yml', 'docker-compose.yml'];
/** Who has ports of their own on this machine's outside, and who may have which right. */
const PUBLISHED = { caddy: ['80:80', '443:443', '443:443/udp'] };
const RIGHTS = { caddy: ['NET_BIND_SERVICE'] };

/** @returns what is wrong with a file, one sentence each */
export function composeProblems(file, text) {
  const compose = parse(text, { merge: true });
  return [
    ...schemaProblems(file),
    ...promiseProblems(compose),
    ...settingProblems(compose),
    ...secretProblems(compose, text),
    ...(compose.services.postgres ? clusterProblems(compose) : []),
  ].map((problem) => `${file}: ${problem}`);
}

function schemaProblems(file) {
  const linter = new DCLinter({ rules: {}, quiet: false, debug: false, exclude: [] });
  const messages = linter.lintFiles([file], false).flatMap((result) => result.messages);
  // Its other rules are about layout; only what Compose itself would refuse counts here.
  const refusals = messages.filter((message) => message.rule.startsWith('invalid-'));
  return refusals.map(({ line, message }) => `line ${line} ${message}`);
}

function promiseProblems({ services }) {
  return Object.entries(services).flatMap(([name, service]) => {
    const ports = service.ports ?? [];
    const promises = {
      'has a read-only file system': service.read_only === true,
      'drops every capability': service.cap_drop?.includes('ALL'),
      'takes no right that it is not known to need': isWithin(service.cap_add, RIGHTS[name]),
      'cannot gain privileges':
        !service.privileged && service.security_opt?.includes('no-new-privileges:true'),
      'tells its health': Array.isArray(service.healthcheck?.test),
      'comes back by itself': service.restart === 'unless-stopped',
      'is reached from this machine only, or is known to be public': ports.every(
        (port) => port.startsWith('127.0.0.1:') || PUBLISHED[name]?.includes(port),
      ),
      'waits for others until they are well': Object.values(service.depends_on ?? {}).every(
        ({ condition }) => condition === 'service_healthy',
      ),
      'mounts what is ours so that it cannot be written to': (service.volumes ?? [])
        .filter((volume) => /^[.$]/.test(volume))
        .every((volume) => volume.endsWith(':ro')),
    };
    const broken = Object.entries(promises).filter(([, isKept]) => !isKept);
    return broken.map(([promise]) => `the service ${name} is to be one that ${promise}`);
  });
}

const isWithin = (some = [], all = []) => some.every((one) => all.includes(one));

/** A misspelt setting would be ignored in silence, so every name has to be one that .env.example explains. */
function settingProblems({ services }) {
  const explained = [...readFileSync('.env.example', 'utf8').matchAll(/^(?:# )?(PERMESSO_\w+)=/gm)].map(
    ([, name]) => name,
  );
  const names = Object.values(services).flatMap(({ environment = {} }) => Object.keys(environment));
  const ours = [...new Set(names)].filter((name) => name.startsWith('PERMESSO_'));
  const urls = Object.entries(services).filter(
    ([name, { environment = {} }]) =>
      name.startsWith('broker') && !environment.PERMESSO_PUBLIC_URL?.startsWith('${PERMESSO_PUBLIC_URL:?'),
  );
  return [
    ...ours
      .filter((name) => !explained.includes(name))
      .map((name) => `${name} is not explained in .env.example`),
    ...urls.map(
      ([name]) =>
        `${name} has to get PERMESSO_PUBLIC_URL from the operator, with a word of help when it does not`,
    ),
  ];
}

/** No secret stands in the file, none has a default, and without the folder of secrets Compose says what to do. */
function secretProblems({ services, secrets = {} }, text) {
  const values = Object.entries(services).flatMap(([name, { environment = {} }]) =>
    Object.entries(environment).map(([key, value]) => ({ name, key, value: String(value) })),
  );
  return [
    ...values
      .filter(
        ({ key, value }) =>
          /SECRET|PASSWORD|TOKEN|_KEY$|DATABASE_URL|REDIS_URL/.test(key) &&
          !/^(?:\$\{\w+:\+)?\/run\/secrets\//.test(value),
      )
      .map(({ name, key }) => `${name} is to find ${key} in a file under /run/secrets`),
    ...[...text.matchAll(/\$\{(\w*(?:SECRET|PASSWORD|TOKEN)\w*)(?!:\?)[^}]*\}/g)]
      .filter(([whole]) => !whole.includes(':?'))
      .map(([whole]) => `${whole} would be empty or have a default`),
    ...Object.entries(secrets)
      .filter(([, { file }]) => !/^\$\{SECRETS_FOLDER:\?Run npm run secrets/.test(file ?? ''))
      .map(([name]) => `the secret ${name} is to come from a file of SECRETS_FOLDER`),
  ];
}

/** What holds where there are several nodes: nobody reaches the database but they, and they are the same. */
function clusterProblems({ services, networks }) {
  const { 'broker-1': one, 'broker-2': two, postgres, redis, caddy } = services;
  const sameBut = ({ volumes, ...rest }) =>
    JSON.stringify([rest, volumes.filter((volume) => !volume.startsWith('heads-'))]);
  const promises = {
    'the network of database and Redis has no way out': networks.back?.internal === true,
    'database and Redis are on that network alone': [postgres, redis].every(
      ({ networks: on }) => JSON.stringify(on) === '["back"]',
    ),
    'brokers work as a role that owns nothing':
      one.environment.PERMESSO_DATABASE_OWNER_URL !== undefined &&
      postgres.volumes.includes('./deploy/postgres:/docker-entrypoint-initdb.d:ro'),
    'Caddy cannot reach them': JSON.stringify(caddy.networks) === '["front"]',
    'both brokers are the same, but for their copies of heads':
      sameBut(one) === sameBut(two) && JSON.stringify(one.volumes) !== JSON.stringify(two.volumes),
    'nobody but Caddy and the relay is reached from outside': Object.entries(services).every(
      ([name, { ports, network_mode: mode }]) =>
        (!ports || name === 'caddy') && (!mode || (mode === 'host' && name === 'coturn')),
    ),
  };
  return Object.entries(promises)
    .filter(([, isKept]) => !isKept)
    .map(([promise]) => `not so: ${promise}`);
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

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  process.chdir(fileURLToPath(new URL('..', import.meta.url)));
  const problems = [
    ...FILES.flatMap((file) => composeProblems(file, readFileSync(file, 'utf8'))),
    ...imageProblems(),
  ];
  for (const problem of problems) console.error(problem);
  if (problems.length > 0) process.exitCode = 1;
  else console.log(`${FILES.join(', ')}: in order`);
}
