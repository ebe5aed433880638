/**
 * Prints the facts of the named probes for this host, and the milliseconds of each, as JSON. A program of
 * its own, so that tests can run it in namespaces. Arguments: names of probes; `--read-only`.
 */
import { collect } from '../../src/engine/collect.ts';
import { createLinuxHost } from '../../src/host/linux-host.ts';
import { probes } from '../../src/probes/registry.ts';
import { quietSurvey } from '../fakes/quiet-survey.ts';

const words = new Set(process.argv.slice(2));
const names = probes.map(({ name }) => name).filter((name) => words.has(name));
const readOnly = words.has('--read-only');
const { facts, timings } = await collect(createLinuxHost(), probes, names, { ...quietSurvey, readOnly });
process.stdout.write(JSON.stringify({ facts, timings }));
