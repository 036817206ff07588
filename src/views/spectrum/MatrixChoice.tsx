/** Which recurrent matrix the ring, the words and the dashed curve are about. */
import { useId } from 'react';
import type { Edge } from '../../settings/edges';
import { edgeWords } from '../../story/names';
import { usePaneSettings } from '../common/context';
import { EdgeName } from '../common/EdgeName';

interface Props {
  readonly edges: readonly Edge[];
  readonly chosen: Edge;
  readonly onChoose: (edge: Edge) => void;
  readonly onPoint: (edge: Edge | null) => void;
}

export function MatrixChoice({ edges, chosen, onChoose, onPoint }: Props) {
  const id = useId();
  const cell = usePaneSettings((settings) => settings.cell);
  return (
    <fieldset className="matrix-choice">
      <legend className="visually-hidden">Matrix</legend>
      {edges.map((edge) => (
        <label
          key={edge}
          data-on={edge === chosen || undefined}
          title={edgeWords(cell, edge).title}
          onPointerEnter={() => onPoint(edge)}
          onPointerLeave={() => onPoint(null)}
        >
          <input type="radio" name={id} value={edge} checked={edge === chosen} onChange={() => onChoose(edge)} />
          <EdgeName edge={edge} />
        </label>
      ))}
    </fieldset>
  );
}
