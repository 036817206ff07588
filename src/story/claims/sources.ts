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
/** What comes after the title is said of the claim. */
export const JOZEFOWICZ_2015 = paper(
  'Jozefowicz, Zaremba & Sutskever 2015, An Empirical Exploration of Recurrent Network Architectures',
  'https://proceedings.mlr.press/v37/jozefowicz15.html',
);
export const GERS_2000 = paper(
  'Gers, Schmidhuber & Cummins 2000, Learning to Forget: Continual Prediction with LSTM',
  'https://doi.org/10.1162/089976600300015015',
);
export const SOMPOLINSKY_1988: Source = {
  text: 'Sompolinsky, Crisanti & Sommers 1988, Chaos in Random Neural Networks, Physical Review Letters 61, 259',
  url: 'https://doi.org/10.1103/PhysRevLett.61.259',
};
export const BAI_YIN_1986 = paper(
  'Bai & Yin 1986, Limiting Behavior of the Norm of Products of Random Matrices and Two Problems of Geman–Hwang',
  'https://doi.org/10.1007/BF00324852',
);
export const CHO_2014 = paper(
  'Cho et al. 2014, Learning Phrase Representations using RNN Encoder–Decoder for Statistical Machine Translation',
  'https://arxiv.org/abs/1406.1078',
);
export const CHUNG_2014 = paper(
  'Chung, Gulcehre, Cho & Bengio 2014, Empirical Evaluation of Gated Recurrent Neural Networks on Sequence Modeling',
  'https://arxiv.org/abs/1412.3555',
);
export const TALLEC_2018 = paper(
  'Tallec & Ollivier 2018, Can Recurrent Neural Networks Warp Time?',
  'https://arxiv.org/abs/1804.11188',
);
/** The exploding LSTM is known from there; why it explodes is not. */
export const SUTSKEVER_2014: Source = {
  text: 'Sutskever, Vinyals & Le 2014, Sequence to Sequence Learning with Neural Networks, section 3.4 (that they can explode; why is this project’s answer)',
  url: 'https://arxiv.org/abs/1409.3215',
};
/** Its derivation is Greff et al.'s, appendix A.2 of arXiv 1503.04069. */
export const CROSS_VALIDATED_320919: Source = {
  text: 'Cross Validated question 320919, Why can RNNs with LSTM units also suffer from “exploding gradients”?, the answer, which rests on Greff et al. (arXiv 1503.04069), appendix A.2',
  url: 'https://stats.stackexchange.com/questions/320919',
};
