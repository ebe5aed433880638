import { describe, expect, it } from 'vitest';
import { corefilePlugins } from './corefile.ts';

describe('corefilePlugins', () => {
  it('reads the plugins of all server blocks, with the first words of what is in their braces', () => {
    const text = `.:53 {
      errors
      health {
        lameduck 5s
      }
      kubernetes cluster.local in-addr.arpa {
        pods insecure
        ttl 30
      }
    }
    example.org { forward . 10.0.0.1 }`;
    expect(corefilePlugins(text)).toEqual([
      { name: 'errors', options: [] },
      { name: 'health', options: ['lameduck'] },
      { name: 'kubernetes', options: ['pods', 'ttl'] },
      { name: 'forward', options: [] },
    ]);
  });

  it('goes on with the block behind a nested one', () => {
    expect(corefilePlugins('. {\n cache {\n success 5\n }\n loop\n}\n').map(({ name }) => name)).toEqual([
      'cache',
      'loop',
    ]);
  });

  it('takes quoted text for one word, braces and number signs in it too', () => {
    const text = '. {\n "my plugin" "a { b"\n log "# no comment" {\n class "all" x\n }\n}\n';
    expect(corefilePlugins(text)).toEqual([
      { name: 'my plugin', options: [] },
      { name: 'log', options: ['class'] },
    ]);
  });

  it('takes an escaped quotation mark for text', () => {
    expect(corefilePlugins('. {\n "a \\" b" x\n}\n')).toEqual([{ name: 'a \\" b', options: [] }]);
  });

  it('reads no comments, and ends a word at none', () => {
    const text = '. {\r\n # errors\r\n #errors {\r\n cache#5 # {\r\n loop\r\n}\r\n';
    expect(corefilePlugins(text).map(({ name }) => name)).toEqual(['cache#5', 'loop']);
  });
});
