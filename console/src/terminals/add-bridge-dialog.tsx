/** Add a bridge. @module */

import type { DialogProps } from '../ui/dialogs.ts';

/** Add a bridge. */
export function AddBridgeDialog({ onClose: _onClose }: DialogProps['addBridge'] & { onClose(): void }) {
  return null;
}
