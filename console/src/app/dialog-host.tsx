/** Shows the dialog that is open, whichever room it comes from; each is loaded when it is first opened. @module */

import { type ComponentType, type LazyExoticComponent, lazy } from 'react';
import { closeDialog, type DialogName, type DialogProps, type OpenDialog } from '../ui/dialogs.ts';

/** What every such dialog is given beside its own props. */
type Shown<N extends DialogName> = DialogProps[N] & { onClose(): void };

const dialogs: { [N in DialogName]: LazyExoticComponent<ComponentType<Shown<N>>> } = {
  download: lazy(async () => ({
    default: (await import('../downloads/download-dialog.tsx')).DownloadDialog,
  })),
  generate: lazy(async () => ({ default: (await import('../sheets/generate-dialog.tsx')).GenerateDialog })),
  downloadUser: lazy(async () => ({
    default: (await import('../users/download-user-dialog.tsx')).DownloadUserDialog,
  })),
  sendUsers: lazy(async () => ({ default: (await import('../users/send-progress.tsx')).SendProgress })),
  addBridge: lazy(async () => ({
    default: (await import('../terminals/add-bridge-dialog.tsx')).AddBridgeDialog,
  })),
  export: lazy(async () => ({ default: (await import('../exports/export-dialog.tsx')).ExportDialog })),
};

/** @param dialog - the dialog that is open */
export function DialogHost({ dialog }: { dialog: OpenDialog }) {
  // The compiler does not see that a name and its own props belong together once they are apart.
  const Shown = dialogs[dialog.name] as ComponentType<OpenDialog['props'] & { onClose(): void }>;
  // What is to be shown may be replaced while a dialog of the same name is open.
  const key = 'id' in dialog.props ? dialog.props.id : undefined;
  return <Shown key={key} {...dialog.props} onClose={closeDialog} />;
}
