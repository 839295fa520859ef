/** The rules file. @module */

/** The rules file. */
export function RulesFileDialog(_: { onClose: () => void }) {
  return null;
}
