import { X509Certificate } from 'node:crypto';
import type { ClusterFault } from '../config/cluster-io.ts';
import type { Connection } from './connection.ts';

/** A refusal is often an expired client certificate, which the server does not say. */
export function explainRefusal(fault: ClusterFault, { tls: { cert } }: Connection): ClusterFault {
  if (fault.code !== 'unauthorized' || cert === undefined) return fault;
  try {
    const { validTo } = new X509Certificate(cert);
    if (Date.parse(validTo) >= Date.now()) return fault;
    const day = new Date(validTo).toISOString().slice(0, 10);
    return { ...fault, detail: `${fault.detail}: the client certificate expired on ${day}` };
  } catch {
    return fault;
  }
}
