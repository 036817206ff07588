/** The eigenvalues of every recurrent matrix, and the ring of the spectral radius, which is the slider. */
import { useState } from 'react';
import { reachOf } from '../../charts/complexPlane';
import { pathColour } from '../../charts/ramps/palette';
import type { Edge } from '../../settings/edges';
import { radiusKey } from '../../settings/radii';
import { choose, pointAt } from '../../store/store';
import { besideOne, exactly } from '../../story/format';
import { plainSymbol } from '../../story/names';
import { useApp, useAppStore, useShown, useTheme } from '../common/context';
import { EdgeName } from '../common/EdgeName';
import { MatrixFacts } from '../common/MatrixFacts';
import { Subscripted } from '../common/Term';
import { Glossed } from '../words/Word';
import { GrowthPlot } from './GrowthPlot';
import { MatrixChoice } from './MatrixChoice';
import { type Circle, PlaneFigure } from './PlaneFigure';
import { RingHandle } from './RingHandle';
import { useGrowth } from './useGrowth';
import { matrixWords } from './words';

export function MatricesPlane() {
  const store = useAppStore();
  const theme = useTheme();
  const settings = useApp((state) => state.panes[0]);
  const { run: result } = useShown('views');
  const pointedEdge = useApp((state) => state.pointedEdge);
  const growth = useGrowth(result);
  const [selected, setSelected] = useState<Edge | null>(null);
  const spectra = result?.info.spectra ?? [];
  const chosen = spectra.find(({ edge }) => edge === selected) ?? spectra[0];
  const perturbed = result?.perturbed ?? null;
  const seconds = new Map(perturbed?.info.spectra.map((spectrum) => [spectrum.edge, spectrum]));
  // A ring of the norm would lie on no eigenvalue: the slider is its only handle.
  const name = chosen === undefined || settings.scaledBy === 'norm' ? null : radiusKey(settings, chosen.edge);
  const wanted = name === null ? (chosen?.radius ?? 1) : settings[name];
  const reach = reachOf([
    wanted,
    ...spectra.flatMap(({ radius, norm, edge }) => (edge === chosen?.edge ? [norm] : [radius])),
  ]);
  /** While the ring is dragged the plane keeps still under the pointer. */
  const [heldReach, setHeldReach] = useState<number | null>(null);
  if (chosen === undefined) return <p className="quiet">The eigenvalues are being computed …</p>;
  const bright = spectra.find(({ edge }) => edge === pointedEdge)?.edge ?? chosen.edge;
  const hue = pathColour(theme, chosen.edge);
  const second = seconds.get(chosen.edge);
  const isGrowthFresh = perturbed?.viewResults.stale.has('growth') === false && !growth.stale;
  const isShared = name === 'spectralRadius';
  const ringColour = isShared && spectra.length > 1 ? 'var(--ink)' : hue;
  const symbol = plainSymbol(chosen.edge);
  const circles: Circle[] = [
    ...(isShared
      ? []
      : spectra
          .filter(({ edge }) => edge !== chosen.edge)
          .map(({ edge, radius }) => other(edge, radius, pathColour(theme, edge)))),
    {
      key: 'norm',
      radius: chosen.norm,
      colour: hue,
      label: <Subscripted text={`σ_max = ${besideOne(chosen.norm, second?.norm)}`} />,
      title: `Spectral norm of ${symbol}: ${exactly(chosen.norm, second?.norm)}`,
      angle: 125,
      kind: 'norm',
    },
    ...(name === null
      ? [
          {
            key: 'radius',
            radius: chosen.radius,
            colour: hue,
            label: `ρ = ${besideOne(chosen.radius, second?.radius)}`,
            title: `Spectral radius of ${symbol}: ${exactly(chosen.radius, second?.radius)}`,
            angle: 45,
            kind: 'radius' as const,
          },
        ]
      : []),
  ];
  const sets = [chosen, ...spectra.filter(({ edge }) => edge !== chosen.edge)].map(({ edge, re, im }) => ({
    key: edge,
    name: <EdgeName edge={edge} />,
    colour: pathColour(theme, edge),
    re,
    im,
    faint: edge !== bright,
    second: seconds.get(edge),
  }));
  return (
    <div className="spectrum-body">
      <div className="spectrum-plane">
        <PlaneFigure
          label={`Eigenvalues of ${spectra.map(({ edge }) => plainSymbol(edge)).join(', ')} in the complex plane`}
          symbol="λ"
          reach={heldReach ?? reach}
          circles={circles}
          sets={sets}
          onChoose={(key) => setSelected(spectra.find(({ edge }) => edge === key)?.edge ?? chosen.edge)}
          ring={(plane, origin) =>
            name !== null && (
              <RingHandle
                key={name}
                name={name}
                whose={isShared && spectra.length > 1 ? 'all recurrent matrices' : symbol}
                plane={plane}
                origin={origin}
                colour={ringColour}
                onGrab={(grabbed) => setHeldReach(grabbed ? reach : null)}
              />
            )
          }
        >
          {spectra.length > 1 && (
            <MatrixChoice
              edges={spectra.map(({ edge }) => edge)}
              chosen={chosen.edge}
              onChoose={setSelected}
              onPoint={(edge) => pointAt(store, edge)}
            />
          )}
        </PlaneFigure>
      </div>
      <div className="spectrum-text">
        <p className="spectrum-words" data-reserve="4">
          <Glossed
            text={matrixWords({
              symbol,
              radius: chosen.radius,
              norm: chosen.norm,
              growth: growth.stale ? null : (growth.curves.get(chosen.edge) ?? null),
              ...(second === undefined
                ? {}
                : {
                    second: {
                      radius: second.radius,
                      norm: second.norm,
                      growth: isGrowthFresh ? (perturbed?.viewResults.growth.get(chosen.edge) ?? null) : null,
                    },
                  }),
            })}
          />
        </p>
        {name === null && (
          <p className="spectrum-words quiet">
            The matrices are left as drawn, so the ring cannot be dragged.{' '}
            <button type="button" className="small" onClick={() => choose(store, { radii: 'together' })}>
              Rescale all
            </button>
          </p>
        )}
        <GrowthPlot growth={growth} chosen={{ edge: chosen.edge, radius: chosen.radius }} bright={bright} />
        <div className="spectrum-facts">
          <MatrixFacts />
        </div>
      </div>
    </div>
  );
}

const other = (edge: Edge, radius: number, colour: string): Circle => ({
  key: edge,
  radius,
  colour,
  label: null,
  title: '',
  angle: 0,
  kind: 'other',
});
