/** Which paths are screens of the console: the local gateway and CloudFront answer those with the same page. @module */

/** The page that every screen starts from. */
export const consolePage = '/index.html';

/**
 * Paths that are no files: screens, whose part of the address the console reads itself. Files lie below `/assets/`, or at the
 * root with a dot in their name. What a bridge or a terminal asks for at the wrong address is no screen either.
 */
const screenPath = /^\/(?!(?:assets|bridge|iclock|oidc|v1)(?:\/|$))(?![^/]*\.[^/]*$)/;

/** Whether the page answers at a path. */
export function isScreen(path: string): boolean {
  return screenPath.test(path);
}

/** The code that CloudFront runs before it looks for a file, with the same rule in it. */
export const viewerRequestCode = `function handler(event) {
  var request = event.request;
  if (${screenPath}.test(request.uri)) request.uri = '${consolePage}';
  return request;
}
`;
