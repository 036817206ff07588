/** How strong each recurrent matrix is: two numbers that are often taken for one another. */
import { besideOne } from '../../story/format';
import { Glossed } from '../words/Word';
import { useShown } from './context';
import { EdgeName } from './EdgeName';

export function MatrixFacts() {
  const spectra = useShown('views', ({ run }) => run?.info.spectra ?? null);
  const perturbed = useShown('views', ({ run }) => run?.perturbed?.info.spectra ?? null);
  if (spectra === null || spectra.length === 0) return null;
  const second = new Map(perturbed?.map((spectrum) => [spectrum.edge, spectrum]));
  return (
    <section className="facts" aria-label="Recurrent matrices">
      <h2>
        <Glossed text="How strong is each recurrent matrix?" />
      </h2>
      <table>
        <thead>
          <tr>
            <td translate="no" />
            {spectra.map(({ edge }) => (
              <th key={edge} scope="col">
                <EdgeName edge={edge} />
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          <tr>
            <th scope="row">radius max|λ|</th>
            {spectra.map(({ edge, radius }) => (
              <td translate="no" key={edge}>
                {besideOne(radius, second.get(edge)?.radius)}
              </td>
            ))}
          </tr>
          <tr>
            <th scope="row">
              norm σ<sub>max</sub>
            </th>
            {spectra.map(({ edge, norm }) => (
              <td translate="no" key={edge}>
                {besideOne(norm, second.get(edge)?.norm)}
              </td>
            ))}
          </tr>
        </tbody>
      </table>
    </section>
  );
}
