import type { Reason } from '../checks/check.ts';
import type { Args, ArgValue, Remedy, Words } from '../findings/finding.ts';
import type { ExplainedReason, ExplainedRemedy } from '../findings/explanation.ts';

/** Arguments of which each is its own name: `<path>`. */
function namedArgs(valueOf: (name: string) => ArgValue): Args {
  const none: Args = {};
  return new Proxy(none, { get: (_, key) => (typeof key === 'string' ? valueOf(key) : undefined) });
}

const asText = namedArgs((name) => `<${name}>`);
const asList = namedArgs((name) => [`<${name}>`]);

/** Where a value of another kind was awaited. */
const gaps = /undefined|NaN| {2}|^ | $|\[object/u;

/**
 * The words of a reason without a host: its own, with the names of the arguments for what a host decides.
 * @returns undefined for words that cannot be made so
 */
function sampleWords(reason: Reason): Words | undefined {
  for (const args of [asText, asList]) {
    try {
      const words = reason.words(args);
      if (!textsOf(words).some((text) => gaps.test(text))) return words;
    } catch {
      // A number or a list of a certain length was awaited.
    }
  }
  return undefined;
}

function textsOf({ says, need = '', remedies = [] }: Words): readonly string[] {
  return [says, need, ...remedies.flatMap(({ what, now = [], verify = [] }) => [what, ...now, ...verify])];
}

/** A reason with the need and the ways out that hold for every host. */
export function explainReason(check: string, reason: Reason): ExplainedReason {
  const { need = '', remedies = [] } = sampleWords(reason) ?? {};
  return {
    code: reason.code,
    check,
    means: reason.means,
    need: isPlaceholder(need) ? '' : need,
    remedies: remedies.flatMap(explainRemedy),
  };
}

function explainRemedy({ what, now = [], persistent = [], verify = [] }: Remedy): readonly ExplainedRemedy[] {
  // A note of the distribution, or a whole way out, that only a host can tell.
  const said = what.replace(/[.:]? <(?:note|detail)>/u, '');
  return isPlaceholder(said) ? [] : [{ what: said, now, persistent, verify }];
}

function isPlaceholder(text: string): boolean {
  return /^<\w+>$/u.test(text);
}
