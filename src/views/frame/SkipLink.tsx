/** First of all that has the focus: past the header and the controls to the picture. The address is the settings', so it is no link to a place. */
export const SkipLink = () => (
  <button
    type="button"
    className="skip-link"
    onClick={() => document.querySelector<HTMLElement>('.body [role="application"]')?.focus()}
  >
    Skip to the picture
  </button>
);
