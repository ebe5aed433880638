import type { Args, Words } from '../../findings/finding.ts';
import type { Reason } from '../check.ts';
import { moduleRemedies, moduleState } from './module-words.ts';

const text = (args: Args, key: string): string => String(args[key] ?? '');
const list = (args: Args, key: string): readonly string[] => {
  const value = args[key];
  return Array.isArray(value) ? value : [];
};

/** At most a few of many. */
function several(names: readonly string[], most = 4): string {
  const shown = names.slice(0, most).map((name) => `\`${name}\``);
  const more = names.length - shown.length;
  return `${shown.join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
}

export const proxyKernelReasons: readonly Reason[] = [
  {
    code: 'kernel.proven',
    means:
      "Rules of kube-proxy's kinds were loaded in a scratch network namespace, and the kernel took them all.",
    words(args) {
      const variants = list(args, 'variants');
      const by = variants.length > 0 ? `, by iptables ${variants.join(' and ')}` : '';
      return {
        says: `this kernel runs the rules of ${text(args, 'mode')} mode (${text(args, 'families')}${by}): ${text(args, 'features')} features proven`,
      };
    },
  },
  {
    code: 'kernel.read',
    means: 'No rules were loaded; the modules and the kernel configuration say that everything is there.',
    words: (args) => ({
      says: `this kernel has what ${text(args, 'mode')} mode needs (${text(args, 'families')}), as its modules and configuration say`,
      have: `not proven by rules: ${text(args, 'detail')}`,
    }),
  },
  {
    code: 'kernel.expression-missing',
    means:
      'The kernel refuses an expression of the rules. kube-proxy writes all rules at once: one that is refused stops every Service.',
    words: missingWords,
  },
  {
    code: 'kernel.depends-on-missing',
    means: 'More cannot work because of the expression that is missing.',
    words: (args) => ({
      says: `so it cannot do ${several(list(args, 'expressions'))} either`,
    }),
  },
  {
    code: 'kernel.tool-test-failed',
    means: 'A test of the tool that kube-proxy makes as well has failed, though the rules could be loaded.',
    words: (args) => ({
      says: `\`${text(args, 'expression')}\` fails in an empty network namespace (${text(args, 'families')})`,
      need: text(args, 'purpose'),
      have: text(args, 'said') || 'it ended with an error',
      remedies: [
        {
          what: 'run it by hand in an empty namespace to see more',
          now: [`unshare --net ${text(args, 'expression')}`],
        },
      ],
    }),
  },
  {
    code: 'kernel.gate',
    means: 'kube-proxy looks at the number of the kernel, and exits in nftables mode when it is too low.',
    words: (args) => ({
      says: `kube-proxy refuses nftables mode on kernel ${text(args, 'release')}, whatever it can do`,
      need: `kernel ${text(args, 'minimum')} or later (kube-proxy since 1.31)`,
      have: `kernel ${text(args, 'release')}`,
      remedies: [
        { what: 'boot a newer kernel, or use iptables mode' },
        {
          what: `where the kernel has the features all the same: set ${text(args, 'variable')}=1 in kube-proxy's environment`,
        },
      ],
    }),
  },
  {
    code: 'kernel.not-told',
    means: 'Whether the kernel can run the rules could not be told.',
    words: notTold,
  },
];

function missingWords(args: Args): Words {
  const unused = {
    no: "this plan's rules do not use it",
    optional: 'kube-proxy does without it',
    'some-services': 'only Services of this kind need it; from the first of them on every sync fails',
    yes: '',
  };
  const use = text(args, 'use');
  const note = use === 'no' || use === 'optional' || use === 'some-services' ? `; ${unused[use]}` : '';
  const modules = list(args, 'modules').join(', ');
  return {
    says: `this kernel cannot do \`${text(args, 'expression')}\` (${text(args, 'families')})${note}`,
    need: `${modules === '' ? '' : `${modules}: `}${text(args, 'purpose')}`,
    have: moduleState(args),
    remedies: moduleRemedies(args),
  };
}

function notTold(args: Args): Words {
  const expressions = list(args, 'expressions');
  const uid = Number(args['uid'] ?? 0);
  return {
    says: `could not tell whether this kernel runs the rules of ${text(args, 'mode')} mode (${text(args, 'families')})`,
    need: "a scratch network namespace to load rules of kube-proxy's kinds in",
    have: `${text(args, 'detail')}${expressions.length > 0 ? `; not settled: ${several(expressions)}` : ''}`,
    remedies: [
      uid === 0
        ? {
            what: 'mend that, or run this where the tools of the mode are installed and namespaces are allowed',
          }
        : { what: 'run this as root' },
    ],
  };
}
