import fc from 'fast-check';
import { parseKubeconfig } from '../../src/cluster/kubeconfig.ts';
import { ClusterError } from '../../src/cluster/fault.ts';
import { readDynamicNeeds } from '../../src/host/elf-needed.ts';
import { readProgramHeader } from '../../src/host/program-header.ts';
import { type FuzzProperty, holds, inTime } from './fuzz-property.ts';
import { changed, nastyText } from './mutations.ts';
import { sampleFiles } from './sample-files.ts';
import { textParsers } from './text-parsers.ts';

const kubeconfig = changed(
  sampleFiles['/etc/kubernetes/kubelet.conf'] ?? '',
  '{"kind":"Config","clusters":[{"name":"","cluster":{"server":"https://[::1]:6443","certificate-authority":"ca.crt","insecure-skip-tls-verify":true}}]}',
);

function readKubeconfig(text: string): void {
  try {
    parseKubeconfig(text, '/etc/kubernetes', 'kubelet.conf');
  } catch (error) {
    if (!(error instanceof ClusterError)) throw error;
  }
}

/** Long texts of few kinds of characters: where a pattern that backtracks shows. */
const monotonous = fc
  .tuple(
    fc.oneof(nastyText, fc.constantFrom('a', ' ', '\t', '-', '.', '"a', "'", '\\', '1', '[', '\\ ', 'a=')),
    fc.nat(20_000),
    nastyText,
  )
  .map(
    ([part, times, end]) =>
      part.slice(0, 20).repeat(Math.min(times, Math.floor(40_000 / Math.max(1, part.length)))) + end,
  );

export const parserProperties: readonly FuzzProperty[] = [
  ...textParsers.map(({ name, samples, read }) =>
    holds(
      `${name} answers whatever it is given`,
      60,
      fc.asyncProperty(changed(...samples), (text) => inTime(async () => void (await read(text)), 1000)),
    ),
  ),
  holds(
    'every parser is done soon with long lines of one kind',
    8,
    fc.asyncProperty(monotonous, async (text) => {
      for (const { name, read, samples } of textParsers) {
        const [sample = ''] = samples;
        const middle = Math.floor(sample.length / 2);
        const within = sample.slice(0, middle) + text + sample.slice(middle);
        for (const one of [text, within]) {
          try {
            await inTime(async () => void (await read(one)), 1500);
          } catch (error) {
            throw new Error(`${name}: ${String(error)}`, { cause: error });
          }
        }
      }
    }),
  ),
  holds(
    'parseKubeconfig tells what is wrong, or reads',
    80,
    fc.asyncProperty(kubeconfig, (text) => inTime(() => readKubeconfig(text))),
  ),
  holds(
    'the readers of programs answer any bytes',
    100,
    fc.property(fc.uint8Array({ maxLength: 400 }), fc.boolean(), (bytes, isElf) => {
      const whole = isElf ? Buffer.concat([Buffer.from('7f454c46020101', 'hex'), bytes]) : bytes;
      readProgramHeader(whole);
      readDynamicNeeds(whole);
    }),
  ),
];
