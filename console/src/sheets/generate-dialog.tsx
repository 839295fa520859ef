/** Generate attendance sheets. @module */

import type { DialogProps } from '../ui/dialogs.ts';

/** Generate attendance sheets. */
export function GenerateDialog({ onClose: _onClose }: DialogProps['generate'] & { onClose(): void }) {
  return null;
}
