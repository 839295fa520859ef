/** Puts answers together. Items go into them as they are stored, without being read. @module */

/** Parts of an answer by name; each is JSON already, and absent ones are left out. */
export function answerOf(parts: Record<string, string | undefined>): string {
  const written: string[] = [];
  for (const [name, json] of Object.entries(parts)) {
    if (json !== undefined) written.push(`"${name}":${json}`);
  }
  return `{${written.join(',')}}`;
}

/** A list of what is JSON already. */
export function listOf(parts: readonly string[]): string {
  return `[${parts.join(',')}]`;
}
