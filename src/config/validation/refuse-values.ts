import type { ConfigDocument, Documents } from '../config-document.ts';
import { safeText } from '../excerpt.ts';
import { addError, type Problems } from '../problems.ts';
import { crossRules } from './cross-rules.ts';
import type { ValueRule } from './value-rule.ts';
import { valueRules } from './value-rules.ts';
import { type ValueAt, valuesAt } from './values-at.ts';

/**
 * What kubeadm refuses of the user's documents for their values, before it looks at the host. Values that the Plan
 * needs (mode, subnets, ports, names) are judged where they are read.
 */
export async function refuseValues(documents: Documents, problems: Problems): Promise<void> {
  for (const rule of valueRules) {
    const document = documents.get(rule.kind);
    if (document !== undefined) await holdRule(rule, document, problems);
  }
  for (const rule of crossRules) {
    const document = documents.get(rule.kind);
    if (document === undefined) continue;
    for (const { place, words } of rule.refuses(document)) addError(problems, place, words);
  }
}

async function holdRule(rule: ValueRule, document: ConfigDocument, problems: Problems): Promise<void> {
  for (const field of rule.fields) {
    for (const { value, place } of valuesAt(document, field)) {
      if (!(await rule.isRight(value))) tell(rule, { value, place }, problems);
    }
  }
}

function tell(rule: ValueRule, { value, place }: ValueAt, problems: Problems): void {
  const suggestion = rule.suggest?.(value);
  addError(problems, place, {
    code: 'config.bad-value',
    message: `${place.field} ${rule.must}`,
    found: rule.isSecret === true ? `${value.length} characters` : safeText(value),
    ...(rule.allowed === undefined ? {} : { allowed: rule.allowed }),
    ...(suggestion === undefined ? {} : { suggestion: safeText(suggestion) }),
  });
}
