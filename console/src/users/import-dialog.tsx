/** temp @module */
/** temp */
export function ImportDialog({ onClose: _ }: { onClose: () => void }) {
  return null;
}
