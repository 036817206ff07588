/** A view that cannot be loaded or drawn says so, and leaves the rest of the page alone. */
import { Component, type ReactNode } from 'react';

interface Props {
  /** Another view is another try. */
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
        <button type="button" className="small" onClick={() => this.setState({ problem: null })}>
          Try again
        </button>
      </div>
    );
  }
}
