import { describe, expect, it } from 'vitest';
import { isAnybodysName, isNodeName, isQualifiedName } from './node-name.ts';

describe('isQualifiedName', () => {
  it.each(['a', 'a1', 'node-1', 'Node_1.example', 'x'.repeat(63)])('takes %s', (name) => {
    expect(isQualifiedName(name)).toBe(true);
  });

  it.each(['', '-a', 'a-', '.a', 'a b', '_a', 'x'.repeat(64)])('refuses %j', (name) => {
    expect(isQualifiedName(name)).toBe(false);
  });
});

describe('isNodeName', () => {
  const labels = `${'a'.repeat(63)}.${'b'.repeat(63)}.${'c'.repeat(63)}.`;

  it.each(['a', '1', 'node-1', 'cp-1.example.net', `${labels}${'d'.repeat(61)}`])('takes %s', (name) => {
    expect(isNodeName(name)).toBe(true);
  });

  it.each(['', 'Node', 'node_1', 'a..b', '.a', 'a.', 'a-.b', 'a.-b', `${labels}${'d'.repeat(62)}`])(
    'refuses %j',
    (name) => {
      expect(isNodeName(name)).toBe(false);
    },
  );
});

describe('isAnybodysName', () => {
  it.each(['localhost', 'localhost.localdomain', 'localhost6', 'localhost6.localdomain6'])(
    'knows %s',
    (name) => {
      expect(isAnybodysName(name)).toBe(true);
    },
  );

  it.each(['localhost1', 'my-localhost', 'localhost.example', 'cp-1'])('lets %s be', (name) => {
    expect(isAnybodysName(name)).toBe(false);
  });
});
