/** What was done to a user, in words. Actions of a later version are shown by their names. @module */

import type { MessageDescriptor } from '@lingui/core';
import { msg } from '@lingui/core/macro';

/** What was done, by the action of the audit trail. */
export const auditWords: Readonly<Record<string, MessageDescriptor>> = {
  'user.created': msg`Created`,
  'user.edited': msg`Edited`,
  'user.details-fetched': msg`Details taken from a terminal`,
  'user.data-exported': msg`All data read`,
  'user.erased': msg`Erased`,
  'user.merged': msg`Merged or renamed`,
  'user.merge-undone': msg`Merge or rename undone`,
  'users.sent': msg`Sent to terminals`,
  'link.entered': msg`Punches of an id linked`,
  'link.withdrawn': msg`Link taken back`,
  'correction.entered': msg`Day corrected`,
  'correction.withdrawn': msg`Correction taken back`,
  'correction.approved': msg`Correction approved`,
  'correction.rejected': msg`Correction rejected`,
  'leave.entered': msg`Leave entered`,
  'leave.withdrawn': msg`Leave taken back`,
  'leave.approved': msg`Leave approved`,
  'leave.rejected': msg`Leave rejected`,
  'day-override.entered': msg`Day planned differently`,
  'day-override.withdrawn': msg`Override taken back`,
  'day-override.approved': msg`Override approved`,
  'day-override.rejected': msg`Override rejected`,
};
