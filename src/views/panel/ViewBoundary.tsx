/** A view that cannot be loaded or drawn says so, and leaves the rest of the page alone. */
import { Component, type ReactNode } from 'react';

interface Props {
  readonly children: ReactNode;
}

export class ViewBoundary extends Component<Props, { readonly problem: string | null }> {
  override state = { problem: null };

  static getDerivedStateFromError(problem: unknown): { problem: string } {
    return { problem: problem instanceof Error ? problem.message : String(problem) };
  }

  override render(): ReactNode {
    if (this.state.problem === null) return this.props.children;
    return (
      <div className="view-problem" role="alert">
        <p>This view could not be shown: {this.state.problem}</p>
        {/* A module that failed to load stays failed for the page; the link holds all else. */}
        <button type="button" className="small" onClick={() => window.location.reload()}>
          Load the page again
        </button>
      </div>
    );
  }
}
