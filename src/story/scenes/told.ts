/** A scene's texts with its numbers in them. The measuring is the engine's. */
import { sizeAgainstLoss } from '../answer';
import { besideOne, fixed } from '../format';
import type { Scene, Told } from './scene';

/** What a reader sees of a scene. */
export interface SceneWords {
  readonly setup: string;
  readonly explanation: string;
  readonly answers: readonly { readonly text: string; readonly reply: string }[];
}

/** `values`, `second`: what the two runs measure of `scene.numbers`, in their order. Throws where a text names a number that there is not. */
export function sceneWords(scene: Scene, values: readonly number[], second: readonly number[]): SceneWords {
  const numbers = new Map(
    Object.entries(scene.numbers).map(([name, told], k) => [name, worded(told, values[k] ?? Number.NaN, second[k])]),
  );
  const filled = (text: string): string =>
    text.replace(/\{(\w+)\}/g, (_, name: string) => {
      const number = numbers.get(name);
      if (number === undefined) throw new Error(`scene ${scene.id} has no number ${name}`);
      return number;
    });
  return {
    setup: filled(scene.setup),
    explanation: filled(scene.explanation),
    answers: scene.answers.map(({ text, reply }) => ({ text: filled(text), reply: filled(reply) })),
  };
}

function worded({ as }: Told, value: number, second: number | undefined): string {
  if (as === 'size') return sizeAgainstLoss(value, second);
  return as === 'factor' ? besideOne(value, second) : fixed(value, 0, second);
}
