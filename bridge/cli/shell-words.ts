/** Writes commands so that whoever copies them into a shell starts what is meant, also where paths have blanks. @module */

const plain = /^[\w@%+=:,./-]+$/;
const plainOfWindows = /^[\w@%+=:,.\\/-]+$/;

/** A command for a shell: PowerShell on Windows, else one of POSIX. */
export function shellCommand(words: readonly string[], platform: NodeJS.Platform = process.platform): string {
  if (platform !== 'win32')
    return words.map((word) => (plain.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`)).join(' ');
  const quoted = words.map((word) =>
    plainOfWindows.test(word) ? word : `"${word.replace(/[`"$]/g, '`$&')}"`,
  );
  // What is in quotes is a text to PowerShell, unless it is called.
  return quoted[0]?.startsWith('"') ? `& ${quoted.join(' ')}` : quoted.join(' ');
}
