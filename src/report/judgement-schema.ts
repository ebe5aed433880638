import * as z from 'zod/mini';
import { groups } from '../findings/finding.ts';

/** The schema of what `-o json` prints. A test holds it equal to the type Judgement. */

const described = (text: string) => z.string().check(z.describe(text));
const whole = () => z.int().check(z.minimum(0));
const verdict = z.enum(['pass', 'info', 'warn', 'fail', 'unknown']);

const evidence = z
  .strictObject({
    source: described('Where it was read: a file, a command, a position in the configuration.'),
    excerpt: z.exactOptional(described('What stood there; at most a few lines.')),
  })
  .check(z.meta({ id: 'Evidence' }));

const argv = z.array(z.string()).check(z.meta({ id: 'Argv', description: 'A program and its arguments.' }));
const line = z.strictObject({ file: described('Where it is added.'), line: described('What is added.') });
const done = z.array(argv).check(z.describe('All of them end with 0 where nothing is left to do.'));

const step = z
  .discriminatedUnion('kind', [
    z.strictObject({
      kind: z.literal('package'),
      install: described('The command that installs it.'),
      done,
    }),
    z.strictObject({
      kind: z.literal('module'),
      module: described('A module of the kernel.'),
      file: described('The file that has it loaded at every boot.'),
    }),
    z.strictObject({
      kind: z.literal('sysctl'),
      key: described('As below /proc/sys.'),
      value: z.string(),
      keep: z.exactOptional(line),
    }),
    z.strictObject({
      kind: z.literal('service'),
      unit: z.string(),
      want: z.enum(['enabled', 'running']),
    }),
    z.strictObject({ kind: z.literal('command'), run: z.array(argv), done }),
  ])
  .check(z.meta({ id: 'Step', description: 'What `kube-preflight fix` may run unattended.' }));

const remedy = z
  .strictObject({
    what: described('What to do, in words.'),
    now: z.exactOptional(z.array(described('A command that mends it at once.'))),
    persistent: z.exactOptional(z.array(described('A command that keeps it mended after a reboot.'))),
    verify: z.exactOptional(z.array(described('A command that shows whether it helped.'))),
    steps: z.exactOptional(z.array(step)),
  })
  .check(z.meta({ id: 'Remedy', description: 'For a person to read and run; no judging command runs it.' }));

const cause = z
  .strictObject({ check: z.string(), code: z.string() })
  .check(z.meta({ id: 'Cause', description: 'The finding that explains this one.' }));

const finding = z
  .strictObject({
    check: described("The name that --ignore-preflight-errors takes; kubeadm's own where it has one."),
    code: described('Why, dotted and stable: tool.absent.'),
    verdict: verdict,
    group: z.enum(groups),
    subject: described('What is judged.'),
    says: described('One short sentence: what is so.'),
    need: z.exactOptional(described('What is needed.')),
    have: z.exactOptional(described('What was found.')),
    evidence: z.array(evidence),
    neededBy: z.array(described('Who needs it.')),
    remedies: z.exactOptional(z.array(remedy)),
    cause: z.exactOptional(cause),
    ignoredBy: z.exactOptional(described('What turned this failure into a warning.')),
    unnamed: z.exactOptional(
      z.literal(true).check(z.describe('kubeadm gives this error no name: nothing can ignore it.')),
    ),
    args: z
      .record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.array(z.string())]))
      .check(z.describe('What the sentences were made from.')),
  })
  .check(z.meta({ id: 'Finding' }));

const planned = z
  .strictObject({
    label: z.string(),
    value: z.string(),
    origin: described('Where it was read: file:line:column, a flag, an object of the cluster, a default.'),
  })
  .check(z.meta({ id: 'PlannedLine' }));

export const judgementSchema = z
  .strictObject({
    schema: z.literal('kube-preflight/report/v1'),
    tool: z.strictObject({ name: z.string(), version: z.string() }),
    command: z.string(),
    ready: z.boolean().check(z.describe('No failure.')),
    exitCode: whole().check(z.maximum(255)),
    counts: z
      .strictObject({ fail: whole(), warn: whole(), unknown: whole(), info: whole(), pass: whole() })
      .check(z.describe('How many findings have each verdict; ignored failures count as warnings.')),
    subject: z
      .strictObject({
        host: z.string(),
        os: z.string(),
        kernel: z.string(),
        kubernetes: z.string(),
        collected: z.exactOptional(
          z
            .strictObject({
              from: described('The file that the facts were read from.'),
              at: described('When they were collected: ISO 8601, by the clock of the host.'),
              days: z.int().check(z.describe('How many days ago, by the dates in UTC.')),
            })
            .check(z.describe('The facts were collected before; absent: the host itself was looked at.')),
        ),
      })
      .check(z.describe('What was judged.')),
    policy: described('Which host tools were demanded.'),
    planned: z.array(planned),
    findings: z.array(finding),
    sideEffects: z.array(described('Something the run did that the reader must know.')),
    durationMs: z.number().check(z.minimum(0)),
    timings: z
      .record(z.string(), z.number().check(z.minimum(0)))
      .check(z.describe('Milliseconds of every probe.')),
  })
  .check(
    z.meta({
      title: 'kube-preflight report',
      description: 'What `kube-preflight init|join|upgrade|reset -o json` prints.',
    }),
  );

/** JSON Schema 2020-12, published as docs/schema/report-v1.json. */
export function judgementJsonSchema(): object {
  return { $id: 'urn:kube-preflight:schema:report:v1', ...z.toJSONSchema(judgementSchema) };
}
