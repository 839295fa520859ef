/** Shows the whole of a text that ends in an ellipsis, where somebody points at it. Every screen with a head has it. @module */

function showWhole({ target }: Event): void {
  for (let element = target; element instanceof HTMLElement; element = element.parentElement) {
    // Who has a hint of their own says more than their text.
    if (element.title !== '' && element.title !== element.dataset.whole) return;
    if (getComputedStyle(element).textOverflow !== 'ellipsis') continue;
    const text = element.textContent.trim();
    if (element.scrollWidth > element.clientWidth && text !== '') {
      element.title = text;
      element.dataset.whole = text;
    } else if (element.dataset.whole !== undefined) {
      element.removeAttribute('title');
      delete element.dataset.whole;
    }
    return;
  }
}

/** From now on, for all that is on the page and comes later; asking again changes nothing. */
export function showWholeTexts(): void {
  document.addEventListener('pointerover', showWhole, { passive: true });
}
