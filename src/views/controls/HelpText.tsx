import { memo } from 'react';

/** One sentence of help: read out with the control, shown while it is pointed at or focused. */
export const HelpText = memo(function HelpText({ id, text }: { readonly id: string; readonly text: string }) {
  return (
    <span className="help" id={id} role="note">
      {text}
    </span>
  );
});
