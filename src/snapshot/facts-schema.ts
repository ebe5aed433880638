/* oxlint-disable max-lines -- a table */
import type { Schema } from './shape.ts';

/** Made from the types of a facts document by `npm run docs`; docs/schema/facts-v1.json is the same with words. */
export const factsSchema: Schema = {
  type: 'object',
  properties: {
    schema: { type: 'string', const: 'kube-preflight/facts/v1' },
    tool: {
      type: 'object',
      properties: { name: { type: 'string' }, version: { type: 'string' } },
      required: ['name', 'version'],
    },
    collectedAt: { type: 'string' },
    identity: { $ref: '#/definitions/NodeIdentity' },
    asked: { $ref: '#/definitions/Asked' },
    facts: { $ref: '#/definitions/Facts' },
    timings: { $ref: '#/definitions/Readonly_Record_string_number' },
    truncated: { type: 'array', items: { type: 'string' } },
    hash: { type: 'string' },
  },
  required: ['schema', 'tool', 'collectedAt', 'identity', 'asked', 'facts', 'timings', 'truncated', 'hash'],
  definitions: {
    Asked: {
      type: 'object',
      properties: {
        modes: { type: 'array', items: { $ref: '#/definitions/ProxyMode' } },
        families: { type: 'array', items: { $ref: '#/definitions/Family' } },
        variant: {
          anyOf: [
            { type: 'string', const: 'in-force' },
            { $ref: '#/definitions/Variant' },
            { type: 'string', const: 'both' },
          ],
        },
        readOnly: { type: 'boolean' },
        ipvsScheduler: { type: 'string' },
        nodeName: { type: 'string' },
        resolvConf: {
          type: 'object',
          properties: { path: { type: 'string' }, written: { type: 'boolean' } },
          required: ['path', 'written'],
        },
        proxiedUnits: { type: 'array', items: { type: 'string' } },
        etcd: { $ref: '#/definitions/EtcdSurvey' },
        certificatesDir: { type: 'string' },
        cri: { $ref: '#/definitions/Pick_CriSurvey_socket_kubeletEndpoint_isSetUp' },
        custom: { type: 'array', items: { $ref: '#/definitions/Demand' } },
      },
      required: [
        'certificatesDir',
        'cri',
        'custom',
        'etcd',
        'families',
        'ipvsScheduler',
        'modes',
        'nodeName',
        'proxiedUnits',
        'readOnly',
        'resolvConf',
        'variant',
      ],
    },
    CallAnswer_CgroupDriver_undefined: {
      anyOf: [
        {
          type: 'object',
          properties: { ok: { type: 'boolean', const: true }, value: { $ref: '#/definitions/CgroupDriver' } },
          required: ['ok'],
        },
        { $ref: '#/definitions/CallFailure' },
      ],
    },
    CallAnswer_RuntimeVersion: {
      anyOf: [
        {
          type: 'object',
          properties: {
            ok: { type: 'boolean', const: true },
            value: { $ref: '#/definitions/RuntimeVersion' },
          },
          required: ['ok', 'value'],
        },
        { $ref: '#/definitions/CallFailure' },
      ],
    },
    CallAnswer_Unnamed: {
      anyOf: [
        {
          type: 'object',
          properties: {
            ok: { type: 'boolean', const: true },
            value: { type: 'array', items: { $ref: '#/definitions/RuntimeCondition' } },
          },
          required: ['ok', 'value'],
        },
        { $ref: '#/definitions/CallFailure' },
      ],
    },
    CallFailure: {
      type: 'object',
      properties: {
        ok: { type: 'boolean', const: false },
        fault: { $ref: '#/definitions/CallFault' },
        detail: { type: 'string' },
      },
      required: ['ok', 'fault', 'detail'],
    },
    CallFault: { type: 'string', enum: ['unimplemented', 'not-grpc', 'timed-out', 'status'] },
    CertificateFact: {
      type: 'object',
      properties: {
        subject: { type: 'string' },
        issuer: { type: 'string' },
        notBefore: { type: 'number' },
        notAfter: { type: 'number' },
        isCa: { type: 'boolean' },
        altNames: { type: 'array', items: { type: 'string' } },
        purposes: { type: 'array', items: { type: 'string' } },
      },
      required: ['subject', 'issuer', 'notBefore', 'notAfter', 'isCa', 'altNames'],
    },
    CertificateFile: {
      type: 'object',
      properties: {
        path: { type: 'string' },
        state: { type: 'string', enum: ['read', 'absent', 'forbidden', 'failed', 'bad', 'encrypted'] },
        code: { type: 'string' },
        mode: { type: 'number' },
        certificates: { type: 'array', items: { $ref: '#/definitions/CertificateFact' } },
      },
      required: ['certificates', 'code', 'path', 'state'],
    },
    CertificatesFacts: {
      type: 'object',
      properties: {
        directory: { type: 'string' },
        pairs: { type: 'array', items: { $ref: '#/definitions/PkiPair' } },
        serviceAccount: {
          type: 'object',
          properties: {
            key: { $ref: '#/definitions/PemFile' },
            publicKey: { $ref: '#/definitions/PemFile' },
            matches: { type: 'boolean' },
          },
          required: ['key', 'publicKey'],
        },
        kubeconfigs: { type: 'array', items: { type: 'string' } },
        seenAt: { type: 'number' },
      },
      required: ['directory', 'pairs', 'kubeconfigs', 'seenAt'],
    },
    CgroupDriver: { type: 'string', enum: ['systemd', 'cgroupfs'] },
    CgroupFacts: {
      type: 'object',
      properties: {
        mounts: { type: 'array', items: { $ref: '#/definitions/CgroupMount' } },
        memoryDirectory: { type: 'boolean' },
        subsystems: { type: 'array', items: { $ref: '#/definitions/Subsystem' } },
        unified: { $ref: '#/definitions/UnifiedRoot' },
        kernelArguments: { type: 'array', items: { type: 'string' } },
      },
      required: ['mounts', 'memoryDirectory', 'kernelArguments'],
    },
    CgroupMount: {
      type: 'object',
      properties: {
        point: { type: 'string' },
        type: { type: 'string' },
        options: { type: 'array', items: { type: 'string' } },
      },
      required: ['point', 'type', 'options'],
    },
    ClusterFacts: { $ref: '#/definitions/ClusterSeen' },
    ClusterFault: {
      type: 'object',
      properties: { code: { $ref: '#/definitions/ClusterFaultCode' }, detail: { type: 'string' } },
      required: ['code', 'detail'],
    },
    ClusterFaultCode: {
      type: 'string',
      enum: [
        'no-kubeconfig',
        'bad-kubeconfig',
        'unsupported',
        'exec-refused',
        'exec-failed',
        'unreachable',
        'timed-out',
        'untrusted',
        'unauthorized',
        'busy',
        'bad-answer',
        'no-cluster-info',
        'no-pin',
        'pin-mismatch',
        'bad-signature',
        'stopped',
      ],
    },
    ClusterSeen: {
      anyOf: [
        {
          type: 'object',
          properties: {
            reached: { type: 'boolean', const: true },
            via: { type: 'string' },
            server: { type: 'string' },
            kubeadmConfig: { $ref: '#/definitions/State' },
            kubeletConfig: { $ref: '#/definitions/State' },
            proxy: { $ref: '#/definitions/ProxySeen' },
            upgrade: { $ref: '#/definitions/UpgradeObjects' },
          },
          required: ['reached', 'via', 'server', 'kubeadmConfig', 'kubeletConfig', 'proxy'],
        },
        {
          type: 'object',
          properties: {
            reached: { type: 'boolean', const: false },
            via: { type: 'string' },
            server: { type: 'string' },
            fault: { $ref: '#/definitions/ClusterFault' },
          },
          required: ['reached', 'via', 'server', 'fault'],
        },
      ],
    },
    CniConfig: {
      anyOf: [
        {
          type: 'object',
          properties: {
            state: { type: 'string', const: 'valid' },
            file: { type: 'string' },
            name: { type: 'string' },
            plugins: { type: 'array', items: { $ref: '#/definitions/CniPlugin' } },
          },
          required: ['state', 'file', 'name', 'plugins'],
        },
        {
          type: 'object',
          properties: {
            state: { type: 'string', const: 'invalid' },
            file: { type: 'string' },
            detail: { type: 'string' },
          },
          required: ['state', 'file', 'detail'],
        },
        {
          type: 'object',
          properties: {
            state: { type: 'string', const: 'unread' },
            file: { type: 'string' },
            code: { type: 'string' },
          },
          required: ['state', 'file', 'code'],
        },
      ],
    },
    CniFacts: {
      type: 'object',
      properties: {
        directory: { type: 'string' },
        configs: { type: 'array', items: { $ref: '#/definitions/CniConfig' } },
        versions: { $ref: '#/definitions/Readonly_Record_string_string' },
      },
      required: ['directory', 'configs', 'versions'],
    },
    CniModulesFacts: {
      type: 'object',
      properties: { byName: { $ref: '#/definitions/Readonly_Record_string_ModuleFact' } },
      required: ['byName'],
    },
    CniPlugin: {
      type: 'object',
      properties: {
        type: { type: 'string' },
        delegate: { type: 'string' },
        bridge: { type: 'string' },
        ipMasq: { type: 'boolean' },
        backend: { type: 'string' },
        iptablesOnly: { type: 'boolean' },
      },
      required: ['type'],
    },
    Condition: {
      anyOf: [
        {
          type: 'object',
          properties: {
            kind: { type: 'string', const: 'port' },
            ranges: { type: 'array', items: { type: 'array', items: { type: 'number' } } },
            not: { type: 'boolean' },
          },
          required: ['kind', 'ranges', 'not'],
        },
        {
          type: 'object',
          properties: {
            kind: { type: 'string', enum: ['protocol', 'state', 'interface'] },
            names: { type: 'array', items: { type: 'string' } },
            not: { type: 'boolean' },
          },
          required: ['kind', 'names', 'not'],
        },
        {
          type: 'object',
          properties: { kind: { type: 'string', const: 'other' }, text: { type: 'string' } },
          required: ['kind', 'text'],
        },
      ],
    },
    ConntrackDrops: {
      type: 'object',
      properties: { dropped: { type: 'number' }, early: { type: 'number' } },
      required: ['dropped', 'early'],
    },
    ConntrackFact: {
      type: 'object',
      properties: {
        sysctlDirectory: { type: 'boolean' },
        module: { $ref: '#/definitions/ModuleFact' },
        max: { type: 'number' },
        hashsize: { type: 'number' },
        maxWritable: { type: 'boolean' },
        maxBarrier: { type: 'string' },
        hashsizeWritable: { type: 'boolean' },
        sysReadOnly: { type: 'boolean' },
        count: { type: 'number' },
      },
      required: ['sysctlDirectory'],
    },
    CpuFacts: {
      type: 'object',
      properties: {
        usable: { type: 'number' },
        online: { type: 'number' },
        quota: {
          type: 'object',
          properties: { cpus: { type: 'number' }, source: { type: 'string' }, text: { type: 'string' } },
          required: ['cpus', 'source', 'text'],
        },
      },
      required: ['usable', 'online'],
    },
    CriAnswers: {
      type: 'object',
      properties: {
        version: { $ref: '#/definitions/CallAnswer_RuntimeVersion' },
        status: { $ref: '#/definitions/CallAnswer_Unnamed' },
        cgroupDriver: { $ref: '#/definitions/CallAnswer_CgroupDriver_undefined' },
        ownConfig: { $ref: '#/definitions/RuntimeOwnConfig' },
        v1alpha2: { $ref: '#/definitions/CallAnswer_RuntimeVersion' },
        ms: { type: 'number' },
      },
      required: ['version', 'status', 'cgroupDriver', 'ownConfig', 'ms'],
    },
    CriEndpoint: {
      type: 'object',
      properties: {
        chosenBy: { type: 'string', enum: ['cri-socket', 'kubelet', 'node', 'found', 'fallback', 'several'] },
        endpoint: { type: 'string' },
        path: { type: 'string' },
        source: { type: 'string' },
      },
      required: ['chosenBy', 'endpoint', 'path'],
    },
    CriFacts: {
      type: 'object',
      properties: {
        endpoint: { $ref: '#/definitions/CriEndpoint' },
        socket: { $ref: '#/definitions/CriSocket' },
        others: { type: 'array', items: { type: 'string' } },
        detected: { type: 'array', items: { type: 'string' } },
        answers: { $ref: '#/definitions/CriAnswers' },
        listener: { type: 'string' },
        program: { type: 'string' },
        disabledBy: {
          type: 'object',
          properties: { file: { type: 'string' }, line: { type: 'string' } },
          required: ['file', 'line'],
        },
      },
      required: ['endpoint', 'socket', 'others'],
    },
    CriSocket: {
      type: 'object',
      properties: {
        state: { $ref: '#/definitions/SocketState' },
        code: { type: 'string' },
        mode: { type: 'string' },
      },
      required: ['state', 'code', 'mode'],
    },
    CustomFacts: {
      type: 'object',
      properties: {
        versions: { $ref: '#/definitions/Readonly_Record_string_VersionAnswer' },
        sysctls: { $ref: '#/definitions/Readonly_Record_string_SysctlLook' },
        modules: { $ref: '#/definitions/Readonly_Record_string_ModuleFact' },
        files: { $ref: '#/definitions/Readonly_Record_string_FileLook' },
      },
      required: ['versions', 'sysctls', 'modules', 'files'],
    },
    Demand: {
      anyOf: [
        {
          type: 'object',
          properties: {
            kind: { type: 'string', const: 'tool' },
            tool: { type: 'string' },
            minimum: { type: 'string' },
            versionArgument: { type: 'string' },
            packages: { $ref: '#/definitions/Readonly_Record_string_string' },
          },
          required: ['kind', 'tool', 'minimum', 'versionArgument'],
        },
        {
          type: 'object',
          properties: {
            kind: { type: 'string', const: 'sysctl' },
            key: { type: 'string' },
            values: { type: 'array', items: { type: 'string' } },
            minimum: { type: 'number' },
            maximum: { type: 'number' },
          },
          required: ['kind', 'key', 'values'],
        },
        {
          type: 'object',
          properties: {
            kind: { type: 'string', const: 'module' },
            module: { type: 'string' },
            state: { type: 'string', enum: ['loaded', 'available'] },
          },
          required: ['kind', 'module', 'state'],
        },
        {
          type: 'object',
          properties: {
            kind: { type: 'string', const: 'file' },
            path: { type: 'string' },
            type: { $ref: '#/definitions/FileType' },
            maxMode: { type: 'number' },
            owner: { type: 'number' },
            contains: { type: 'string' },
          },
          required: ['kind', 'path', 'type', 'contains'],
        },
        {
          type: 'object',
          properties: {
            kind: { type: 'string', const: 'port' },
            port: { type: 'number' },
            protocol: { type: 'string', enum: ['tcp', 'udp'] },
            state: { type: 'string', enum: ['free', 'in-use'] },
          },
          required: ['kind', 'port', 'protocol', 'state'],
        },
      ],
    },
    Denial: {
      type: 'object',
      properties: {
        module: { type: 'string', enum: ['SELinux', 'AppArmor'] },
        program: { type: 'string' },
        wanted: { type: 'string' },
        line: { type: 'string' },
        count: { type: 'number' },
      },
      required: ['module', 'program', 'wanted', 'line', 'count'],
    },
    EndpointFact: {
      type: 'object',
      properties: {
        url: { type: 'string' },
        state: { $ref: '#/definitions/EndpointState' },
        version: { type: 'string' },
        detail: { type: 'string' },
        server: { $ref: '#/definitions/ServerCertificate' },
      },
      required: ['url', 'state', 'version', 'detail'],
    },
    EndpointState: {
      type: 'string',
      enum: [
        'answered',
        'bad-url',
        'name-unknown',
        'name-unanswered',
        'refused',
        'unreachable',
        'timed-out',
        'no-answer',
        'client-refused',
        'untrusted',
        'server-expired',
        'server-not-yet-valid',
        'wrong-name',
        'speaks-plain',
        'speaks-tls',
        'tls-failed',
        'cut',
        'bad-status',
        'not-etcd',
        'not-asked',
      ],
    },
    EtcdFacts: {
      type: 'object',
      properties: {
        endpoints: { type: 'array', items: { $ref: '#/definitions/EndpointFact' } },
        ca: { $ref: '#/definitions/CertificateFile' },
        client: { $ref: '#/definitions/PairFact' },
        seenAt: { type: 'number' },
      },
      required: ['endpoints', 'seenAt'],
    },
    EtcdSurvey: {
      type: 'object',
      properties: {
        endpoints: { type: 'array', items: { type: 'string' } },
        caFile: { type: 'string' },
        certFile: { type: 'string' },
        keyFile: { type: 'string' },
      },
      required: ['endpoints', 'caFile', 'certFile', 'keyFile'],
    },
    Fact_CertificatesFacts: {
      anyOf: [
        {
          type: 'object',
          properties: {
            known: { type: 'boolean', const: true },
            value: { $ref: '#/definitions/CertificatesFacts' },
          },
          required: ['known', 'value'],
        },
        {
          type: 'object',
          properties: { known: { type: 'boolean', const: false }, cause: { $ref: '#/definitions/Unknown' } },
          required: ['known', 'cause'],
        },
      ],
    },
    Fact_CgroupFacts: {
      anyOf: [
        {
          type: 'object',
          properties: {
            known: { type: 'boolean', const: true },
            value: { $ref: '#/definitions/CgroupFacts' },
          },
          required: ['known', 'value'],
        },
        {
          type: 'object',
          properties: { known: { type: 'boolean', const: false }, cause: { $ref: '#/definitions/Unknown' } },
          required: ['known', 'cause'],
        },
      ],
    },
    Fact_ClusterFacts: {
      anyOf: [
        {
          type: 'object',
          properties: {
            known: { type: 'boolean', const: true },
            value: { $ref: '#/definitions/ClusterFacts' },
          },
          required: ['known', 'value'],
        },
        {
          type: 'object',
          properties: { known: { type: 'boolean', const: false }, cause: { $ref: '#/definitions/Unknown' } },
          required: ['known', 'cause'],
        },
      ],
    },
    Fact_CniFacts: {
      anyOf: [
        {
          type: 'object',
          properties: { known: { type: 'boolean', const: true }, value: { $ref: '#/definitions/CniFacts' } },
          required: ['known', 'value'],
        },
        {
          type: 'object',
          properties: { known: { type: 'boolean', const: false }, cause: { $ref: '#/definitions/Unknown' } },
          required: ['known', 'cause'],
        },
      ],
    },
    Fact_CniModulesFacts: {
      anyOf: [
        {
          type: 'object',
          properties: {
            known: { type: 'boolean', const: true },
            value: { $ref: '#/definitions/CniModulesFacts' },
          },
          required: ['known', 'value'],
        },
        {
          type: 'object',
          properties: { known: { type: 'boolean', const: false }, cause: { $ref: '#/definitions/Unknown' } },
          required: ['known', 'cause'],
        },
      ],
    },
    Fact_ConntrackDrops: {
      anyOf: [
        {
          type: 'object',
          properties: {
            known: { type: 'boolean', const: true },
            value: { $ref: '#/definitions/ConntrackDrops' },
          },
          required: ['known', 'value'],
        },
        {
          type: 'object',
          properties: { known: { type: 'boolean', const: false }, cause: { $ref: '#/definitions/Unknown' } },
          required: ['known', 'cause'],
        },
      ],
    },
    Fact_ConntrackFact: {
      anyOf: [
        {
          type: 'object',
          properties: {
            known: { type: 'boolean', const: true },
            value: { $ref: '#/definitions/ConntrackFact' },
          },
          required: ['known', 'value'],
        },
        {
          type: 'object',
          properties: { known: { type: 'boolean', const: false }, cause: { $ref: '#/definitions/Unknown' } },
          required: ['known', 'cause'],
        },
      ],
    },
    Fact_CpuFacts: {
      anyOf: [
        {
          type: 'object',
          properties: { known: { type: 'boolean', const: true }, value: { $ref: '#/definitions/CpuFacts' } },
          required: ['known', 'value'],
        },
        {
          type: 'object',
          properties: { known: { type: 'boolean', const: false }, cause: { $ref: '#/definitions/Unknown' } },
          required: ['known', 'cause'],
        },
      ],
    },
    Fact_CriFacts: {
      anyOf: [
        {
          type: 'object',
          properties: { known: { type: 'boolean', const: true }, value: { $ref: '#/definitions/CriFacts' } },
          required: ['known', 'value'],
        },
        {
          type: 'object',
          properties: { known: { type: 'boolean', const: false }, cause: { $ref: '#/definitions/Unknown' } },
          required: ['known', 'cause'],
        },
      ],
    },
    Fact_CustomFacts: {
      anyOf: [
        {
          type: 'object',
          properties: {
            known: { type: 'boolean', const: true },
            value: { $ref: '#/definitions/CustomFacts' },
          },
          required: ['known', 'value'],
        },
        {
          type: 'object',
          properties: { known: { type: 'boolean', const: false }, cause: { $ref: '#/definitions/Unknown' } },
          required: ['known', 'cause'],
        },
      ],
    },
    Fact_EtcdFacts: {
      anyOf: [
        {
          type: 'object',
          properties: { known: { type: 'boolean', const: true }, value: { $ref: '#/definitions/EtcdFacts' } },
          required: ['known', 'value'],
        },
        {
          type: 'object',
          properties: { known: { type: 'boolean', const: false }, cause: { $ref: '#/definitions/Unknown' } },
          required: ['known', 'cause'],
        },
      ],
    },
    Fact_FirewallFacts: {
      anyOf: [
        {
          type: 'object',
          properties: {
            known: { type: 'boolean', const: true },
            value: { $ref: '#/definitions/FirewallFacts' },
          },
          required: ['known', 'value'],
        },
        {
          type: 'object',
          properties: { known: { type: 'boolean', const: false }, cause: { $ref: '#/definitions/Unknown' } },
          required: ['known', 'cause'],
        },
      ],
    },
    Fact_ImagesFacts: {
      anyOf: [
        {
          type: 'object',
          properties: {
            known: { type: 'boolean', const: true },
            value: { $ref: '#/definitions/ImagesFacts' },
          },
          required: ['known', 'value'],
        },
        {
          type: 'object',
          properties: { known: { type: 'boolean', const: false }, cause: { $ref: '#/definitions/Unknown' } },
          required: ['known', 'cause'],
        },
      ],
    },
    Fact_KernelConfigFacts: {
      anyOf: [
        {
          type: 'object',
          properties: {
            known: { type: 'boolean', const: true },
            value: { $ref: '#/definitions/KernelConfigFacts' },
          },
          required: ['known', 'value'],
        },
        {
          type: 'object',
          properties: { known: { type: 'boolean', const: false }, cause: { $ref: '#/definitions/Unknown' } },
          required: ['known', 'cause'],
        },
      ],
    },
    Fact_KernelFacts: {
      anyOf: [
        {
          type: 'object',
          properties: {
            known: { type: 'boolean', const: true },
            value: { $ref: '#/definitions/KernelFacts' },
          },
          required: ['known', 'value'],
        },
        {
          type: 'object',
          properties: { known: { type: 'boolean', const: false }, cause: { $ref: '#/definitions/Unknown' } },
          required: ['known', 'cause'],
        },
      ],
    },
    Fact_KubeletFacts: {
      anyOf: [
        {
          type: 'object',
          properties: {
            known: { type: 'boolean', const: true },
            value: { $ref: '#/definitions/KubeletFacts' },
          },
          required: ['known', 'value'],
        },
        {
          type: 'object',
          properties: { known: { type: 'boolean', const: false }, cause: { $ref: '#/definitions/Unknown' } },
          required: ['known', 'cause'],
        },
      ],
    },
    Fact_MemoryFacts: {
      anyOf: [
        {
          type: 'object',
          properties: {
            known: { type: 'boolean', const: true },
            value: { $ref: '#/definitions/MemoryFacts' },
          },
          required: ['known', 'value'],
        },
        {
          type: 'object',
          properties: { known: { type: 'boolean', const: false }, cause: { $ref: '#/definitions/Unknown' } },
          required: ['known', 'cause'],
        },
      ],
    },
    Fact_NamesFacts: {
      anyOf: [
        {
          type: 'object',
          properties: {
            known: { type: 'boolean', const: true },
            value: { $ref: '#/definitions/NamesFacts' },
          },
          required: ['known', 'value'],
        },
        {
          type: 'object',
          properties: { known: { type: 'boolean', const: false }, cause: { $ref: '#/definitions/Unknown' } },
          required: ['known', 'cause'],
        },
      ],
    },
    Fact_NetfilterFacts: {
      anyOf: [
        {
          type: 'object',
          properties: {
            known: { type: 'boolean', const: true },
            value: { $ref: '#/definitions/NetfilterFacts' },
          },
          required: ['known', 'value'],
        },
        {
          type: 'object',
          properties: { known: { type: 'boolean', const: false }, cause: { $ref: '#/definitions/Unknown' } },
          required: ['known', 'cause'],
        },
      ],
    },
    Fact_NetworkFacts: {
      anyOf: [
        {
          type: 'object',
          properties: {
            known: { type: 'boolean', const: true },
            value: { $ref: '#/definitions/NetworkFacts' },
          },
          required: ['known', 'value'],
        },
        {
          type: 'object',
          properties: { known: { type: 'boolean', const: false }, cause: { $ref: '#/definitions/Unknown' } },
          required: ['known', 'cause'],
        },
      ],
    },
    Fact_NftFacts: {
      anyOf: [
        {
          type: 'object',
          properties: { known: { type: 'boolean', const: true }, value: { $ref: '#/definitions/NftFacts' } },
          required: ['known', 'value'],
        },
        {
          type: 'object',
          properties: { known: { type: 'boolean', const: false }, cause: { $ref: '#/definitions/Unknown' } },
          required: ['known', 'cause'],
        },
      ],
    },
    Fact_OsFacts: {
      anyOf: [
        {
          type: 'object',
          properties: { known: { type: 'boolean', const: true }, value: { $ref: '#/definitions/OsFacts' } },
          required: ['known', 'value'],
        },
        {
          type: 'object',
          properties: { known: { type: 'boolean', const: false }, cause: { $ref: '#/definitions/Unknown' } },
          required: ['known', 'cause'],
        },
      ],
    },
    Fact_PathsFacts: {
      anyOf: [
        {
          type: 'object',
          properties: {
            known: { type: 'boolean', const: true },
            value: { $ref: '#/definitions/PathsFacts' },
          },
          required: ['known', 'value'],
        },
        {
          type: 'object',
          properties: { known: { type: 'boolean', const: false }, cause: { $ref: '#/definitions/Unknown' } },
          required: ['known', 'cause'],
        },
      ],
    },
    Fact_PortsFacts: {
      anyOf: [
        {
          type: 'object',
          properties: {
            known: { type: 'boolean', const: true },
            value: { $ref: '#/definitions/PortsFacts' },
          },
          required: ['known', 'value'],
        },
        {
          type: 'object',
          properties: { known: { type: 'boolean', const: false }, cause: { $ref: '#/definitions/Unknown' } },
          required: ['known', 'cause'],
        },
      ],
    },
    Fact_PrivilegeFacts: {
      anyOf: [
        {
          type: 'object',
          properties: {
            known: { type: 'boolean', const: true },
            value: { $ref: '#/definitions/PrivilegeFacts' },
          },
          required: ['known', 'value'],
        },
        {
          type: 'object',
          properties: { known: { type: 'boolean', const: false }, cause: { $ref: '#/definitions/Unknown' } },
          required: ['known', 'cause'],
        },
      ],
    },
    Fact_ProxiesFacts: {
      anyOf: [
        {
          type: 'object',
          properties: {
            known: { type: 'boolean', const: true },
            value: { $ref: '#/definitions/ProxiesFacts' },
          },
          required: ['known', 'value'],
        },
        {
          type: 'object',
          properties: { known: { type: 'boolean', const: false }, cause: { $ref: '#/definitions/Unknown' } },
          required: ['known', 'cause'],
        },
      ],
    },
    Fact_ResolverFacts: {
      anyOf: [
        {
          type: 'object',
          properties: {
            known: { type: 'boolean', const: true },
            value: { $ref: '#/definitions/ResolverFacts' },
          },
          required: ['known', 'value'],
        },
        {
          type: 'object',
          properties: { known: { type: 'boolean', const: false }, cause: { $ref: '#/definitions/Unknown' } },
          required: ['known', 'cause'],
        },
      ],
    },
    Fact_RulesFacts: {
      anyOf: [
        {
          type: 'object',
          properties: {
            known: { type: 'boolean', const: true },
            value: { $ref: '#/definitions/RulesFacts' },
          },
          required: ['known', 'value'],
        },
        {
          type: 'object',
          properties: { known: { type: 'boolean', const: false }, cause: { $ref: '#/definitions/Unknown' } },
          required: ['known', 'cause'],
        },
      ],
    },
    Fact_SavedRules: {
      anyOf: [
        {
          type: 'object',
          properties: {
            known: { type: 'boolean', const: true },
            value: { $ref: '#/definitions/SavedRules' },
          },
          required: ['known', 'value'],
        },
        {
          type: 'object',
          properties: { known: { type: 'boolean', const: false }, cause: { $ref: '#/definitions/Unknown' } },
          required: ['known', 'cause'],
        },
      ],
    },
    Fact_SecurityModuleFacts: {
      anyOf: [
        {
          type: 'object',
          properties: {
            known: { type: 'boolean', const: true },
            value: { $ref: '#/definitions/SecurityModuleFacts' },
          },
          required: ['known', 'value'],
        },
        {
          type: 'object',
          properties: { known: { type: 'boolean', const: false }, cause: { $ref: '#/definitions/Unknown' } },
          required: ['known', 'cause'],
        },
      ],
    },
    Fact_ServicesFacts: {
      anyOf: [
        {
          type: 'object',
          properties: {
            known: { type: 'boolean', const: true },
            value: { $ref: '#/definitions/ServicesFacts' },
          },
          required: ['known', 'value'],
        },
        {
          type: 'object',
          properties: { known: { type: 'boolean', const: false }, cause: { $ref: '#/definitions/Unknown' } },
          required: ['known', 'cause'],
        },
      ],
    },
    Fact_SwapAtBootFacts: {
      anyOf: [
        {
          type: 'object',
          properties: {
            known: { type: 'boolean', const: true },
            value: { $ref: '#/definitions/SwapAtBootFacts' },
          },
          required: ['known', 'value'],
        },
        {
          type: 'object',
          properties: { known: { type: 'boolean', const: false }, cause: { $ref: '#/definitions/Unknown' } },
          required: ['known', 'cause'],
        },
      ],
    },
    Fact_SwapFacts: {
      anyOf: [
        {
          type: 'object',
          properties: { known: { type: 'boolean', const: true }, value: { $ref: '#/definitions/SwapFacts' } },
          required: ['known', 'value'],
        },
        {
          type: 'object',
          properties: { known: { type: 'boolean', const: false }, cause: { $ref: '#/definitions/Unknown' } },
          required: ['known', 'cause'],
        },
      ],
    },
    Fact_SysctlFacts: {
      anyOf: [
        {
          type: 'object',
          properties: {
            known: { type: 'boolean', const: true },
            value: { $ref: '#/definitions/SysctlFacts' },
          },
          required: ['known', 'value'],
        },
        {
          type: 'object',
          properties: { known: { type: 'boolean', const: false }, cause: { $ref: '#/definitions/Unknown' } },
          required: ['known', 'cause'],
        },
      ],
    },
    Fact_SysctlFilesFacts: {
      anyOf: [
        {
          type: 'object',
          properties: {
            known: { type: 'boolean', const: true },
            value: { $ref: '#/definitions/SysctlFilesFacts' },
          },
          required: ['known', 'value'],
        },
        {
          type: 'object',
          properties: { known: { type: 'boolean', const: false }, cause: { $ref: '#/definitions/Unknown' } },
          required: ['known', 'cause'],
        },
      ],
    },
    Fact_TimeSyncFacts: {
      anyOf: [
        {
          type: 'object',
          properties: {
            known: { type: 'boolean', const: true },
            value: { $ref: '#/definitions/TimeSyncFacts' },
          },
          required: ['known', 'value'],
        },
        {
          type: 'object',
          properties: { known: { type: 'boolean', const: false }, cause: { $ref: '#/definitions/Unknown' } },
          required: ['known', 'cause'],
        },
      ],
    },
    Fact_ToolFacts: {
      anyOf: [
        {
          type: 'object',
          properties: { known: { type: 'boolean', const: true }, value: { $ref: '#/definitions/ToolFacts' } },
          required: ['known', 'value'],
        },
        {
          type: 'object',
          properties: { known: { type: 'boolean', const: false }, cause: { $ref: '#/definitions/Unknown' } },
          required: ['known', 'cause'],
        },
      ],
    },
    Fact_Unnamed: {
      anyOf: [
        {
          type: 'object',
          properties: {
            known: { type: 'boolean', const: true },
            value: {
              type: 'object',
              properties: {
                features: { type: 'array', items: { $ref: '#/definitions/FeatureFact' } },
                modules: { type: 'array', items: { $ref: '#/definitions/ModuleFact' } },
                commands: { type: 'array', items: { type: 'string' } },
              },
              required: ['features', 'modules', 'commands'],
            },
          },
          required: ['known', 'value'],
        },
        {
          type: 'object',
          properties: { known: { type: 'boolean', const: false }, cause: { $ref: '#/definitions/Unknown' } },
          required: ['known', 'cause'],
        },
      ],
    },
    Fact_WiperFacts: {
      anyOf: [
        {
          type: 'object',
          properties: {
            known: { type: 'boolean', const: true },
            value: { $ref: '#/definitions/WiperFacts' },
          },
          required: ['known', 'value'],
        },
        {
          type: 'object',
          properties: { known: { type: 'boolean', const: false }, cause: { $ref: '#/definitions/Unknown' } },
          required: ['known', 'cause'],
        },
      ],
    },
    Fact_number: {
      anyOf: [
        {
          type: 'object',
          properties: { known: { type: 'boolean', const: true }, value: { type: 'number' } },
          required: ['known', 'value'],
        },
        {
          type: 'object',
          properties: { known: { type: 'boolean', const: false }, cause: { $ref: '#/definitions/Unknown' } },
          required: ['known', 'cause'],
        },
      ],
    },
    Fact_string: {
      anyOf: [
        {
          type: 'object',
          properties: {
            known: { type: 'boolean', const: true },
            value: { type: 'array', items: { type: 'string' } },
          },
          required: ['known', 'value'],
        },
        {
          type: 'object',
          properties: { known: { type: 'boolean', const: false }, cause: { $ref: '#/definitions/Unknown' } },
          required: ['known', 'cause'],
        },
      ],
    },
    Facts: {
      type: 'object',
      properties: {
        privilege: { $ref: '#/definitions/Fact_PrivilegeFacts' },
        os: { $ref: '#/definitions/Fact_OsFacts' },
        kernel: { $ref: '#/definitions/Fact_KernelFacts' },
        kernelConfig: { $ref: '#/definitions/Fact_KernelConfigFacts' },
        cgroups: { $ref: '#/definitions/Fact_CgroupFacts' },
        cluster: { $ref: '#/definitions/Fact_ClusterFacts' },
        cpus: { $ref: '#/definitions/Fact_CpuFacts' },
        memory: { $ref: '#/definitions/Fact_MemoryFacts' },
        swap: { $ref: '#/definitions/Fact_SwapFacts' },
        swapAtBoot: { $ref: '#/definitions/Fact_SwapAtBootFacts' },
        sysctls: { $ref: '#/definitions/Fact_SysctlFacts' },
        sysctlFiles: { $ref: '#/definitions/Fact_SysctlFilesFacts' },
        tools: { $ref: '#/definitions/Fact_ToolFacts' },
        netfilter: { $ref: '#/definitions/Fact_NetfilterFacts' },
        rules: { $ref: '#/definitions/Fact_RulesFacts' },
        paths: { $ref: '#/definitions/Fact_PathsFacts' },
        ports: { $ref: '#/definitions/Fact_PortsFacts' },
        names: { $ref: '#/definitions/Fact_NamesFacts' },
        resolver: { $ref: '#/definitions/Fact_ResolverFacts' },
        proxies: { $ref: '#/definitions/Fact_ProxiesFacts' },
        network: { $ref: '#/definitions/Fact_NetworkFacts' },
        services: { $ref: '#/definitions/Fact_ServicesFacts' },
        kubelet: { $ref: '#/definitions/Fact_KubeletFacts' },
        firewall: { $ref: '#/definitions/Fact_FirewallFacts' },
        timeSync: { $ref: '#/definitions/Fact_TimeSyncFacts' },
        cri: { $ref: '#/definitions/Fact_CriFacts' },
        images: { $ref: '#/definitions/Fact_ImagesFacts' },
        wipers: { $ref: '#/definitions/Fact_WiperFacts' },
        securityModule: { $ref: '#/definitions/Fact_SecurityModuleFacts' },
        conntrackDrops: { $ref: '#/definitions/Fact_ConntrackDrops' },
        etcd: { $ref: '#/definitions/Fact_EtcdFacts' },
        custom: { $ref: '#/definitions/Fact_CustomFacts' },
        certificates: { $ref: '#/definitions/Fact_CertificatesFacts' },
        cni: { $ref: '#/definitions/Fact_CniFacts' },
        cniModules: { $ref: '#/definitions/Fact_CniModulesFacts' },
      },
    },
    Family: { type: 'string', enum: ['ipv4', 'ipv6'] },
    FeatureFact: {
      type: 'object',
      properties: {
        feature: { type: 'string' },
        state: { type: 'string', enum: ['works', 'missing', 'unknown'] },
        detail: { type: 'string' },
        command: { type: 'string' },
      },
      required: ['feature', 'state'],
    },
    FileLook: {
      type: 'object',
      properties: {
        kind: { type: 'string', enum: ['file', 'directory', 'link', 'socket', 'other', 'absent', 'unknown'] },
        code: { type: 'string' },
        mode: { type: 'number' },
        owner: { type: 'number' },
        holds: { $ref: '#/definitions/Readonly_Record_string_boolean' },
      },
      required: ['kind', 'holds'],
    },
    FileType: { type: 'string', enum: ['file', 'directory', 'socket', 'absent'] },
    FilterChain: {
      type: 'object',
      properties: {
        key: { type: 'string' },
        family: { type: 'string', enum: ['ip', 'ip6', 'inet'] },
        table: { type: 'string' },
        hook: { type: 'string', enum: ['input', 'forward'] },
        policy: { type: 'string', enum: ['accept', 'drop'] },
        rules: { type: 'array', items: { $ref: '#/definitions/FilterRule' } },
        ofIptables: { type: 'boolean' },
      },
      required: ['key', 'family', 'table', 'policy', 'rules', 'ofIptables'],
    },
    FilterRule: {
      type: 'object',
      properties: {
        when: { type: 'array', items: { $ref: '#/definitions/Condition' } },
        outcome: { $ref: '#/definitions/Outcome' },
      },
      required: ['when', 'outcome'],
    },
    FirewallFacts: {
      type: 'object',
      properties: {
        chains: { $ref: '#/definitions/Readonly_Record_string_FilterChain' },
        setTables: { type: 'array', items: { type: 'string' } },
        sources: { type: 'array', items: { type: 'string' } },
        ufwEnabled: { type: 'boolean' },
      },
      required: ['chains', 'sources', 'ufwEnabled'],
    },
    ImageFact: {
      type: 'object',
      properties: {
        image: { type: 'string' },
        state: { type: 'string', enum: ['present', 'pulled', 'missing', 'failed', 'unknown'] },
        detail: { type: 'string' },
        ms: { type: 'number' },
      },
      required: ['image', 'state', 'ms'],
    },
    ImagesFacts: {
      type: 'object',
      properties: {
        pulling: { type: 'boolean' },
        images: { type: 'array', items: { $ref: '#/definitions/ImageFact' } },
      },
      required: ['pulling', 'images'],
    },
    InterfaceAddress: {
      type: 'object',
      properties: {
        name: { type: 'string' },
        address: { type: 'string' },
        prefix: { type: 'number' },
        internal: { type: 'boolean' },
      },
      required: ['name', 'address', 'prefix', 'internal'],
    },
    Ipv6Interface: {
      type: 'object',
      properties: {
        name: { type: 'string' },
        routeFromRouter: { type: 'boolean' },
        forwarding: { type: 'string' },
        acceptRa: { type: 'string' },
      },
      required: ['name', 'routeFromRouter'],
    },
    KernelConfigFacts: {
      type: 'object',
      properties: {
        source: { type: 'string' },
        options: { $ref: '#/definitions/OptionValues' },
        kubeadms: { $ref: '#/definitions/KubeadmsConfig' },
        passedOver: { type: 'array', items: { type: 'string' } },
      },
      required: ['source', 'options', 'kubeadms', 'passedOver'],
    },
    KernelFacts: {
      type: 'object',
      properties: {
        release: { type: 'string' },
        cpus: { type: 'number' },
        image: {
          type: 'object',
          properties: { root: { type: 'string' }, others: { type: 'array', items: { type: 'string' } } },
          required: ['root', 'others'],
        },
      },
      required: ['release', 'cpus'],
    },
    KubeadmsConfig: {
      anyOf: [
        { type: 'object', properties: { state: { type: 'string', const: 'same' } }, required: ['state'] },
        {
          type: 'object',
          properties: {
            state: { type: 'string', const: 'other' },
            source: { type: 'string' },
            options: { $ref: '#/definitions/OptionValues' },
          },
          required: ['state', 'source', 'options'],
        },
        {
          type: 'object',
          properties: {
            state: { type: 'string', const: 'refused' },
            source: { type: 'string' },
            code: { type: 'string' },
          },
          required: ['state', 'source', 'code'],
        },
        {
          type: 'object',
          properties: { state: { type: 'string', const: 'absent' }, configsModule: { type: 'boolean' } },
          required: ['state', 'configsModule'],
        },
      ],
    },
    KubeletFacts: {
      type: 'object',
      properties: {
        program: { $ref: '#/definitions/ToolFact' },
        searched: { type: 'array', items: { type: 'string' } },
      },
      required: ['program', 'searched'],
    },
    LockFact: {
      type: 'object',
      properties: {
        path: { type: 'string' },
        kind: { type: 'string', enum: ['absent', 'file', 'other'] },
        holders: { type: 'array', items: { $ref: '#/definitions/LockHolder' } },
      },
      required: ['path', 'kind', 'holders'],
    },
    LockHolder: {
      type: 'object',
      properties: { pid: { type: 'number' }, name: { type: 'string' } },
      required: ['pid', 'name'],
    },
    ManagerAnswer: { type: 'string', enum: ['answered', 'timed-out', 'failed', 'not-asked'] },
    MemoryFacts: {
      type: 'object',
      properties: {
        totalKiB: { type: 'number' },
        availableKiB: { type: 'number' },
        machineKiB: { type: 'number' },
        limit: {
          type: 'object',
          properties: { kib: { type: 'number' }, source: { type: 'string' } },
          required: ['kib', 'source'],
        },
      },
      required: ['totalKiB'],
    },
    MissingTree: {
      type: 'object',
      properties: { path: { type: 'string' }, others: { type: 'array', items: { type: 'string' } } },
      required: ['path', 'others'],
    },
    ModeRuler: {
      anyOf: [
        { type: 'object', properties: { by: { type: 'string', const: 'config-map' } }, required: ['by'] },
        {
          type: 'object',
          properties: { by: { type: 'string', const: 'arguments' }, mode: { type: 'string' } },
          required: ['by', 'mode'],
        },
        { type: 'object', properties: { by: { type: 'string', const: 'default' } }, required: ['by'] },
        {
          type: 'object',
          properties: { by: { type: 'string', const: 'nobody' }, object: { type: 'string' } },
          required: ['by', 'object'],
        },
        {
          type: 'object',
          properties: { by: { type: 'string', const: 'unknown' }, why: { type: 'string' } },
          required: ['by', 'why'],
        },
      ],
    },
    ModuleFact: {
      type: 'object',
      properties: {
        module: { type: 'string' },
        state: {
          type: 'string',
          enum: ['loaded', 'built-in', 'on-disk', 'blacklisted', 'absent', 'no-module-tree', 'unknown'],
        },
        config: { type: 'string' },
        source: { type: 'string' },
        option: { type: 'string' },
        blockedBy: { type: 'string' },
      },
      required: ['module', 'state'],
    },
    NameServerFact: {
      type: 'object',
      properties: {
        address: { type: 'string' },
        state: { type: 'string', enum: ['answered', 'silent', 'refused', 'failed'] },
        code: { type: 'string' },
      },
      required: ['address', 'state', 'code'],
    },
    NamesFacts: {
      type: 'object',
      properties: {
        name: { type: 'string' },
        outcome: { type: 'string', enum: ['found', 'absent', 'unanswered'] },
        source: { type: 'string', enum: ['itself', 'hosts', 'dns', 'nowhere'] },
        addresses: { type: 'array', items: { type: 'string' } },
        servers: { type: 'array', items: { $ref: '#/definitions/NameServerFact' } },
        asked: { type: 'array', items: { type: 'string' } },
        deadlineMs: { type: 'number' },
      },
      required: ['name', 'outcome', 'source', 'addresses', 'servers', 'asked', 'deadlineMs'],
    },
    NetfilterFacts: {
      type: 'object',
      properties: {
        proofs: { type: 'array', items: { $ref: '#/definitions/ProofFact' } },
        conntrack: { $ref: '#/definitions/Fact_ConntrackFact' },
        loadedByProof: { type: 'array', items: { type: 'string' } },
        missingTree: { $ref: '#/definitions/MissingTree' },
      },
      required: ['proofs', 'conntrack', 'loadedByProof'],
    },
    NetworkFacts: {
      type: 'object',
      properties: {
        addresses: { type: 'array', items: { $ref: '#/definitions/InterfaceAddress' } },
        routes: { type: 'array', items: { $ref: '#/definitions/RouteFact' } },
        truncated: { type: 'boolean' },
        unread: { type: 'array', items: { type: 'string' } },
      },
      required: ['addresses', 'routes', 'truncated', 'unread'],
    },
    NftChain: {
      type: 'object',
      properties: {
        family: { $ref: '#/definitions/NftFamily' },
        table: { type: 'string' },
        name: { type: 'string' },
        hook: { type: 'string' },
        priority: { type: 'number' },
        policy: { type: 'string', enum: ['accept', 'drop'] },
      },
      required: ['family', 'table', 'name'],
    },
    NftFacts: {
      type: 'object',
      properties: {
        tables: { type: 'array', items: { type: 'string' } },
        chains: { type: 'array', items: { $ref: '#/definitions/NftChain' } },
      },
      required: ['tables', 'chains'],
    },
    NftFamily: { type: 'string', enum: ['ip', 'ip6', 'inet', 'arp', 'bridge', 'netdev'] },
    NodeIdentity: {
      type: 'object',
      properties: {
        hostName: { type: 'string' },
        machineId: { type: 'string' },
        productUuid: { type: 'string' },
        macs: { type: 'array', items: { type: 'string' } },
        sshHostKeys: { type: 'array', items: { type: 'string' } },
        addresses: { type: 'array', items: { type: 'string' } },
      },
      required: ['hostName', 'machineId', 'productUuid', 'macs', 'sshHostKeys', 'addresses'],
    },
    NodeReadiness: {
      type: 'object',
      properties: { name: { type: 'string' }, ready: { type: 'boolean' } },
      required: ['name', 'ready'],
    },
    ObjectRead_Unnamed: {
      anyOf: [
        {
          type: 'object',
          properties: {
            state: { type: 'string', const: 'found' },
            value: { type: 'array', items: { $ref: '#/definitions/NodeReadiness' } },
          },
          required: ['state', 'value'],
        },
        {
          type: 'object',
          properties: {
            state: { type: 'string', enum: ['not-found', 'forbidden', 'unknown'] },
            detail: { type: 'string' },
          },
          required: ['state', 'detail'],
        },
      ],
    },
    ObjectRead_boolean: {
      anyOf: [
        {
          type: 'object',
          properties: { state: { type: 'string', const: 'found' }, value: { type: 'boolean' } },
          required: ['state', 'value'],
        },
        {
          type: 'object',
          properties: {
            state: { type: 'string', enum: ['not-found', 'forbidden', 'unknown'] },
            detail: { type: 'string' },
          },
          required: ['state', 'detail'],
        },
      ],
    },
    ObjectRead_string: {
      anyOf: [
        {
          type: 'object',
          properties: { state: { type: 'string', const: 'found' }, value: { type: 'string' } },
          required: ['state', 'value'],
        },
        {
          type: 'object',
          properties: {
            state: { type: 'string', enum: ['not-found', 'forbidden', 'unknown'] },
            detail: { type: 'string' },
          },
          required: ['state', 'detail'],
        },
      ],
    },
    OptionValues: { $ref: '#/definitions/Readonly_Record_string_string' },
    OsFacts: {
      type: 'object',
      properties: {
        id: { type: 'string' },
        idLike: { type: 'array', items: { type: 'string' } },
        versionId: { type: 'string' },
        prettyName: { type: 'string' },
        hostName: { type: 'string' },
        machine: { type: 'string' },
        source: { type: 'string' },
      },
      required: ['id', 'idLike', 'versionId', 'prettyName', 'hostName', 'machine', 'source'],
    },
    Outcome: {
      anyOf: [
        {
          type: 'object',
          properties: { kind: { type: 'string', enum: ['accept', 'drop', 'return'] } },
          required: ['kind'],
        },
        {
          type: 'object',
          properties: { kind: { type: 'string', enum: ['jump', 'goto'] }, chain: { type: 'string' } },
          required: ['kind', 'chain'],
        },
      ],
    },
    PairFact: {
      type: 'object',
      properties: {
        certificate: { $ref: '#/definitions/CertificateFile' },
        key: { $ref: '#/definitions/PemFile' },
        matches: { type: 'boolean' },
        issuedByCa: { type: 'boolean' },
      },
      required: ['certificate', 'key'],
    },
    PassedOver: {
      type: 'object',
      properties: {
        path: { type: 'string' },
        fault: { $ref: '#/definitions/ToolFault' },
        detail: { type: 'string' },
      },
      required: ['path', 'fault', 'detail'],
    },
    PathFact: {
      type: 'object',
      properties: {
        path: { type: 'string' },
        kind: { type: 'string', enum: ['absent', 'file', 'directory', 'other', 'dangling', 'unknown'] },
        code: { type: 'string' },
        names: { type: 'array', items: { type: 'string' } },
      },
      required: ['path', 'kind'],
    },
    PathsFacts: {
      type: 'object',
      properties: { byPath: { $ref: '#/definitions/Readonly_Record_string_PathFact' } },
      required: ['byPath'],
    },
    PemFile: {
      type: 'object',
      properties: {
        path: { type: 'string' },
        state: { type: 'string', enum: ['read', 'absent', 'forbidden', 'failed', 'bad', 'encrypted'] },
        code: { type: 'string' },
        mode: { type: 'number' },
      },
      required: ['path', 'state', 'code'],
    },
    Pick_CriSurvey_socket_kubeletEndpoint_isSetUp: {
      type: 'object',
      properties: {
        socket: { type: 'string' },
        kubeletEndpoint: { type: 'string' },
        isSetUp: { type: 'boolean' },
      },
      required: ['socket', 'kubeletEndpoint', 'isSetUp'],
    },
    PkiPair: {
      type: 'object',
      properties: {
        certificate: { $ref: '#/definitions/CertificateFile' },
        key: { $ref: '#/definitions/PemFile' },
        matches: { type: 'boolean' },
        issuedByCa: { type: 'boolean' },
        stem: { type: 'string' },
      },
      required: ['certificate', 'key', 'stem'],
    },
    PortFact: {
      type: 'object',
      properties: {
        port: { type: 'number' },
        protocol: { type: 'string', enum: ['tcp', 'udp'] },
        address: { type: 'string' },
        state: { type: 'string', enum: ['free', 'in-use', 'denied', 'no-address', 'unknown'] },
        code: { type: 'string' },
        holders: { type: 'array', items: { $ref: '#/definitions/PortHolder' } },
        by: { type: 'string', enum: ['listen', 'table'] },
      },
      required: ['address', 'by', 'holders', 'port', 'protocol', 'state'],
    },
    PortHolder: {
      type: 'object',
      properties: { address: { type: 'string' }, pid: { type: 'number' }, name: { type: 'string' } },
      required: ['address', 'pid', 'name'],
    },
    PortListener: {
      type: 'object',
      properties: {
        port: { type: 'number' },
        holders: { type: 'array', items: { $ref: '#/definitions/PortHolder' } },
      },
      required: ['port', 'holders'],
    },
    PortsFacts: {
      type: 'object',
      properties: {
        ports: { type: 'array', items: { $ref: '#/definitions/PortFact' } },
        nodePorts: { type: 'array', items: { $ref: '#/definitions/PortListener' } },
        localRange: { type: 'array', items: { type: 'number' } },
      },
      required: ['ports'],
    },
    PrivilegeFacts: {
      type: 'object',
      properties: {
        uid: { type: 'number' },
        capabilities: { type: 'array', items: { type: 'string' } },
        initialNetworkNamespace: { type: 'boolean' },
        container: { type: 'string' },
      },
      required: ['uid', 'capabilities', 'container'],
    },
    ProofFact: {
      type: 'object',
      properties: {
        mode: { $ref: '#/definitions/ProxyMode' },
        family: { $ref: '#/definitions/Family' },
        variant: { type: 'string', enum: ['legacy', 'nft'] },
        by: { type: 'string', enum: ['rules', 'static'] },
        whyStatic: { $ref: '#/definitions/Unknown' },
        proof: { $ref: '#/definitions/Fact_Unnamed' },
      },
      required: ['mode', 'family', 'by', 'proof'],
    },
    ProxiesFacts: {
      type: 'object',
      properties: {
        environment: { $ref: '#/definitions/ProxySettings' },
        units: { type: 'array', items: { $ref: '#/definitions/UnitProxies' } },
        unread: { type: 'array', items: { type: 'string' } },
      },
      required: ['environment', 'units', 'unread'],
    },
    ProxyMode: { type: 'string', enum: ['nftables', 'iptables', 'ipvs'] },
    ProxySeen: {
      type: 'object',
      properties: {
        configMap: { $ref: '#/definitions/State' },
        mapMode: { type: 'string' },
        daemonSet: { $ref: '#/definitions/State' },
        argumentMode: { type: 'string' },
        argumentConfig: { type: 'string' },
        image: { type: 'string' },
        ruler: { $ref: '#/definitions/ModeRuler' },
      },
      required: ['configMap', 'daemonSet', 'ruler'],
    },
    ProxySettings: {
      type: 'object',
      properties: {
        https: { $ref: '#/definitions/ProxyVariable' },
        noProxy: { $ref: '#/definitions/ProxyVariable' },
      },
    },
    ProxyVariable: {
      type: 'object',
      properties: { variable: { type: 'string' }, value: { type: 'string' }, source: { type: 'string' } },
      required: ['variable', 'value', 'source'],
    },
    Readonly_Record_Family_Fact_string: {
      type: 'object',
      properties: {
        ipv4: { $ref: '#/definitions/Fact_string' },
        ipv6: { $ref: '#/definitions/Fact_string' },
      },
      required: ['ipv4', 'ipv6'],
    },
    Readonly_Record_string_FileLook: {
      type: 'object',
      additionalProperties: { $ref: '#/definitions/FileLook' },
    },
    Readonly_Record_string_FilterChain: {
      type: 'object',
      additionalProperties: { $ref: '#/definitions/FilterChain' },
    },
    Readonly_Record_string_ModuleFact: {
      type: 'object',
      additionalProperties: { $ref: '#/definitions/ModuleFact' },
    },
    Readonly_Record_string_PathFact: {
      type: 'object',
      additionalProperties: { $ref: '#/definitions/PathFact' },
    },
    Readonly_Record_string_SysctlLook: {
      type: 'object',
      additionalProperties: { $ref: '#/definitions/SysctlLook' },
    },
    Readonly_Record_string_SysctlValue: {
      type: 'object',
      additionalProperties: { $ref: '#/definitions/SysctlValue' },
    },
    Readonly_Record_string_ToolFact: {
      type: 'object',
      additionalProperties: { $ref: '#/definitions/ToolFact' },
    },
    Readonly_Record_string_UnitFact: {
      type: 'object',
      additionalProperties: { $ref: '#/definitions/UnitFact' },
    },
    Readonly_Record_string_Unnamed: {
      type: 'object',
      additionalProperties: { type: 'array', items: { $ref: '#/definitions/SysctlAssignment' } },
    },
    Readonly_Record_string_VersionAnswer: {
      type: 'object',
      additionalProperties: { $ref: '#/definitions/VersionAnswer' },
    },
    Readonly_Record_string_boolean: { type: 'object', additionalProperties: { type: 'boolean' } },
    Readonly_Record_string_number: { type: 'object', additionalProperties: { type: 'number' } },
    Readonly_Record_string_string: { type: 'object', additionalProperties: { type: 'string' } },
    ResolverFacts: {
      type: 'object',
      properties: {
        resolvedActive: { type: 'boolean' },
        used: { $ref: '#/definitions/ResolverFile' },
        chosenBy: { type: 'string', enum: ['plan', 'kubeadm', 'kubelet', 'nobody'] },
      },
      required: ['chosenBy'],
    },
    ResolverFile: {
      type: 'object',
      properties: {
        path: { type: 'string' },
        error: { type: 'string' },
        target: { type: 'string' },
        nameservers: { type: 'array', items: { type: 'string' } },
        search: { type: 'array', items: { type: 'string' } },
      },
      required: ['path', 'error', 'target', 'nameservers', 'search'],
    },
    RouteFact: {
      type: 'object',
      properties: {
        destination: { type: 'string' },
        device: { type: 'string' },
        gateway: { type: 'string' },
      },
      required: ['destination', 'device', 'gateway'],
    },
    RulesFacts: {
      type: 'object',
      properties: {
        nft: { $ref: '#/definitions/Fact_NftFacts' },
        saved: { type: 'array', items: { $ref: '#/definitions/SavedFact' } },
        legacyTables: { $ref: '#/definitions/Readonly_Record_Family_Fact_string' },
        ipsets: { $ref: '#/definitions/Fact_string' },
        virtualServers: { $ref: '#/definitions/Fact_number' },
        links: { $ref: '#/definitions/Fact_string' },
        lock: { $ref: '#/definitions/LockFact' },
      },
      required: ['nft', 'saved', 'legacyTables', 'ipsets', 'virtualServers', 'links', 'lock'],
    },
    RuntimeCondition: {
      type: 'object',
      properties: {
        type: { type: 'string' },
        status: { type: 'boolean' },
        reason: { type: 'string' },
        message: { type: 'string' },
      },
      required: ['type', 'status', 'reason', 'message'],
    },
    RuntimeOwnConfig: {
      type: 'object',
      properties: { cgroupDriver: { $ref: '#/definitions/CgroupDriver' }, sandboxImage: { type: 'string' } },
    },
    RuntimeVersion: {
      type: 'object',
      properties: { name: { type: 'string' }, version: { type: 'string' }, api: { type: 'string' } },
      required: ['name', 'version', 'api'],
    },
    SavedChain: {
      type: 'object',
      properties: { table: { type: 'string' }, name: { type: 'string' }, policy: { type: 'string' } },
      required: ['table', 'name'],
    },
    SavedFact: {
      type: 'object',
      properties: {
        variant: { $ref: '#/definitions/Variant' },
        family: { $ref: '#/definitions/Family' },
        command: { type: 'string' },
        saved: { $ref: '#/definitions/Fact_SavedRules' },
      },
      required: ['variant', 'family', 'command', 'saved'],
    },
    SavedRules: {
      type: 'object',
      properties: {
        chains: { type: 'array', items: { $ref: '#/definitions/SavedChain' } },
        rules: { type: 'number' },
        rulesByTable: { $ref: '#/definitions/Readonly_Record_string_number' },
        incompatible: { type: 'array', items: { type: 'string' } },
      },
      required: ['chains', 'rules', 'rulesByTable', 'incompatible'],
    },
    SavedRuleset: {
      type: 'object',
      properties: {
        file: { type: 'string' },
        services: { type: 'array', items: { type: 'string' } },
        tables: { type: 'array', items: { type: 'string' } },
        clusterChains: { type: 'array', items: { type: 'string' } },
      },
      required: ['file', 'services', 'tables', 'clusterChains'],
    },
    SecurityModuleFacts: {
      type: 'object',
      properties: {
        selinux: { type: 'string', enum: ['enforcing', 'permissive', 'off'] },
        apparmor: { type: 'boolean' },
        logs: { type: 'array', items: { type: 'string' } },
        unread: { type: 'array', items: { type: 'string' } },
        denials: { type: 'array', items: { $ref: '#/definitions/Denial' } },
      },
      required: ['selinux', 'apparmor', 'logs', 'unread', 'denials'],
    },
    ServerCertificate: {
      type: 'object',
      properties: {
        subject: { type: 'string' },
        issuer: { type: 'string' },
        altNames: { type: 'string' },
        notBefore: { type: 'number' },
        notAfter: { type: 'number' },
      },
      required: ['subject', 'issuer', 'altNames', 'notBefore', 'notAfter'],
    },
    ServiceManager: { type: 'string', enum: ['systemd', 'openrc', 'runit', 'none'] },
    ServicesFacts: {
      type: 'object',
      properties: {
        manager: { $ref: '#/definitions/ServiceManager' },
        managerSource: { type: 'string' },
        answer: { $ref: '#/definitions/ManagerAnswer' },
        answerDetail: { type: 'string' },
        kubeadmSees: { type: 'string', enum: ['systemd', 'openrc', 'none'] },
        units: { $ref: '#/definitions/Readonly_Record_string_UnitFact' },
        kubelet: { $ref: '#/definitions/UnitCommand' },
      },
      required: ['manager', 'managerSource', 'answer', 'answerDetail', 'kubeadmSees', 'units', 'kubelet'],
    },
    SocketState: {
      type: 'string',
      enum: [
        'listens',
        'absent',
        'not-a-socket',
        'refused',
        'forbidden',
        'timed-out',
        'bad-endpoint',
        'failed',
      ],
    },
    State: { type: 'string', enum: ['found', 'not-found', 'forbidden', 'unknown'] },
    Subsystem: {
      type: 'object',
      properties: { name: { type: 'string' }, hierarchy: { type: 'number' }, enabled: { type: 'boolean' } },
      required: ['name', 'hierarchy', 'enabled'],
    },
    SwapAtBootFacts: { $ref: '#/definitions/SwapSourceList' },
    SwapDevice: {
      type: 'object',
      properties: {
        name: { type: 'string' },
        kind: { type: 'string', enum: ['zram', 'partition', 'file'] },
        sizeKiB: { type: 'number' },
      },
      required: ['name', 'kind', 'sizeKiB'],
    },
    SwapFacts: {
      type: 'object',
      properties: {
        on: { type: 'boolean' },
        devices: { type: 'array', items: { $ref: '#/definitions/SwapDevice' } },
        lines: { type: 'array', items: { type: 'string' } },
        unified: { type: 'boolean' },
      },
      required: ['on', 'devices', 'lines', 'unified'],
    },
    SwapSource: {
      type: 'object',
      properties: {
        kind: { type: 'string', enum: ['fstab', 'unit', 'zram-generator', 'partition-table', 'service'] },
        file: { type: 'string' },
        line: { type: 'number' },
        text: { type: 'string' },
        unit: { type: 'string' },
      },
      required: ['kind', 'file', 'text', 'unit'],
    },
    SwapSourceList: {
      type: 'object',
      properties: {
        sources: { type: 'array', items: { $ref: '#/definitions/SwapSource' } },
        unread: { type: 'array', items: { type: 'string' } },
      },
      required: ['sources', 'unread'],
    },
    SysctlAssignment: {
      type: 'object',
      properties: {
        file: { type: 'string' },
        line: { type: 'number' },
        text: { type: 'string' },
        value: { type: 'string' },
      },
      required: ['file', 'line', 'text', 'value'],
    },
    SysctlFacts: {
      type: 'object',
      properties: {
        values: { $ref: '#/definitions/Readonly_Record_string_SysctlValue' },
        ipv6Interfaces: { type: 'array', items: { $ref: '#/definitions/Ipv6Interface' } },
      },
      required: ['values', 'ipv6Interfaces'],
    },
    SysctlFilesFacts: {
      type: 'object',
      properties: {
        appliedBy: { type: 'string', enum: ['systemd-sysctl', 'sysctl --system'] },
        maskedBy: { type: 'string' },
        atBoot: { $ref: '#/definitions/Readonly_Record_string_Unnamed' },
        passedOver: { $ref: '#/definitions/Readonly_Record_string_Unnamed' },
        unread: { type: 'array', items: { type: 'string' } },
        turnsForwardingOn: { type: 'array', items: { type: 'string' } },
      },
      required: ['appliedBy', 'atBoot', 'passedOver', 'unread', 'turnsForwardingOn'],
    },
    SysctlLook: { type: 'object', properties: { value: { type: 'string' }, code: { type: 'string' } } },
    SysctlValue: {
      anyOf: [
        {
          type: 'object',
          properties: {
            state: { type: 'string', const: 'read' },
            text: { type: 'string' },
            writable: { type: 'boolean' },
          },
          required: ['state', 'text', 'writable'],
        },
        { type: 'object', properties: { state: { type: 'string', const: 'absent' } }, required: ['state'] },
        {
          type: 'object',
          properties: { state: { type: 'string', const: 'unread' }, code: { type: 'string' } },
          required: ['state', 'code'],
        },
      ],
    },
    TimeSyncFacts: {
      type: 'object',
      properties: {
        daemon: { type: 'string' },
        synchronised: { type: 'boolean' },
        source: { type: 'string' },
        detail: { type: 'string' },
        untold: { type: 'string' },
        atBoot: { type: 'boolean', const: true },
      },
      required: ['daemon', 'source', 'detail', 'untold'],
    },
    ToolFact: {
      type: 'object',
      properties: {
        name: { type: 'string' },
        state: { type: 'string', enum: ['absent', 'faulty', 'sound', 'unknown'] },
        fault: { $ref: '#/definitions/ToolFault' },
        detail: { type: 'string' },
        path: { type: 'string' },
        inUserPath: { type: 'boolean' },
        links: { type: 'array', items: { type: 'string' } },
        version: { type: 'string' },
        variant: { $ref: '#/definitions/ToolVariant' },
        features: { type: 'array', items: { type: 'string' } },
        run: { $ref: '#/definitions/ToolRun' },
        kernelSilent: { type: 'boolean', const: true },
        passedOver: { type: 'array', items: { $ref: '#/definitions/PassedOver' } },
      },
      required: ['name', 'state', 'links'],
    },
    ToolFacts: {
      type: 'object',
      properties: {
        searched: { type: 'array', items: { type: 'string' } },
        byName: { $ref: '#/definitions/Readonly_Record_string_ToolFact' },
        modulesLoaded: { type: 'array', items: { type: 'string' } },
      },
      required: ['searched', 'byName', 'modulesLoaded'],
    },
    ToolFault: {
      type: 'string',
      enum: [
        'not-executable',
        'wrong-architecture',
        'missing-library',
        'dangling-link',
        'link-loop',
        'bad-interpreter',
        'directory',
        'not-a-program',
        'crashed',
        'timed-out',
        'no-privilege',
        'version-unreadable',
        'unsafe-path',
        'failed',
      ],
    },
    ToolRun: {
      type: 'object',
      properties: {
        argv: { type: 'array', items: { type: 'string' } },
        exitCode: { type: 'number' },
        signal: { type: 'string' },
        stdout: { type: 'string' },
        stderr: { type: 'string' },
      },
      required: ['argv', 'stdout', 'stderr'],
    },
    ToolVariant: { type: 'string', enum: ['legacy', 'nf_tables', 'unknown'] },
    UnifiedRoot: {
      type: 'object',
      properties: {
        point: { type: 'string' },
        controllers: { type: 'array', items: { type: 'string' } },
        freezer: { type: 'boolean' },
        readOnly: { type: 'boolean' },
      },
      required: ['point', 'readOnly'],
    },
    UnitCommand: {
      type: 'object',
      properties: {
        files: { type: 'array', items: { type: 'string' } },
        start: { type: 'string' },
        environment: { type: 'array', items: { type: 'string' } },
        unread: { type: 'array', items: { type: 'string' } },
      },
      required: ['files', 'start', 'environment', 'unread'],
    },
    UnitFact: {
      type: 'object',
      properties: {
        name: { type: 'string' },
        load: { type: 'string' },
        active: { type: 'string' },
        fileState: { type: 'string' },
        fragment: { type: 'string' },
        source: { type: 'string' },
      },
      required: ['name', 'load', 'active', 'fileState', 'fragment', 'source'],
    },
    UnitProxies: {
      type: 'object',
      properties: {
        https: { $ref: '#/definitions/ProxyVariable' },
        noProxy: { $ref: '#/definitions/ProxyVariable' },
        unit: { type: 'string' },
      },
      required: ['unit'],
    },
    Unknown: {
      type: 'object',
      properties: { code: { $ref: '#/definitions/UnknownCode' }, detail: { type: 'string' } },
      required: ['code', 'detail'],
    },
    UnknownCode: {
      type: 'string',
      enum: [
        'needs-root',
        'timed-out',
        'forbidden',
        'unsupported',
        'not-found',
        'read-only-run',
        'not-collected',
        'not-running',
        'failed',
      ],
    },
    UpgradeObjects: {
      type: 'object',
      properties: {
        controlPlanes: { $ref: '#/definitions/ObjectRead_Unnamed' },
        schedulable: { $ref: '#/definitions/ObjectRead_boolean' },
        corefile: { $ref: '#/definitions/ObjectRead_string' },
        corednsVersion: { $ref: '#/definitions/ObjectRead_string' },
      },
      required: ['controlPlanes', 'schedulable', 'corefile', 'corednsVersion'],
    },
    Variant: { type: 'string', enum: ['legacy', 'nft'] },
    VersionAnswer: {
      type: 'object',
      properties: { command: { type: 'string' }, version: { type: 'string' }, detail: { type: 'string' } },
      required: ['command', 'detail'],
    },
    WiperFacts: {
      type: 'object',
      properties: {
        nftables: {
          type: 'object',
          properties: {
            flushes: { type: 'array', items: { $ref: '#/definitions/WipingLine' } },
            stop: { $ref: '#/definitions/WipingLine' },
          },
          required: ['flushes'],
        },
        firewalld: {
          type: 'object',
          properties: {
            file: { type: 'string' },
            flushAllOnReload: { type: 'boolean' },
            backend: { type: 'string' },
            direct: { type: 'boolean' },
          },
          required: ['file', 'backend', 'direct'],
        },
        saved: { type: 'array', items: { $ref: '#/definitions/SavedRuleset' } },
        ufwManagesBuiltins: { type: 'boolean' },
        runs: { type: 'array', items: { $ref: '#/definitions/WipingRun' } },
        unread: { type: 'array', items: { type: 'string' } },
      },
      required: ['nftables', 'saved', 'ufwManagesBuiltins', 'runs', 'unread'],
    },
    WipingLine: {
      type: 'object',
      properties: { file: { type: 'string' }, line: { type: 'number' }, text: { type: 'string' } },
      required: ['file', 'line', 'text'],
    },
    WipingRun: {
      type: 'object',
      properties: {
        kind: { type: 'string', enum: ['unit', 'boot-script', 'hook', 'cron'] },
        name: { type: 'string' },
        line: { $ref: '#/definitions/WipingLine' },
        early: { type: 'boolean' },
        enabled: { type: 'boolean' },
      },
      required: ['kind', 'name', 'line', 'early', 'enabled'],
    },
  },
};
