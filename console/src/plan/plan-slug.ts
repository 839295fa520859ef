/** Makes the id of a part of the plan out of its name. @module */

/**
 * An id of 1 to 48 lower-case letters, digits and hyphens that is not taken: `night-shift`, then `night-shift-2`.
 * @param taken - ids that are there already, archived ones too
 */
export function planSlug(name: string, taken: readonly string[]): string {
  const plain = name
    .normalize('NFKD')
    .toLowerCase()
    .replace(/\p{M}/gu, '')
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 44)
    .replace(/-+$/, '');
  const stem = plain === '' ? 'plan' : plain;
  for (let number = 1; ; number += 1) {
    const id = number === 1 ? stem : `${stem}-${number}`;
    if (!taken.includes(id)) return id;
  }
}
