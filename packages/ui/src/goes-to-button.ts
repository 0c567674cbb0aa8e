/**
 * Whether a field is left for something that is pressed. A sentence that appeared under the field at that moment would move
 * what is being pressed from under the pointer: what is wrong is then said by what was pressed, or at the next leaving.
 */
export const goesToButton = ({ relatedTarget }: { relatedTarget: EventTarget | null }): boolean =>
  relatedTarget instanceof Element && relatedTarget.closest('button, a, summary') !== null;
