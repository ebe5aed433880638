import * as z from 'zod/mini';

const text = z.string();
const texts = z.array(z.string());

/** How waivers stand in a Plan. */
export function waiverSchema<T extends z.core.$ZodType>(plannedText: T) {
  return z.strictObject({ check: plannedText, reason: text, owner: text, expires: text, hosts: texts }).check(
    z.meta({
      id: 'Waiver',
      description: 'A failure that somebody answers for. Empty: not said, no end, every host.',
    }),
  );
}

const demand = z
  .discriminatedUnion('kind', [
    z.strictObject({
      kind: z.literal('tool'),
      tool: text,
      minimum: text,
      versionArgument: text,
      packages: z.exactOptional(z.record(text, text)),
    }),
    z.strictObject({
      kind: z.literal('sysctl'),
      key: text,
      values: texts,
      minimum: z.exactOptional(z.number()),
      maximum: z.exactOptional(z.number()),
    }),
    z.strictObject({ kind: z.literal('module'), module: text, state: z.enum(['loaded', 'available']) }),
    z.strictObject({
      kind: z.literal('file'),
      path: text,
      type: z.enum(['file', 'directory', 'socket', 'absent']),
      maxMode: z.exactOptional(z.number()),
      owner: z.exactOptional(z.number()),
      contains: text,
    }),
    z.strictObject({
      kind: z.literal('port'),
      port: z.number(),
      protocol: z.enum(['tcp', 'udp']),
      state: z.enum(['free', 'in-use']),
    }),
  ])
  .check(z.meta({ id: 'Demand' }));

/** How requirements of an organisation's own stand in a Plan. */
export function requirementSchema<T extends z.core.$ZodType>(plannedText: T) {
  return z
    .strictObject({
      name: plannedText,
      demand,
      severity: z.enum(['fail', 'warn']),
      neededBy: texts,
      why: text,
      source: text,
      actions: z.array(z.enum(['init', 'join', 'upgrade', 'reset'])),
      roles: z.array(z.enum(['control-plane', 'worker'])),
      modes: z.array(z.enum(['iptables', 'nftables', 'ipvs', 'none'])),
      hosts: texts,
      mend: z.strictObject({ what: text, now: texts, persistent: texts, verify: texts }),
    })
    .check(z.meta({ id: 'Requirement', description: 'Empty lists: no bound.' }));
}
