/** Download attendance from terminals. @module */

import type { DialogProps } from '../ui/dialogs.ts';

/** Download attendance from terminals. */
export function DownloadDialog({ onClose: _onClose }: DialogProps['download'] & { onClose(): void }) {
  return null;
}
