/** Words and signs of the letters in `cells`: never colour alone. */
export const verdicts: Readonly<Record<string, { readonly word: string; readonly sign: string }>> = {
  f: { word: 'failed', sign: '✕' },
  u: { word: 'could not tell', sign: '?' },
  w: { word: 'warned', sign: '!' },
  i: { word: 'noted', sign: 'i' },
  p: { word: 'passed', sign: '✓' },
  '-': { word: 'not judged', sign: '·' },
};

export const readinessWords = {
  ready: 'ready',
  'not-ready': 'not ready',
  unknown: 'could not tell',
} as const;

export const statusWords: Readonly<Record<string, string>> = {
  judged: 'judged',
  unreachable: 'unreachable',
  failed: 'gave no facts',
  unreadable: 'unreadable facts',
  duplicate: 'an older document',
};
