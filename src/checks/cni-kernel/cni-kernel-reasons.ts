import type { Args, Remedy } from '../../findings/finding.ts';
import type { Reason } from '../check.ts';

const list = (value: Args[string] | undefined): readonly string[] => (Array.isArray(value) ? value : []);

function remediesOf(args: Args): readonly Remedy[] {
  const modules = list(args['modules']);
  const verify = modules.map((module) => `modinfo ${module}`);
  if (list(args['blocked']).length > 0) {
    return [
      {
        what: 'take out what keeps them from being loaded, then load them',
        now: modules.map((one) => `modprobe ${one}`),
        verify,
      },
    ];
  }
  if (args['install'] !== '') {
    return [
      {
        what: `install the package that holds them: ${String(args['note'])}`,
        now: [String(args['install'])],
        verify,
      },
    ];
  }
  return [{ what: 'boot a kernel that has them, or choose a network plugin that does without', verify }];
}

export const cniKernelReasons: readonly Reason[] = [
  {
    code: 'cni-kernel.there',
    means: 'The kernel has the modules that the network plugin asks for.',
    words: ({ title }) => ({ says: `the kernel has the modules that ${String(title)} asks for` }),
  },
  {
    code: 'cni-kernel.missing',
    means: 'The kernel lacks modules without which the network plugin does not work.',
    words: (args) => ({
      says: `${String(args['title'])} wants kernel modules that are not to be had: ${list(args['modules']).join(', ')}`,
      need: list(args['purposes']).join('; '),
      have: [...list(args['blocked']), String(args['without'])].join('; '),
      remedies: remediesOf(args),
    }),
  },
  {
    code: 'cni-kernel.less',
    means: 'The kernel lacks modules that only some features of the network plugin use.',
    words: (args) => ({
      says: `some of ${String(args['title'])} does not work without ${list(args['modules']).join(', ')}`,
      have: list(args['purposes']).join('; '),
    }),
  },
  {
    code: 'cni-kernel.not-told',
    means: 'Whether the kernel has what the network plugin asks for could not be told.',
    words: ({ title, detail }) => ({
      says: `whether the kernel has the modules that ${String(title)} asks for could not be told`,
      have: String(detail),
    }),
  },
];
