/** Ids of things that people name. @module */

/** Longest id of a thing with a name. */
const longest = 60;

/** The id that a title makes: small letters, digits and dashes. */
export function slugOf(title: string): string {
  return title
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, longest)
    .replace(/^-+|-+$/g, '');
}
