/**
 * Prints what the checks of the node's state say of this host, as JSON. A program of its own, so that
 * tests can run it in namespaces. Arguments: the proxy mode, and optionally `upgrade`.
 */
import { checks } from '../../src/checks/registry.ts';
import { collect } from '../../src/engine/collect.ts';
import { judge } from '../../src/engine/judge.ts';
import { neededProbes } from '../../src/engine/needed-probes.ts';
import { surveyOf } from '../../src/engine/survey.ts';
import { createLinuxHost } from '../../src/host/linux-host.ts';
import { probes } from '../../src/probes/registry.ts';
import { planOf } from '../builders/plan.ts';
import { usualStance } from '../check-cases.ts';

const [wanted = '', action = ''] = process.argv.slice(2);
const mode = (['iptables', 'nftables', 'ipvs', 'none'] as const).find((one) => one === wanted) ?? 'iptables';
const upgrade = action === 'upgrade' ? ({ action: 'upgrade', phase: 'upgrade apply' } as const) : {};
const plan = planOf({ mode, ...upgrade });
const state = checks.filter(({ group }) => group === 'state');
const names = neededProbes(state, plan, usualStance);
const { facts } = await collect(createLinuxHost(), probes, names, surveyOf(plan, usualStance));
const findings = judge(state, { plan, facts, stance: usualStance });
process.stdout.write(JSON.stringify(findings));
