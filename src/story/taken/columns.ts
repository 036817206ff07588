/** A run's curves in the order of a table, each with its short name there. */
import type { SeriesName } from '../../engine/seriesNames';
import type { Edge } from '../../settings/edges';

export function columnsOf(
  edges: readonly Edge[],
  has: (name: SeriesName) => boolean,
): readonly (readonly [short: string, name: SeriesName])[] {
  return [
    ['|g|', 'g'],
    ...(has('c')
      ? ([
          ['|dc|', 'c'],
          ['|dy|', 'y'],
        ] as const)
      : ([['|dh|', 'y']] as const)),
    ['|dx|', 'input'],
    ...edges.flatMap((edge) => [
      [`${edge} arr`, `arriving.${edge}`] as const,
      [`${edge} alone`, `alone.${edge}`] as const,
    ]),
    ['step', 'step.state'],
    ...(has('step.cellToCell') ? ([['c to c', 'step.cellToCell']] as const) : []),
    ...edges.map((edge) => [`${edge} step`, `step.${edge}`] as const),
    ['cumul', 'cumulative.state'],
    ...edges.map((edge) => [`${edge} path`, `path.${edge}`] as const),
    ...(has('ghost')
      ? ([
          ['ghost', 'ghost'],
          ['gh.cumul', 'cumulative.ghost'],
        ] as const)
      : []),
  ];
}
