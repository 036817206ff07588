/** The open view once more, out of sight and in light colours, until it is drawn and has been written down as SVG. */
import { Suspense, useEffect, useRef } from 'react';
import { createPortal } from 'react-dom';
import type { View } from '../../settings/views';
import { ThemeContext } from '../common/context';
import { COMPONENTS } from '../panel/components';
import { svgOfElement } from './svgOfElement';

/** What a view needs to take its measures and draw. */
const SETTLED_MS = 400;
const DEFAULT_WIDTH = 560;

interface Props {
  readonly view: View;
  readonly onDone: (svg: string) => void;
}

export function ViewCopy({ view, onDone }: Props) {
  const copy = useRef<HTMLDivElement>(null);
  const done = useRef(onDone);
  done.current = onDone;
  useEffect(() => {
    const timer = setTimeout(() => {
      if (copy.current !== null) done.current(svgOfElement(copy.current));
    }, SETTLED_MS);
    return () => clearTimeout(timer);
  }, []);
  const Drawn = COMPONENTS[view];
  const shown = document.querySelector('.right .view')?.getBoundingClientRect();
  const style = { width: shown?.width ?? DEFAULT_WIDTH, height: shown?.height ?? 'auto' };
  return createPortal(
    <ThemeContext value="light">
      <div ref={copy} className="view view-copy" data-theme="light" aria-hidden="true" inert style={style}>
        <Suspense>
          <Drawn />
        </Suspense>
      </div>
    </ThemeContext>,
    document.querySelector('.side.right') ?? document.body,
  );
}
