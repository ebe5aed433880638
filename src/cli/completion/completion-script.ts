import { kubeadmCheckNames } from '../../catalog/check-names.ts';
import { checks } from '../../checks/registry.ts';
import { bashCompletion } from './bash.ts';
import { completionTable } from './completion-table.ts';
import { fishCompletion } from './fish.ts';
import { zshCompletion } from './zsh.ts';

const scripts = { bash: bashCompletion, zsh: zshCompletion, fish: fishCompletion } as const;

export async function completionScript(shell: keyof typeof scripts): Promise<string> {
  // The registry holds the command that asks for this.
  const { commands } = await import('../commands/registry.ts');
  const names = [...checks.flatMap((check) => check.names()), ...kubeadmCheckNames];
  const codes = checks.flatMap(({ reasons }) => reasons.map(({ code }) => code));
  const table = completionTable(commands, {
    checks: [...new Set(names)].toSorted(),
    reasons: [...new Set(codes)].toSorted(),
  });
  return scripts[shell](table);
}
