/** Whether keys are letters to whoever has the focus: a field, or a list that is searched by its first letters. */
export function isTyping({ target }: Pick<KeyboardEvent, 'target'>): boolean {
  return (
    target instanceof HTMLElement &&
    (target.isContentEditable ||
      target.matches('textarea, select, input:not([type="range"], [type="radio"], [type="checkbox"])'))
  );
}
