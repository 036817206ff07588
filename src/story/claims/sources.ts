/** The papers that the claims cite, each once. A section is named only where the claim stands in it. */
interface Source {
  readonly text: string;
  readonly url: string;
}

function paper(text: string, url: string): (place: string) => Source {
  return (place) => ({ text: `${text}, ${place}`, url });
}

export const HOCHREITER_1997 = paper(
  'Hochreiter & Schmidhuber 1997, Long Short-Term Memory',
  'https://doi.org/10.1162/neco.1997.9.8.1735',
);
/** The proceedings: the preprint (arXiv 1211.5063) bounds W_rec by its largest eigenvalue, which is not right. */
export const PASCANU_2013 = paper(
  'Pascanu, Mikolov & Bengio 2013, On the Difficulty of Training Recurrent Neural Networks',
  'https://proceedings.mlr.press/v28/pascanu13.html',
);
export const GREFF_2017 = paper(
  'Greff, Srivastava, Koutník, Steunebrink & Schmidhuber 2017, LSTM: A Search Space Odyssey',
  'https://arxiv.org/abs/1503.04069',
);
export const BENGIO_1994: Source = {
  text: 'Bengio, Simard & Frasconi 1994, Learning Long-Term Dependencies with Gradient Descent Is Difficult',
  url: 'https://doi.org/10.1109/72.279181',
};
export const JOZEFOWICZ_2015: Source = {
  text: 'Jozefowicz, Zaremba & Sutskever 2015, An Empirical Exploration of Recurrent Network Architectures',
  url: 'https://proceedings.mlr.press/v37/jozefowicz15.html',
};
export const GERS_2000: Source = {
  text: 'Gers, Schmidhuber & Cummins 2000, Learning to Forget: Continual Prediction with LSTM',
  url: 'https://doi.org/10.1162/089976600300015015',
};
