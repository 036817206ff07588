/** What a view answers, in a person's words, and one line of how to read it. */
import type { ReactNode } from 'react';

export function ViewHead({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <header className="view-head">
      <h2>{title}</h2>
      <p className="quiet">{children}</p>
    </header>
  );
}
