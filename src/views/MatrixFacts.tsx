/** How strong each recurrent matrix is: two numbers that are often taken for one another. */
import { signed } from '../story/format';
import { useApp } from './context';
import { EdgeName } from './EdgeName';

export function MatrixFacts() {
  const info = useApp((state) => state.result?.info ?? null);
  if (info === null) return null;
  return (
    <section className="facts" aria-label="Recurrent matrices">
      <h2>How strong is each recurrent matrix?</h2>
      <table>
        <thead>
          <tr>
            <th scope="col">matrix</th>
            <th scope="col">radius max|λ|</th>
            <th scope="col">
              norm{' '}
              <span>
                σ<sub>max</sub>
              </span>
            </th>
          </tr>
        </thead>
        <tbody>
          {info.spectra.map(({ edge, radius, norm }) => (
            <tr key={edge}>
              <th scope="row">
                <EdgeName edge={edge} />
              </th>
              <td>{signed(radius)}</td>
              <td>{signed(norm)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
