/** What would move a page under a pointer waits until the pointer is released. */
let isPressed = false;
const ends = ['pointerup', 'pointercancel'] as const;

if (typeof document !== 'undefined') {
  document.addEventListener('pointerdown', () => (isPressed = true), true);
  for (const end of ends) document.addEventListener(end, () => (isPressed = false), true);
}

/**
 * Acts at once; where a pointer is pressed, once it was released and what it pressed has been told. A field that is left
 * by pressing something else would otherwise show its sentence at that moment and move what is pressed away.
 */
export function whenReleased(act: () => void): void {
  if (!isPressed) {
    act();
    return;
  }
  const released = new AbortController();
  const later = () => {
    released.abort();
    // The click comes after this event, and before anything that waits for its turn.
    setTimeout(act);
  };
  for (const end of ends) document.addEventListener(end, later, { capture: true, signal: released.signal });
}
