/** The headers in which the console's CloudFront says to the API whom it serves (docs/decisions/0046-viewers-address-behind-cloudfront.md). @module */

/** The address of whom CloudFront serves. Anybody can send it. */
export const viewerHeader = 'x-rollcall-viewer';
/** The secret that CloudFront alone has: it says that the other header is CloudFront's. */
export const edgeHeader = 'x-rollcall-edge';
