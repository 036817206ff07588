/** One icon for each view: 24 by 24, a line of 1.5. */
import type { View } from '../../settings/depth';

const LINES: Readonly<Record<View, string>> = {
  cell: 'M4 6a2.5 2.5 0 1 0 5 0 2.5 2.5 0 1 0-5 0M15 6a2.5 2.5 0 1 0 5 0 2.5 2.5 0 1 0-5 0M9.5 18a2.5 2.5 0 1 0 5 0 2.5 2.5 0 1 0-5 0M9 6h6M7.7 8.1l3.1 7.6M16.3 8.1l-3.1 7.6',
  spectrum: 'M3.5 12a8.5 8.5 0 1 0 17 0 8.5 8.5 0 1 0-17 0M3.5 12h17M12 3.5v17M8 8.5h.1M15.5 8h.1M15 15h.1M9 16h.1',
  equations: 'M5 9h14M5 15h14',
  lag: 'M5 4v15h15zM5 12h7v7',
  weights: 'M4 4h16v16H4zM4 9.3h16M4 14.7h16M9.3 4v16M14.7 4v16',
  gates: 'M3 17c5 0 5-10 9-10s4 10 9 10',
  reading: 'M12 3v18M3 12h18M8 12a4 4 0 1 0 8 0 4 4 0 1 0-8 0',
  claims: 'M5 4h14v16H5zM8.5 12l2.5 2.5 4.5-5',
};

export function ViewIcon({ view }: { readonly view: View }) {
  return (
    <svg className="view-icon" viewBox="0 0 24 24" aria-hidden="true">
      <path d={LINES[view]} />
    </svg>
  );
}
