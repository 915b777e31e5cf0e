// What a Linux says of itself: the file os-release (os-release(5)) and the variables of the locale (locale(7)). Pure.

/** Name and version, as far as the file has them. */
export function systemOf(osRelease: string): { readonly name: string; readonly version: string } {
  const values = new Map<string, string>();
  for (const line of osRelease.split('\n')) {
    const [, key, value] = /^([A-Z_]+)=(.*)$/.exec(line.trim()) ?? [];
    if (key !== undefined && value !== undefined) values.set(key, unquoted(value));
  }
  const version = values.get('VERSION') || values.get('VERSION_ID') || values.get('BUILD_ID') || '';
  return { name: values.get('NAME') ?? '', version };
}

/** A value may be quoted as in a shell; what the shell would act on is written with a backslash before it. */
function unquoted(value: string): string {
  const [, , quoted] = /^(['"])(.*)\1$/.exec(value) ?? [];
  return (quoted ?? value).replace(/\\([\\"'$`])/g, '$1');
}

/** The language that programs speak here, as of BCP 47; empty for the language of no country, `C`. */
export function languageOf(env: Readonly<Record<string, string | undefined>>): string {
  const named = env['LC_ALL'] || env['LC_MESSAGES'] || env['LANG'] || '';
  const [, language, country] = /^([a-z]{2,3})(?:_([A-Z]{2}))?(?:[.@]|$)/.exec(named) ?? [];
  if (language === undefined) return '';
  return country === undefined ? language : `${language}-${country}`;
}
