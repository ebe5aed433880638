import { exitCodes } from '../../engine/exit-code.ts';
import type { Command } from '../command.ts';
import type { FlagSpec } from '../flag.ts';
import { judgeFlags, planFlags } from '../judging-flags.ts';
import { rejectOperands } from '../operands.ts';
import { planOrExit } from '../plan-or-exit.ts';

const ofJudging = new Set(['requirements', 'root', 'read-only', 'variant']);
const output: FlagSpec = {
  name: 'output',
  short: 'o',
  kind: 'string',
  value: 'file',
  completes: 'files',
  help: 'write to this file, for its owner alone, whole or not at all; default, and -: standard output',
};

export const factsCommand: Command = {
  name: 'facts',
  summary: 'collect all that could be asked of this host, to be judged elsewhere or later',
  about:
    'Looks at this host for every phase, role, proxy mode and release at once, and prints what it found as one line of JSON (docs/schema/facts-v1.json), at most 256 KiB, with a hash over it. Nothing is judged. What looks like a secret is taken out. Every judging command takes the document with --facts in place of the host. What only a configuration of your own asks for (ports, paths, another node name, requirements) is collected where it is named here.',
  flags: [...planFlags, ...judgeFlags.filter(({ name }) => ofJudging.has(name)), output],
  examples: [
    { line: 'kube-preflight facts -o facts.json', does: 'collect; root sees most' },
    { line: 'ssh node-7 sudo kube-preflight facts >> all.ndjson', does: 'one line for each node' },
    {
      line: 'kube-preflight facts --config kubeadm.yaml',
      does: 'and what this configuration asks beside that',
    },
    { line: 'kube-preflight facts --read-only', does: 'load no rules to prove a mode' },
  ],
  /** Exit 0 when the document was written, whatever could not be looked at. */
  async run(operands, flags, context) {
    rejectOperands('facts', operands);
    const planned = await planOrExit({ action: 'init' }, flags, context);
    if (!planned.ok) return planned.exitCode;
    const { collectFacts, writeFacts } = await import('../collect-facts.ts');
    const text = await collectFacts(planned.plan, flags, context);
    const path = flags.text('output') ?? '-';
    if (path === '-') context.stdout.write(`${text}\n`);
    else await writeFacts(path, text);
    return exitCodes.ready;
  },
};
