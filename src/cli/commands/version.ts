import { exitCodes } from '../../engine/exit-code.ts';
import type { Command } from '../command.ts';
import { rejectOperands } from '../operands.ts';

export const versionCommand: Command = {
  name: 'version',
  summary: 'print the version',
  about: 'Prints the version of kube-preflight and of the Node that it was built with.',
  flags: [
    {
      name: 'output',
      short: 'o',
      kind: 'string',
      value: 'format',
      choices: ['text', 'json', 'short'],
      help: 'format',
    },
  ],
  examples: [{ line: 'kube-preflight version -o json', does: 'for scripts' }],
  async run(operands, flags, context) {
    rejectOperands('version', operands);
    const node = process.versions.node;
    const format = flags.text('output') ?? 'text';
    if (format === 'json')
      context.stdout.write(`${JSON.stringify({ version: context.version, node }, null, 2)}\n`);
    else if (format === 'short') context.stdout.write(`${context.version}\n`);
    else context.stdout.write(`kube-preflight ${context.version} (Node ${node})\n`);
    return exitCodes.ready;
  },
};
