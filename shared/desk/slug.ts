// The name of a desk in addresses, made from its name: `Conti & Figli` becomes `conti-figli`.

/** Lower-case letters, digits and single dashes, 32 at most; `desk` where nothing of the name is left. */
export function slugOf(name: string): string {
  const plain = name.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
  const slug = plain.replace(/[^a-z0-9]+/g, '-').replace(/^-+|-+$/g, '');
  return slug.slice(0, 32).replace(/-+$/, '') || 'desk';
}
