import * as z from 'zod/mini';
import { cnis } from '../../src/catalog/cnis.ts';
import { components, requirementKinds } from '../../src/catalog/requirements/requirement.ts';

const text = z.string().check(z.minLength(1), z.regex(/^\S.*\S$|^\S$/u));
const sentence = text.check(z.regex(/^[^!]*[^.!]$/u));
const release = z.string().check(z.regex(/^1\.\d{2}(?:\.\d+)?$/u));
const mode = z.enum(['iptables', 'nftables', 'ipvs', 'none']);

/** What every entry of the catalogue must be like; stricter than the type, and without surplus fields. */
export const requirementSchema = z.strictObject({
  id: z.string().check(z.regex(/^[a-z][a-z-]*\.[\w.-]+$/u)),
  kind: z.enum(requirementKinds),
  name: text,
  need: z.string(),
  component: z.enum(components),
  modes: z.optional(z.array(mode).check(z.minLength(1))),
  place: z.optional(z.enum(['pod', 'host'])),
  families: z.optional(z.array(z.enum(['ipv4', 'ipv6'])).check(z.minLength(1))),
  role: z.optional(z.enum(['control-plane', 'worker'])),
  phases: z.optional(z.array(z.enum(['init', 'join', 'upgrade apply', 'upgrade node']))),
  from: z.optional(release),
  until: z.optional(release),
  neededBy: z.array(text).check(z.minLength(1)),
  purpose: sentence,
  without: sentence,
  severity: z.enum(['required', 'recommended', 'optional']),
  source: text,
  check: z.optional(z.string().check(z.regex(/^[A-Z][\w.-]*$/u))),
  modules: z.optional(
    z.array(
      z.strictObject({
        module: z.string().check(z.regex(/^\w+$/u)),
        option: z.string().check(z.regex(/^CONFIG_\w+$/u)),
      }),
    ),
  ),
  tool: z.optional(
    z.strictObject({
      name: text,
      leader: text,
      minimum: z.optional(text),
      minimumSource: z.optional(text),
    }),
  ),
  demandedBy: z.optional(z.literal('kubeadm')),
});

/** A source that can be found: an issue, a proposal, a file, a site, or a repository that is known here. */
export const sourceShape =
  /#\d+|KEP-\d+|\w\/[\w-]+|\w+\.go|sigs\.k8s\.io|k8s\.io|kube-proxy >=|deb and rpm|README|plugins:|[a-z]+\.io/u;

export const pluginNames: ReadonlySet<string> = new Set(cnis);
