import { exitCodes } from '../../engine/exit-code.ts';
import type { Command } from '../command.ts';
import { outputFlags } from '../judging-flags.ts';
import { rejectOperands } from '../operands.ts';

const flags = outputFlags
  .filter(({ name }) => name !== 'timings')
  .map((flag) => {
    if (flag.name === 'output') return { ...flag, choices: ['text', 'json'], help: 'format' };
    return flag.name === 'v' ? { ...flag, help: 'show every requirement' } : flag;
  });

export const explainCommand: Command = {
  name: 'explain',
  summary: 'what a check, a reason, a tool or a requirement is, why, since when, and how to mend it',
  operands: '[CHECK | REASON]',
  about:
    'Explains a word of a report: a check (FileExisting, Port-6443), a reason (kernel.expression-missing), a tool (nft, nsenter) or something required (ip_forward, nft_fib). For tools that kubeadm once demanded it says why they are not demanded any more, and since when. Without a word: the list of all checks. Looks at no host.',
  flags,
  examples: [
    { line: 'kube-preflight explain', does: 'all checks' },
    { line: 'kube-preflight explain ProxyKernel', does: 'what it looks at, and why' },
    { line: 'kube-preflight explain nsenter', does: 'why it is no longer demanded, and since when' },
    { line: 'kube-preflight explain kernel.gate -o json', does: 'a reason, as data' },
  ],
  async run(operands, values, context) {
    const [word, ...surplus] = operands;
    rejectOperands('explain', surplus);
    const { explainWord } = await import('../explain-word.ts');
    context.stdout.write(explainWord(word, values, context));
    return exitCodes.ready;
  },
};
