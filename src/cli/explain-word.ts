import { checks } from '../checks/registry.ts';
import { exitCodes } from '../engine/exit-code.ts';
import { checkList, explain, knowledgeOf, meantBy } from '../engine/explain.ts';
import { escapeJson } from '../report/escape.ts';
import { checkListText, explainText } from '../report/explain-text.ts';
import type { Context } from './context.ts';
import { UserError } from './errors.ts';
import type { FlagValues } from './flag.ts';
import { reportOptions } from './output.ts';

/** @param word undefined: all checks are listed */
export function explainWord(word: string | undefined, flags: FlagValues, context: Context): string {
  const knowledge = knowledgeOf(checks);
  const options = reportOptions(flags, context);
  const isJson = flags.text('output') === 'json';
  if (word === undefined) {
    const list = checkList(knowledge);
    return isJson ? json(list) : checkListText(list, options);
  }
  const explanation = explain(word, knowledge);
  if (explanation === undefined) {
    const near = meantBy(word, knowledge);
    throw new UserError(
      `nothing here is called ${JSON.stringify(word)}`,
      exitCodes.usage,
      near === undefined ? 'kube-preflight explain lists all checks' : `did you mean ${near}?`,
    );
  }
  return isJson ? json(explanation) : explainText(explanation, options);
}

function json(document: unknown): string {
  return `${escapeJson(JSON.stringify(document, null, 2))}\n`;
}
