/** What a figure's parts are filled with: gradients and hatches, each defined once. */
import { element } from './svg';

export interface ColourStop {
  /** 0 … 1 */
  readonly at: number;
  readonly colour: string;
  readonly opacity?: number;
}

export class Paints {
  private readonly definitions: string[] = [];
  private readonly known = new Map<string, string>();

  /** Along x, between two places of the figure. */
  gradient(from: number, to: number, stops: readonly ColourStop[]): string {
    const written = stops.map(({ at, colour, opacity }) =>
      element('stop', { offset: String(Math.round(at * 1e4) / 1e4), 'stop-color': colour, 'stop-opacity': opacity }),
    );
    return this.define('linearGradient', { x1: from, x2: to, y1: 0, y2: 0, gradientUnits: 'userSpaceOnUse' }, written);
  }

  /** Diagonal lines, `wide` and `every` so many pixels. */
  hatch(colour: string, wide: number, every: number): string {
    const line = element('rect', { width: wide, height: every, fill: colour });
    const attributes = {
      width: every,
      height: every,
      patternUnits: 'userSpaceOnUse',
      patternTransform: 'rotate(45)',
    };
    return this.define('pattern', attributes, [line]);
  }

  get defs(): string {
    return element('defs', {}, ...this.definitions);
  }

  /** Answers with what refers to it. */
  private define(
    name: string,
    attributes: Readonly<Record<string, string | number>>,
    children: readonly string[],
  ): string {
    const key = `${name}${JSON.stringify(attributes)}${children.join('')}`;
    let id = this.known.get(key);
    if (id === undefined) {
      id = `p${this.known.size + 1}`;
      this.known.set(key, id);
      this.definitions.push(element(name, { id, ...attributes }, ...children));
    }
    return `url(#${id})`;
  }
}
