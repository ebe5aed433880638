import { describe, expect, it } from 'vitest';
import { Ajv } from 'ajv';
import { readFileSync } from 'node:fs';
import { factsOf } from '../../test/builders/facts.ts';
import { collectedWith, documentText } from '../../test/builders/facts-document.ts';
import type { Facts } from '../probes/facts.ts';
import { known } from '../probes/fact.ts';
import { canonicalJson } from './canonical-json.ts';
import { factsSchema } from './facts-schema.ts';
import { misfitOf } from './fit.ts';
import { makeFactsDocument, maxDocumentBytes } from './make-facts-document.ts';
import { readFactsDocument } from './read-facts.ts';
import { type Shape, shapeOf } from './shape.ts';

function documentWith(facts: Partial<Facts>) {
  const text = makeFactsDocument({ ...collectedWith(), facts: { ...collectedWith().facts, ...facts } });
  const read = readFactsDocument(text);
  if (!read.ok) throw new Error(JSON.stringify(read.error));
  return { text, document: read.document };
}

type Rules = Extract<NonNullable<Facts['rules']>, { known: true }>['value'];

function rulesOf(facts: Facts): Rules {
  if (facts.rules?.known !== true) throw new Error('no rules');
  return facts.rules.value;
}

const shape = shapeOf(factsSchema);
const lot = (index: number): string => index.toString(36).toUpperCase().padStart(16, 'QWERTYUIOPASDFGH');
const route = (index: number, device: string) => ({
  destination: `10.${index >> 8}.${index & 255}.0/24`,
  device,
  gateway: '',
});

/** The value with a text added wherever its type lets any text stand. */
function plant(value: unknown, of: Shape, text: string): unknown {
  if (of.kind === 'string') return typeof value === 'string' ? `${value} ${text}` : value;
  if (of.kind === 'array' && Array.isArray(value)) {
    return value.map((one: unknown) => plant(one, of.items(), text));
  }
  if (typeof value !== 'object' || value === null) return value;
  if (of.kind === 'union') {
    const option = of.options
      .map((one) => one())
      .find((one) => misfitOf(value, one, { extra: false }) === undefined);
    return option === undefined ? value : plant(value, option, text);
  }
  const entries = Object.entries(value).map(([key, one]: [string, unknown]): [string, unknown] => {
    if (of.kind === 'record') return [`${key} ${text}`, plant(one, of.values(), text)];
    const property = of.kind === 'object' ? of.properties.get(key)?.() : undefined;
    return [key, property === undefined ? one : plant(one, property, text)];
  });
  return Object.fromEntries(entries);
}

function planting(facts: Facts, text: string): Readonly<Record<string, never>> {
  const of = shape.kind === 'object' ? shape.properties.get('facts')?.() : undefined;
  if (of === undefined) throw new Error('the schema has no facts');
  return plant(JSON.parse(JSON.stringify(facts)), of, text) as Readonly<Record<string, never>>;
}

describe('makeFactsDocument', () => {
  it('gives one line that is of the published schema, and that reads back as it was', () => {
    const text = documentText();
    expect(text).not.toContain('\n');
    const schema: object = JSON.parse(readFileSync('docs/schema/facts-v1.json', 'utf8'));
    const validate = new Ajv({ strict: false }).compile(schema);
    const isValid = validate(JSON.parse(text));
    expect([isValid, validate.errors]).toEqual([true, null]);
    const read = readFactsDocument(text);
    const { facts } = collectedWith();
    expect(read.ok && read.document.facts).toEqual(JSON.parse(JSON.stringify(facts)));
    expect(read.ok && read.document.truncated).toEqual([]);
  });

  it('is the same text for the same facts, in whatever order they came', () => {
    const collected = collectedWith();
    const turned = Object.fromEntries(Object.entries(collected.facts).toReversed());
    expect(makeFactsDocument({ ...collected, facts: turned })).toBe(makeFactsDocument(collected));
  });

  it('leaves out what the schema does not name', () => {
    const facts = factsOf();
    const kernel =
      facts.kernel?.known === true ? known({ ...facts.kernel.value, serial: 'hunter2' }) : undefined;
    const { text } = documentWith(kernel === undefined ? {} : { kernel });
    expect(text).not.toContain('hunter2');
    expect(text).not.toContain('serial');
  });

  it('takes a secret out of every text of every fact', () => {
    const secrets = [
      'abcdef.0123456789abcdef',
      'password=hunter2',
      'https://ann:hunter2@proxy',
      '-----BEGIN PRIVATE KEY-----\nMIIhunter2',
    ];
    const { facts } = collectedWith();
    for (const secret of secrets) {
      const planted = planting(facts, secret);
      for (const name of Object.keys(facts)) {
        const text = makeFactsDocument({ ...collectedWith(), facts: { [name]: planted[name] } });
        expect(text, `${name}: ${secret}`).not.toMatch(/hunter2|abcdef\.0123/u);
        // Nothing was dropped for what was planted: the texts are there, without it.
        expect(text).not.toContain('a defect of kube-preflight');
      }
    }
  });

  it('keeps of the environment of the kubelet what is made of options and paths', () => {
    const facts = collectedWith().facts;
    if (facts.services?.known !== true) throw new Error('no services');
    const kubelet = {
      ...facts.services.value.kubelet,
      environment: [
        '"KUBELET_KUBECONFIG_ARGS=--bootstrap-kubeconfig=/etc/kubernetes/bootstrap-kubelet.conf --kubeconfig=/etc/kubernetes/kubelet.conf"',
        '-/var/lib/kubelet/kubeadm-flags.env',
        'REGISTRY_LOGIN=ann "MOTTO=two words" HOME=/root',
      ],
    };
    const { document } = documentWith({ services: known({ ...facts.services.value, kubelet }) });
    const { services } = document.facts;
    expect(services?.known === true && services.value.kubelet.environment).toEqual([
      kubelet.environment[0],
      kubelet.environment[1],
      'REGISTRY_LOGIN=(redacted) "MOTTO=(redacted)" HOME=/root',
    ]);
  });

  it('costs a probe that gives another type than it says that one fact', () => {
    const { document } = documentWith({ kernel: known({ release: '6.1', cpus: Number.NaN }) });
    expect(document.facts.kernel).toMatchObject({
      known: false,
      cause: { code: 'failed', detail: expect.stringContaining('/facts/kernel') },
    });
    expect(document.facts.os?.known).toBe(true);
  });

  it('keeps within its bound for a node of 20,000 Services, and says what was cut', () => {
    const saved = Array.from({ length: 20_000 }, (_, index) => ({
      table: 'nat',
      name: `KUBE-SVC-${lot(index)}`,
    }));
    const base = { table: 'filter', name: 'FORWARD', policy: 'DROP' };
    const chains = Array.from({ length: 20_000 }, (_, index) => ({
      family: 'ip' as const,
      table: 'kube-proxy',
      name: `service-${lot(index)}-ns/name/tcp/http`,
    }));
    const hooked = {
      family: 'inet' as const,
      table: 'mine',
      name: 'in',
      hook: 'input',
      policy: 'drop' as const,
    };
    const rules: Rules = {
      ...rulesOf(factsOf()),
      nft: known({ tables: ['ip kube-proxy'], chains: [...chains, hooked] }),
      saved: [
        {
          variant: 'nft',
          family: 'ipv4',
          command: '/usr/sbin/iptables-save',
          saved: known({
            chains: [...saved, base, { table: 'nat', name: 'cali-PREROUTING' }],
            rules: 90_000,
            rulesByTable: { nat: 90_000 },
            incompatible: [],
          }),
        },
      ],
      links: known([
        'lo',
        ...Array.from({ length: 5000 }, (_, index) => `veth${index.toString(16).padStart(8, '0')}`),
        'kube-ipvs0',
      ]),
    };
    const { text, document } = documentWith({ rules: known(rules) });
    expect(Buffer.byteLength(text)).toBeLessThanOrEqual(maxDocumentBytes);
    expect(document.truncated).toEqual([
      expect.stringMatching(/^facts\.rules: 3\d{4} names of chains$/u),
      'facts.rules: 4984 links',
    ]);
    const kept = rulesOf(document.facts);
    expect(kept.nft.known === true && kept.nft.value.chains).toContainEqual(hooked);
    expect(kept.links.known === true && kept.links.value).toContain('kube-ipvs0');
    const first = kept.saved[0]?.saved;
    expect(first?.known === true && first.value.rules).toBe(90_000);
    expect(first?.known === true && first.value.chains).toContainEqual(base);
    expect(first?.known === true && first.value.chains.some(({ name }) => name === 'cali-PREROUTING')).toBe(
      true,
    );
    expect(first?.known === true && first.value.chains.some(({ name }) => name.startsWith('KUBE-SVC-'))).toBe(
      true,
    );
  });

  it('keeps the routes and addresses that could be in the way of a subnet', () => {
    const { network } = collectedWith().facts;
    if (network?.known !== true) throw new Error('no network');
    const pods = Array.from({ length: 3000 }, (_, index) => route(index, `cali${index}`));
    const own = { destination: '172.16.0.0/12', device: 'eth0', gateway: '192.0.2.1' };
    const services = Array.from({ length: 3000 }, (_, index) => ({
      name: 'kube-ipvs0',
      address: `10.96.${index >> 8}.${index & 255}`,
      prefix: 32,
      internal: false,
    }));
    const addresses = [...services, ...network.value.addresses];
    const { document } = documentWith({
      network: known({ ...network.value, addresses, routes: [...pods, own] }),
    });
    const kept = document.facts.network;
    expect(kept?.known === true && kept.value.routes).toEqual([own]);
    expect(kept?.known === true && kept.value.unread).toEqual(network.value.unread);
    expect(kept?.known === true && kept.value.addresses).toEqual(network.value.addresses);
    const many = Array.from({ length: 3000 }, (_, index) => route(index, 'eth0'));
    const lost = documentWith({ network: known({ ...network.value, routes: many }) }).document.facts.network;
    expect(lost?.known === true && lost.value.unread).toContain('more than 512 routes');
  });

  it('leaves out whole facts, the largest first, where nothing else helps', () => {
    const { firewall } = collectedWith().facts;
    if (firewall?.known !== true) throw new Error('no firewall');
    const when = [{ kind: 'other' as const, text: 'x'.repeat(100) }];
    const rules = Array.from({ length: 4000 }, () => ({ when, outcome: { kind: 'drop' as const } }));
    const key = 'inet mine in';
    const chain = {
      key,
      family: 'inet',
      table: 'mine',
      hook: 'input',
      policy: 'accept',
      ofIptables: false,
    } as const;
    const { text, document } = documentWith({
      firewall: known({ ...firewall.value, chains: { [key]: { ...chain, rules } } }),
    });
    expect(Buffer.byteLength(text)).toBeLessThanOrEqual(maxDocumentBytes);
    expect(document.facts.firewall).toMatchObject({ known: false, cause: { code: 'not-collected' } });
    expect(document.truncated).toEqual([expect.stringMatching(/^facts\.firewall: all of \d+ KiB$/u)]);
  });

  it('cuts a text that no check would read to its end', () => {
    const { os } = collectedWith().facts;
    if (os?.known !== true) throw new Error('no os');
    const { text } = documentWith({ os: known({ ...os.value, prettyName: 'x'.repeat(200_000) }) });
    expect(text.length).toBeLessThan(100_000);
  });
});

describe('canonicalJson', () => {
  it.each([
    [{ b: 1, a: [{ d: 1, c: null }] }, '{"a":[{"c":null,"d":1}],"b":1}'],
    [[], '[]'],
    ['x', '"x"'],
  ])('orders %j', (value, text) => {
    expect(canonicalJson(value)).toBe(text);
  });
});
