/** Writes text into XML, for the tasks of Windows and the daemons of macOS. @module */

const marks: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

/** Text as it stands between two elements, or in an attribute. */
export function xmlText(text: string): string {
  return text.replace(/[&<>"]/g, (mark) => marks[mark] ?? mark);
}
