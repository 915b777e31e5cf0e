// The two letters that stand for a person where there is no photo.

/** First letters of the first and the last name; two letters of a single name. */
export function initials(name: string): string {
  const parts = name.trim().split(/\s+/).filter(Boolean);
  const first = [...(parts[0] ?? '')];
  const last = parts.length > 1 ? [...(parts.at(-1) ?? '')] : first.slice(1);
  return `${first[0] ?? ''}${last[0] ?? ''}`.toLocaleUpperCase();
}
