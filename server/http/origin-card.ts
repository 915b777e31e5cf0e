// Where a customer comes from, in as few words as help: browser, system, and an address cut short before it is stored.

const BROWSERS: [RegExp, string][] = [
  [/\bEdg(?:A|iOS)?\/(\d+)/, 'Edge'],
  [/\bOPR\/(\d+)/, 'Opera'],
  [/\bSamsungBrowser\/(\d+)/, 'Samsung Internet'],
  [/\b(?:Firefox|FxiOS)\/(\d+)/, 'Firefox'],
  [/\b(?:Chrome|CriOS|HeadlessChrome)\/(\d+)/, 'Chrome'],
  [/\bVersion\/(\d+)[.\d]* .*Safari\//, 'Safari'],
];
const SYSTEMS: [RegExp, string][] = [
  [/Android/, 'Android'],
  [/iPhone|iPad|iPod/, 'iOS'],
  [/Windows/, 'Windows'],
  [/CrOS/, 'ChromeOS'],
  [/Mac OS X|Macintosh/, 'macOS'],
  [/Linux/, 'Linux'],
];

/** Known names only: the header is the visitor's own text and goes no further. */
export function describeAgent(agent: string): { browser: string; system: string } {
  for (const [pattern, name] of BROWSERS) {
    const version = pattern.exec(agent)?.[1];
    if (version) return { browser: `${name} ${version.slice(0, 4)}`, system: systemOf(agent) };
  }
  return { browser: '', system: systemOf(agent) };
}

const systemOf = (agent: string): string => SYSTEMS.find(([pattern]) => pattern.test(agent))?.[1] ?? '';

/** The first 24 bits of IPv4 or 48 of IPv6: enough to tell a provider, too little to tell a person. */
export function shortenAddress(address: string): string {
  const v4 = /(\d+\.\d+\.\d+)\.\d+$/.exec(address)?.[1];
  if (v4) return `${v4}.0/24`;
  const groups = address.split('%')[0]?.split('::')[0]?.split(':').slice(0, 3) ?? [];
  return groups[0] ? `${groups.join(':')}::/48` : 'local';
}
