/** Which dialog is open that several screens and the palette can open. The shell shows it, so that no screen knows another. @module */

import { makeStore } from './store.ts';

/** What each dialog may be given when it is opened; days as `YYYY-MM-DD`, `from` ≤ day < `to`. */
export interface DialogProps {
  /** Download attendance. */
  download: {
    /** The tick is on whatever the settings say: the first download finds nobody whom it knows. */
    isFirst?: boolean | undefined;
    serials?: readonly string[] | undefined;
    /** A download that goes on or has ended: its progress is shown. */
    id?: string | undefined;
  };
  /** Generate attendance sheets. */
  generate: {
    from?: string | undefined;
    to?: string | undefined;
    userIds?: readonly string[] | undefined;
    department?: string | undefined;
    /** A generation that goes on or has ended: its progress is shown. */
    id?: string | undefined;
  };
  /** Download the details of users from a terminal. */
  downloadUser: {
    serial?: string | undefined;
    userIds?: readonly string[] | undefined;
    /** A download of `userIds` that goes on or has ended: its progress is shown. */
    id?: string | undefined;
  };
  /** How the writing of users to terminals goes on. */
  sendUsers: { id: string };
  /** Add a bridge. */
  addBridge: Record<never, never>;
  /** Export for payroll. */
  export: {
    from?: string | undefined;
    to?: string | undefined;
    userIds?: readonly string[] | undefined;
    department?: string | undefined;
  };
}

/** A dialog by its name. */
export type DialogName = keyof DialogProps;

/** The open dialog. */
export type OpenDialog = { [N in DialogName]: { name: N; props: DialogProps[N] } }[DialogName];

/** The dialog that is open now, if one is. */
export const openedDialog = makeStore<OpenDialog | undefined>(undefined);

/** Opens a dialog in place of one that may be open. */
export function openDialog<N extends DialogName>(name: N, props: DialogProps[N]): void {
  // The compiler does not see that a name and its own props make one of the union.
  openedDialog.set({ name, props } as OpenDialog);
}

/** Closes the dialog. What it has started goes on. */
export function closeDialog(): void {
  openedDialog.set(undefined);
}
