/** Download the details of users from a terminal. @module */

import type { DialogProps } from '../ui/dialogs.ts';

/** Download the details of users from a terminal. */
export function DownloadUserDialog({ onClose: _onClose }: DialogProps['downloadUser'] & { onClose(): void }) {
  return null;
}
