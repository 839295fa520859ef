/** Reads a Markdown page: its code, its links and the anchors of its headings. @module */

import { marked, type Token } from 'marked';

/** What a page names. */
export interface Page {
  /** Inline code and code blocks, as texts. */
  code: string[];
  /** Targets of links and pictures. */
  links: string[];
  /** Anchors of the headings, as code hosts make them. */
  anchors: Set<string>;
}

function anchorOf(heading: string): string {
  return heading
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\s_-]/gu, '')
    .trim()
    .replace(/\s/g, '-');
}

/** Takes a page apart. A heading that comes again has a number in its anchor. */
export function readPage(markdown: string): Page {
  const page: Page = { code: [], links: [], anchors: new Set() };
  const take = (token: Token) => {
    if (token.type === 'codespan' || token.type === 'code') page.code.push(String(token.text));
    if (token.type === 'link' || token.type === 'image') page.links.push(String(token.href));
    if (token.type === 'heading') {
      const anchor = anchorOf(String(token.text));
      let unused = anchor;
      for (let number = 1; page.anchors.has(unused); number += 1) unused = `${anchor}-${number}`;
      page.anchors.add(unused);
    }
  };
  marked.walkTokens(marked.lexer(markdown), take);
  return page;
}
