/** The pages of the built-in issuer: plain, without a script, under a strict policy of their own. @module */

import { createHash } from 'node:crypto';
import type { ServerResponse } from 'node:http';
import { samplePersons } from './sample-people.ts';

const style = [
  ':root{color-scheme:light dark;font:16px/1.5 system-ui,sans-serif}',
  'body{margin:0;display:grid;min-height:100vh;place-items:center}',
  'main{box-sizing:border-box;width:min(26rem,100%);padding:1.5rem}',
  'h1{font-size:1.25rem;margin:0 0 .5rem}',
  'form{display:grid;gap:.75rem;margin-top:1rem}',
  'button{font:inherit;padding:.75rem 1rem;min-height:44px;border:1px solid;border-radius:8px;background:Canvas;color:CanvasText;',
  'text-align:start;cursor:pointer}',
  'button:hover{text-decoration:underline}',
  'button:focus-visible{outline:2px solid;outline-offset:2px}',
].join('');
const styleHash = createHash('sha256').update(style).digest('base64');

const roleNames = { admin: 'administrator', hr: 'HR', viewer: 'viewer' } as const;

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (letter) => `&#${letter.charCodeAt(0)};`);
}

function page(title: string, content: string): string {
  return (
    '<!doctype html><html lang="en"><head><meta charset="utf-8">' +
    '<meta name="viewport" content="width=device-width, initial-scale=1">' +
    `<title>${escaped(title)}</title><style>${style}</style></head>` +
    `<body><main><h1>${escaped(title)}</h1>${content}</main></body></html>`
  );
}

/**
 * The headers of a page.
 * @param targets - origins besides the issuer's own to which a form may lead in the end
 */
export function pageHeaders(targets: readonly string[]): Record<string, string> {
  const forms = ["'self'", ...targets].join(' ');
  return {
    'content-type': 'text/html; charset=utf-8',
    'content-security-policy':
      `default-src 'none'; style-src 'sha256-${styleHash}'; form-action ${forms}; base-uri 'none'; ` +
      "frame-ancestors 'none'",
    'cache-control': 'no-store',
    // Under "no-referrer" browsers send forms with the origin "null", which could be anybody's.
    'referrer-policy': 'same-origin',
    'x-content-type-options': 'nosniff',
    'cross-origin-opener-policy': 'same-origin',
  };
}

/** The page to sign in: one button for each person, no password. */
export function signInPage(): string {
  const buttons = samplePersons.map(
    ({ account, name, role }) =>
      `<button name="account" value="${account}">${escaped(name)} (${roleNames[role]})</button>`,
  );
  return page(
    'Sign in to Rollcall',
    '<p>These sample people exist on this machine only, and have no passwords.</p>' +
      `<form method="post">${buttons.join('')}</form>`,
  );
}

/** The page to sign out. @param form - that of the provider, which its button sends */
export function signOutPage(form: string): string {
  return page(
    'Sign out of Rollcall',
    `${form}<p><button autofocus name="logout" value="yes" form="op.logoutForm">Sign out</button></p>`,
  );
}

/** The page after signing out when there is nowhere to go back to. */
export function signedOutPage(): string {
  return page('You are signed out', '<p>This window can be closed.</p>');
}

/** The page that says what was wrong with a request. */
export function errorPage(code: string, description = ''): string {
  return page(
    'Signing in did not work',
    `<p>${escaped(description === '' ? code : `${code}: ${description}`)}</p><p>Go back to Rollcall and sign in again.</p>`,
  );
}

/** Answers with a page. */
export function sendPage(
  response: ServerResponse,
  status: number,
  headers: Record<string, string>,
  html: string,
): void {
  response.writeHead(status, headers).end(html);
}
