/** What a view answers, in a person's words, and one line of how to read it. */
import type { ReactNode } from 'react';
import { Glossed } from '../words/Word';

export function ViewHead({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <header className="view-head">
      <h2>
        <Glossed text={title} />
      </h2>
      <p className="quiet">{typeof children === 'string' ? <Glossed text={children} /> : children}</p>
    </header>
  );
}
