/** Export for payroll. @module */

import type { DialogProps } from '../ui/dialogs.ts';

/** Export for payroll. */
export function ExportDialog({ onClose: _onClose }: DialogProps['export'] & { onClose(): void }) {
  return null;
}
