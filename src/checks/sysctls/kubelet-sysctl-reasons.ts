import type { Args, Remedy } from '../../findings/finding.ts';
import type { Reason } from '../check.ts';
import { setRemedy, sysctlName } from './sysctl-remedies.ts';

const listOf = (value: Args[string] | undefined): readonly string[] => (Array.isArray(value) ? value : []);

function pairs({ keys, wanted }: Args): readonly (readonly [string, string])[] {
  const values = listOf(wanted);
  return listOf(keys).map((key, index) => [key, values[index] ?? ''] as const);
}

function written(args: Args, values: readonly string[]): string {
  return listOf(args['keys'])
    .map((key, index) => `${sysctlName(key)} = ${values[index] ?? ''}`)
    .join(', ');
}

const needOf = (args: Args): string => written(args, listOf(args['wanted']));
const haveOf = (args: Args): string => written(args, listOf(args['now']));

const letIt: Remedy = {
  what: 'let the kubelet set them: protectKernelDefaults: false in the KubeletConfiguration',
};

/** What is to be done elsewhere. */
function withoutSteps({ steps: _steps, ...remedy }: Remedy): Remedy {
  return remedy;
}

export const kubeletSysctlReasons: readonly Reason[] = [
  {
    code: 'kubelet.sets',
    means: 'The kubelet sets what it wants of the kernel by itself.',
    words: (args) => ({
      says:
        listOf(args['keys']).length === 0
          ? 'the sysctls of the kubelet are as it wants them'
          : `the kubelet will set ${needOf(args)}`,
    }),
  },
  {
    code: 'kubelet.may-not-set',
    means: 'A sysctl is not as the kubelet wants it, and cannot be written: the kubelet ends at its start.',
    words: (args) => ({
      says: 'the kubelet will not start: it must set sysctls that cannot be written here',
      need: needOf(args),
      have: `${haveOf(args)}; /proc/sys is read-only here`,
      remedies: [withoutSteps(setRemedy('set them on the machine that this container runs on', pairs(args)))],
    }),
  },
  {
    code: 'kubelet.protected-differs',
    means: 'protectKernelDefaults is on, and a sysctl is not as the kubelet wants it.',
    words: (args) => ({
      says: 'the kubelet will not start: protectKernelDefaults is on, and sysctls are not as it wants them',
      need: needOf(args),
      have: haveOf(args),
      remedies: [setRemedy('set them, now and at boot', pairs(args)), letIt],
    }),
  },
  {
    code: 'kubelet.protected-not-kept',
    means: 'protectKernelDefaults is on; the sysctls are right now, and will not be after a reboot.',
    words: (args) => ({
      says: 'the kubelet will not start after a reboot: protectKernelDefaults is on, and nothing sets its sysctls at boot',
      need: needOf(args),
      have: 'as wanted now; no file sets them so for the next boot',
      remedies: [setRemedy('set them in a file, so that they last', pairs(args)), letIt],
    }),
  },
  {
    code: 'kubelet.protected',
    means: 'protectKernelDefaults is on, and the sysctls are as the kubelet wants them.',
    words: () => ({
      says: 'the sysctls that the kubelet guards are as it wants them, and a boot keeps them',
    }),
  },
  {
    code: 'kubelet.boot-not-told',
    means: 'protectKernelDefaults is on; what a reboot makes of the sysctls could not be told.',
    words: ({ detail }) => ({
      says: 'the sysctls are as the kubelet wants them; could not tell whether a reboot keeps that',
      have: String(detail),
    }),
  },
  {
    code: 'kubelet.not-told',
    means: 'The sysctls of the kubelet could not be told.',
    words: ({ detail }) => ({
      says: 'could not tell the sysctls that the kubelet wants',
      have: String(detail),
    }),
  },
];
