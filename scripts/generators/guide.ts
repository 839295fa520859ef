/** Reads the commands and examples for client generators out of a page of docs, so that exactly those are tried. @module */

/** A generator as the page shows it. */
export interface ShownGenerator {
  /** The package that the command runs. */
  name: string;
  /** What is typed after the package's name. */
  args: string[];
  /** The TypeScript that follows the command. */
  example: string;
}

/**
 * The generators of the page: each `npx` line of a block of shell commands, with the next block of TypeScript.
 * @param page - Markdown
 */
export function shownGenerators(page: string): ShownGenerator[] {
  const shown: ShownGenerator[] = [];
  for (const [, language, code = ''] of page.matchAll(/^```(sh|ts)\n(.*?)^```$/gms)) {
    const last = shown.at(-1);
    if (language === 'ts' && last) {
      last.example += code;
      continue;
    }
    const command = code.split('\n').find((line) => line.startsWith('npx '));
    const [name, ...args] = command?.split(/\s+/).slice(1) ?? [];
    if (name) shown.push({ name, args, example: '' });
  }
  return shown;
}
