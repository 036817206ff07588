/** What cannot be drawn is replaced by words, and can be tried again. The settings are in the store, and are not touched. */
import { Component, type ReactNode } from 'react';

interface Props {
  readonly children: ReactNode;
  /** Stands in for what could not be drawn; `retry` draws it once more, from nothing. */
  readonly instead: (problem: string, retry: () => void) => ReactNode;
}

interface State {
  readonly problem: string | null;
}

export class Boundary extends Component<Props, State> {
  override state: State = { problem: null };

  static getDerivedStateFromError(problem: unknown): State {
    return { problem: problem instanceof Error ? problem.message : String(problem) };
  }

  private readonly retry = (): void => this.setState({ problem: null });

  override render(): ReactNode {
    const { problem } = this.state;
    return problem === null ? this.props.children : this.props.instead(problem, this.retry);
  }
}
