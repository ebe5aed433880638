import type { Host } from '../../host/host.ts';
import type { CriEndpoint, CriSocket, SocketState } from './facts.ts';

const dialMs = 1000;

/** connect(2): ENOTSOCK is not among its answers for a path that is no socket, ECONNREFUSED is. */
const states: Readonly<Record<string, SocketState>> = {
  ENOENT: 'absent',
  ENOTDIR: 'absent',
  ECONNREFUSED: 'refused',
  ENOTSOCK: 'not-a-socket',
  EACCES: 'forbidden',
  EPERM: 'forbidden',
  ETIMEDOUT: 'timed-out',
  // A listener whose queue is full.
  EAGAIN: 'timed-out',
};

/** Whether somebody listens at the endpoint, before anything is asked. */
export async function lookAtSocket(host: Host, { path }: CriEndpoint): Promise<CriSocket> {
  if (path === '') return { state: 'bad-endpoint', code: '', mode: '' };
  const [answer, status] = await Promise.all([host.dialUnix(path, dialMs), host.status(path)]);
  const mode = status.ok ? `0${status.mode.toString(8)} ${status.uid}:${status.gid}` : '';
  if (answer.ok) return { state: 'listens', code: '', mode };
  if (status.ok && status.kind !== 'socket') return { state: 'not-a-socket', code: answer.code, mode };
  return { state: states[answer.code] ?? 'failed', code: answer.code, mode };
}
