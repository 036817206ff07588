/** How to read the page, in a native dialog, and the button that opens it. */
import { useRef } from 'react';

export function Help() {
  const dialog = useRef<HTMLDialogElement>(null);
  return (
    <>
      <button
        type="button"
        className="icon"
        aria-label="How to read this page"
        title="How to read this page"
        onClick={() => dialog.current?.showModal()}
      >
        ?
      </button>
      <dialog ref={dialog} aria-labelledby="help-title" className="help-dialog">
        <form method="dialog">
          <h2 id="help-title">How to read this page</h2>
          <button type="submit" className="small">
            Close
          </button>
        </form>
        <p>
          A recurrent network has read a sequence from left to right. Its loss sits at the last step. The pictures show
          how the loss’s gradient flows back, from right to left: each column is a step, each line a unit of the
          network.
        </p>
        <ul>
          <li>
            <b>Colour</b> is the size of the gradient against the loss’s own, on a log scale. What vanishes fades into
            the page; what is larger than at the loss burns.
          </li>
          <li>
            <b>Rows.</b> The first row is the whole gradient. Each row under it is one way between two steps: the
            constant error carousel (CEC), which keeps the share f of the gradient in the cell, and one way through each
            recurrent matrix. <i>This path alone</i> cuts all other ways; <i>Arriving</i> shows what comes in over this
            way after any journey.
          </li>
          <li>
            <b>Parts and whole.</b> What arrives is the sum of the messages. They are vectors and partly cancel, so
            their sizes do not add up; the crossings under the pictures do: of the steps that the gradient has come
            back, so many were spent on each way.
          </li>
          <li>
            <b>Try.</b> Drag the forget-gate bias and the spectral radius. Cut a row with the switch at its end. Point
            at a cell for its exact numbers. The address bar always holds the link to what you see; Back undoes.
          </li>
        </ul>
        <p>
          Symbols are those of Greff et al., <cite>LSTM: A Search Space Odyssey</cite> (arXiv 1503.04069). ‖·‖₂ is the
          Euclidean norm of a vector and the largest singular value of a matrix. Every number is computed here, in your
          browser, in double precision; the same link gives the same numbers everywhere.
        </p>
        <p>
          After one visit the page works without a network. <a href="./licences.md">Licences</a> of this page and of
          what it is made of.
        </p>
      </dialog>
    </>
  );
}
