import { exitCodes } from '../../engine/exit-code.ts';
import type { Command } from '../command.ts';
import { rejectOperands, unknownWord } from '../operands.ts';

const shells = ['bash', 'zsh', 'fish'] as const;

export const completionCommand: Command = {
  name: 'completion',
  summary: 'print the completion script of a shell',
  operands: 'bash | zsh | fish',
  about:
    'Prints a script that lets the shell complete commands, operands, flags, their values, and the names of checks. Made from the same table as the flags themselves.',
  flags: [],
  examples: [
    { line: 'source <(kube-preflight completion bash)', does: 'for this bash' },
    {
      line: 'kube-preflight completion bash > /etc/bash_completion.d/kube-preflight',
      does: 'for every bash with the package bash-completion',
    },
    {
      line: 'kube-preflight completion zsh > "${fpath[1]}/_kube-preflight"',
      does: 'for zsh; compinit reads it at the next start',
    },
    {
      line: 'kube-preflight completion fish > ~/.config/fish/completions/kube-preflight.fish',
      does: 'for fish',
    },
  ],
  async run(operands, _flags, context) {
    const [word, ...surplus] = operands;
    rejectOperands('completion', surplus);
    const shell = shells.find((one) => one === word);
    if (shell === undefined) throw unknownWord('completion', word, shells);
    const { completionScript } = await import('../completion/completion-script.ts');
    context.stdout.write(await completionScript(shell));
    return exitCodes.ready;
  },
};
