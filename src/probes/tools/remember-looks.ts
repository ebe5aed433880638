import type { Host } from '../../host/host.ts';

/** What following links and judging programs asks of a host. */
export type Looks = Pick<
  Host,
  'uid' | 'machine' | 'readLink' | 'realPath' | 'mayRun' | 'status' | 'readBytes'
>;

/** Answers a question about links, directories and loaders once; many tools share them. */
export function rememberLooks(host: Host): Looks {
  return {
    uid: host.uid,
    machine: host.machine,
    readLink: remembered((path) => host.readLink(path)),
    realPath: remembered((path) => host.realPath(path)),
    mayRun: remembered((path) => host.mayRun(path)),
    status: remembered((path) => host.status(path)),
    readBytes: (path, options) => host.readBytes(path, options),
  };
}

function remembered<T>(ask: (path: string) => Promise<T>): (path: string) => Promise<T> {
  const answers = new Map<string, Promise<T>>();
  return (path) => {
    const answer = answers.get(path) ?? ask(path);
    answers.set(path, answer);
    return answer;
  };
}
