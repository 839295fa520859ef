/** The version that a form changes, and how the form goes on after somebody else has changed it. @module */

import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';

/**
 * Keeps the version from when the form was opened: lists are read anew meanwhile, and an edit of somebody else must not go unseen.
 * @param etag - of the version that is changed
 * @param read - reads the newest version
 * @param onRead - the form changes that one now; what was typed stays
 */
export function useNewest(
  etag: string | undefined,
  read: () => Promise<{ etag: string | undefined }>,
  onRead: () => void,
) {
  const [ifMatch, setIfMatch] = useState(etag);
  const reading = useMutation({
    mutationFn: read,
    onSuccess: (newest) => {
      setIfMatch(newest.etag);
      onRead();
    },
  });
  return { ifMatch: ifMatch ?? '', isReading: reading.isPending, reload: () => reading.mutate() };
}
