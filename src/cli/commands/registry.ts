import type { Command } from '../command.ts';
import { completionCommand } from './completion.ts';
import { explainCommand } from './explain.ts';
import { factsCommand } from './facts.ts';
import { fixCommand } from './fix.ts';
import { fleetCommand } from './fleet.ts';
import { hintCommand } from './hint.ts';
import { initCommand } from './init.ts';
import { joinCommand } from './join.ts';
import { kubeadmArgsCommand } from './kubeadm-args.ts';
import { logsCommand } from './logs.ts';
import { manCommand } from './man.ts';
import { modesCommand } from './modes.ts';
import { planCommand } from './plan.ts';
import { requirementsCommand } from './requirements.ts';
import { resetCommand } from './reset.ts';
import { upgradeCommand } from './upgrade.ts';
import { versionCommand } from './version.ts';

/** In the order of `--help`. A new command is one file and one line here. */
export const commands: readonly Command[] = [
  initCommand,
  joinCommand,
  upgradeCommand,
  resetCommand,
  kubeadmArgsCommand,
  modesCommand,
  factsCommand,
  requirementsCommand,
  explainCommand,
  fixCommand,
  fleetCommand,
  hintCommand,
  logsCommand,
  planCommand,
  completionCommand,
  manCommand,
  versionCommand,
];
