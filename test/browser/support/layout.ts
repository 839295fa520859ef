/** Looks for what has no room on a page. The functions run in the page, so each holds all that it needs. @module */

/**
 * What of the page is cut off, spills out of its button or head, or makes the page itself scroll sideways; one line for each.
 * A text that ends in an ellipsis is no fault: pointing at it shows the whole of it.
 */
export function faultsOfLayout(): string[] {
  const faults: string[] = [];
  const { documentElement: root } = document;
  // Chromium keeps the overflow that a page had while it became narrow, until all of it is laid out anew.
  root.style.display = 'none';
  root.getBoundingClientRect();
  root.style.display = '';
  const isWide = root.scrollWidth > root.clientWidth;
  if (isWide) faults.push(`the page is ${root.scrollWidth} px wide, ${root.clientWidth} px are there`);
  const named = (element: Element) =>
    `${element.tagName.toLowerCase()}.${element.getAttribute('class') ?? ''} "${(element.textContent ?? '').trim().slice(0, 48)}"`;
  const isOutside = (element: Element) => {
    const { left, right, width } = element.getBoundingClientRect();
    return width > 0 && (right > root.clientWidth + 1 || left < -1);
  };
  const clips = (element: Element) => getComputedStyle(element).overflowX !== 'visible';
  if (isWide) {
    for (const element of document.querySelectorAll('body *')) {
      if (!isOutside(element) || [...element.children].some(isOutside)) continue;
      let around = element.parentElement;
      while (around && around !== document.body && !clips(around)) around = around.parentElement;
      if (around === document.body) faults.push(`outside: ${named(element)}`);
    }
  }
  for (const element of document.querySelectorAll<HTMLElement>('body *')) {
    if (!element.checkVisibility() || element.closest('.visually-hidden') || !element.textContent?.trim())
      continue;
    const { overflowX, textOverflow, display } = getComputedStyle(element);
    // What only a screen reader is to find is one pixel wide.
    if (display === 'inline' || element.clientWidth <= 1 || element.scrollWidth <= element.clientWidth + 1)
      continue;
    const widths = `${element.scrollWidth} px in ${element.clientWidth} px`;
    if (overflowX === 'hidden' || overflowX === 'clip') {
      if (textOverflow !== 'ellipsis') faults.push(`cut: ${widths}: ${named(element)}`);
    } else if (
      overflowX === 'visible' &&
      element.matches('button, [role="button"], th, [role="columnheader"]')
    ) {
      faults.push(`spilled: ${widths}: ${named(element)}`);
    }
  }
  return faults;
}

/** Icons that point along the line and are not turned as the page is read. @param direction - of the page */
export function pointersAstray(direction: string): string[] {
  const wanted = direction === 'rtl' ? '-1 1' : 'none';
  return [...document.querySelectorAll('.lucide-chevron-left, .lucide-chevron-right, .lucide-arrow-left')]
    .filter((icon) => getComputedStyle(icon).scale !== wanted)
    .map(
      (icon) =>
        `points the wrong way: ${icon.getAttribute('class')} in ${icon.closest('button, a')?.outerHTML.slice(0, 120)}`,
    );
}
