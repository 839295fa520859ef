/** The code that CloudFront runs before it asks the API: it says whom it serves. @module */

import { edgeHeader, viewerHeader } from '#shared/edge-headers.ts';

/** Whatever the viewer has sent in these headers is gone; the secret is added on the way to the API. */
export const viewerAddressCode = `function handler(event) {
  var request = event.request;
  delete request.headers['${edgeHeader}'];
  request.headers['${viewerHeader}'] = { value: event.viewer.ip };
  return request;
}
`;
