/** Which of the page's two tones can be read on a colour of the magnitude scale. */
import { lab } from 'd3-color';
import { INK, type Theme } from './colour';

export function textOn(fill: string, theme: Theme): string {
  const isLight = lab(fill).l > 54;
  return isLight === (theme === 'light') ? INK[theme] : theme === 'light' ? INK.dark : INK.light;
}
