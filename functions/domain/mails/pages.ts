/** Small pages for recipients of mails: without scripts, and allowed to load nothing. Also the frame of a mail without a table. @module */

import type { MailedFiles, ReportSubscription } from '#shared/contract/report-mails.ts';
import { escapeHtml } from '#shared/table/index.ts';

const style =
  'body{font:1rem/1.5 system-ui,sans-serif;color:#000;background:#fff;max-width:40rem;margin:0 auto;padding:1.5rem}' +
  'h1{font-size:1.4rem;margin:0 0 .5rem}div{margin:1rem 0}button{font:inherit;padding:.4rem 1rem}';

/** A page. @param paragraphs - HTML, in which what people have written is escaped */
export function pageOf(title: string, paragraphs: readonly string[]): string {
  return [
    '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n',
    '<meta name="viewport" content="width=device-width">\n',
    `<title>${escapeHtml(title)}</title>\n<style>${style}</style>\n</head>\n<body>\n`,
    `<h1 dir="auto">${escapeHtml(title)}</h1>\n`,
    ...paragraphs.map((paragraph) => `<div dir="auto">${paragraph}</div>\n`),
    '</body>\n</html>\n',
  ].join('');
}

/** Headers of a page behind a link with a token: it tells nobody where it was, and its form leads back to it alone. */
export const pageHeaders: Readonly<Record<string, string>> = {
  'content-security-policy':
    "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'",
  'referrer-policy': 'no-referrer',
  'x-robots-tag': 'noindex',
};

const formOf = (want: 'on' | 'off', label: string) =>
  `<form method="post" action="?want=${want}"><button>${label}</button></form>`;

/** The page on which a recipient decides. A look at it changes nothing, because mail scanners follow links. */
export function subscriptionPage({ title, address, subscribed }: ReportSubscription): string {
  const who = address === undefined ? 'This address' : `<b>${escapeHtml(address)}</b>`;
  const what = title === undefined ? 'this report' : `<b>${escapeHtml(title)}</b>`;
  if (subscribed) {
    return pageOf('Unsubscribe?', [`${who} gets ${what} by e-mail.`, formOf('off', 'Unsubscribe')]);
  }
  const gone = `${who} gets ${what} by e-mail no more.`;
  if (address === undefined || title === undefined) return pageOf('Unsubscribed', [gone]);
  return pageOf('Unsubscribed', [gone, formOf('on', 'Subscribe again')]);
}

/** The page with links to files that were too large for a mail. */
export function filesPage({ files, until }: MailedFiles): string {
  if (files.length === 0) {
    return pageOf('Files', ['The files of this mail are kept no longer. Ask whoever sends it for new ones.']);
  }
  return pageOf('Files', [
    `They are kept until ${escapeHtml(until.slice(0, 10))}. A link works for 15 minutes; this page has new ones each time.`,
    ...files.map(({ name, url }) => `<a href="${escapeHtml(url)}" rel="noreferrer">${escapeHtml(name)}</a>`),
  ]);
}
