import type { Args } from '../../findings/finding.ts';
import type { Reason } from '../check.ts';
import { faultWords } from './fault-words.ts';
import { policyReasons } from './policy-reasons.ts';
import { installRemedies, mendRemedies } from './tool-remedies.ts';

const list = (value: Args[string] | undefined): readonly string[] => (Array.isArray(value) ? value : []);

/** `iptables` or `iptables, iptables-save and iptables-restore`. */
const names = (args: Args): string => {
  const all = [String(args['tool']), ...list(args['also'])];
  const last = all.at(-1) ?? '';
  return all.length === 1 ? last : `${all.slice(0, -1).join(', ')} and ${last}`;
};

const isAre = (args: Args): string => (list(args['also']).length > 0 ? 'are' : 'is');

/** Advisory tools: why this does not fail. */
const need = (args: Args, what: string): string =>
  args['advisory'] === true ? `${what}; the kernel is shown to be able, so this only warns` : what;

const version = (args: Args): string => {
  const variant = ['', 'unknown'].includes(String(args['variant'])) ? '' : ` (${String(args['variant'])})`;
  return `${String(args['path'])} ${String(args['version'])}${variant}`;
};

/** A sentence that begins with a name keeps its small letter: `nft is …`. */
export const toolReasons: readonly Reason[] = [
  {
    code: 'tool.sound',
    means: 'The tool is there and works; of an image, where nothing is run: nothing is amiss with its files.',
    words: (args) => ({
      says:
        args['version'] === ''
          ? `${names(args)} is here`
          : `${names(args)} ${args['ran'] === false ? 'is here' : 'works'}: ${version(args)}`,
    }),
  },
  {
    code: 'tool.absent',
    means: 'The tool is in no directory of the search path.',
    words: (args) => ({
      says: `${names(args)} ${isAre(args)} not on this host`,
      need: need(args, String(args['why'])),
      have: 'no file of that name in the search path',
      remedies: installRemedies(args),
    }),
  },
  ...faultWords.map((words): Reason => ({
    code: `tool.faulty.${words.fault}`,
    means: `The tool is there, but ${words.says}.`,
    words: (args) => ({
      says: `${names(args)} ${isAre(args)} there but ${plural(args, words.says)}`,
      need: need(args, words.need),
      have:
        args['detail'] === '' ? String(args['path']) : `${String(args['path'])}: ${String(args['detail'])}`,
      remedies: mendRemedies(args, words.mend, words.now, words.reinstall),
    }),
  })),
  {
    code: 'tool.too-old',
    means: 'The tool works, but is older than its mode allows.',
    words: (args) => ({
      says: `${names(args)} is too old`,
      need: need(args, `${String(args['minimum'])} or later (${String(args['minimumSource'])})`),
      have: version(args),
      remedies: mendRemedies(args, `bring ${String(args['minimum'])} or later`, undefined, false),
    }),
  },
  {
    code: 'tool.version-unknown',
    means: 'The tool is there, but its version was not or could not be asked for.',
    words: (args) => ({
      says: `${names(args)} is here; whether it is new enough could not be told`,
      need: `${String(args['minimum'])} or later (${String(args['minimumSource'])})`,
      have: args['detail'] === '' ? String(args['path']) : String(args['detail']),
      remedies: [{ what: 'ask it', now: [`${String(args['tool'])} --version`] }],
    }),
  },
  {
    code: 'tool.companion-mismatch',
    means: 'iptables, -save and -restore come from different builds or variants.',
    words: (args) => ({
      says: `${names(args)} and ${String(args['other'])} come from different builds`,
      need: need(
        args,
        'iptables, -save and -restore of one build and variant: they read and write the same rules',
      ),
      have: `${version(args)}; ${String(args['other'])} ${String(args['otherVersion'])} (${String(args['otherVariant'])})`,
      remedies: mendRemedies(
        args,
        'point all of them to one variant, with the alternatives of the distribution',
      ),
    }),
  },
  wrongVariant(),
  {
    code: 'tool.unknown',
    means: 'Whether the tool is there and works could not be told.',
    words: (args) => ({
      says: `whether ${names(args)} works could not be told`,
      need: String(args['why']),
      have: String(args['detail']),
      remedies: [{ what: 'run this as root', now: ['sudo kube-preflight …'] }],
    }),
  },
  {
    code: 'tool.outside-path',
    means: 'The tool works, but lies outside the PATH of this shell.',
    words: (args) => ({
      says: `${names(args)} works, but is not in the PATH of this shell: ${version(args)}`,
      need: 'nothing for services, which have a PATH of their own; kubeadm looks in this one',
      have: String(args['path']),
    }),
  },
  ...policyReasons,
];

/** `is there but lacks` → `are there but lack`, for the few verbs in use. */
function plural(args: Args, says: string): string {
  if (list(args['also']).length === 0) return says;
  return says
    .replace(/^is /u, 'are ')
    .replace(/^was /u, 'were ')
    .replace(/^lacks /u, 'lack ')
    .replace(/^does /u, 'do ')
    .replace(/^lies /u, 'lie ')
    .replace(/^(are|were) (a|neither a) /u, '$1 each $2 ');
}

function wrongVariant(): Reason {
  return {
    code: 'tool.wrong-variant',
    means: 'The tool works, but its variant is not that of the other family, or not one for this system.',
    words(args) {
      const { system, other } = args;
      const says =
        system === undefined
          ? `${names(args)} and ${String(other)} are of different variants`
          : `${names(args)} is the legacy variant, and ${String(system)} has no legacy tables`;
      const otherVersion = `${String(other)} ${String(args['otherVersion'])} (${String(args['otherVariant'])})`;
      return {
        says,
        need: system === undefined ? 'one variant for both families' : 'the nft variant of iptables',
        have: system === undefined ? `${version(args)}; ${otherVersion}` : version(args),
        remedies: mendRemedies(
          args,
          'choose the nft variant for both families, with the alternatives of the distribution',
        ),
      };
    },
  };
}
