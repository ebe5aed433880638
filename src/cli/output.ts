import { isReportFormat, type ReportFormat } from '../report/registry.ts';
import type { ReportOptions } from '../report/report.ts';
import type { Context } from './context.ts';
import type { FlagValues } from './flag.ts';

export function formatOf(flags: FlagValues): ReportFormat {
  const format = flags.text('output');
  return format !== undefined && isReportFormat(format) ? format : 'text';
}

/** Reports read no environment and no terminal: it is decided here. */
export function reportOptions(flags: FlagValues, context: Context): ReportOptions {
  return {
    verbose: flags.level('v') > 0,
    color: wantsColor(flags, context),
    unicode: !flags.yes('ascii') && speaksUtf8(context.env),
    width: context.stdout.isTTY ? Math.max(40, context.stdout.columns) : 80,
    timings: flags.yes('timings'),
  };
}

/** NO_COLOR counts when it is not empty (no-color.org). */
function wantsColor(flags: FlagValues, { env, stdout }: Context): boolean {
  const when = flags.text('color') ?? 'auto';
  if (when !== 'auto') return when === 'always';
  return stdout.isTTY && (env['NO_COLOR'] ?? '') === '' && env['TERM'] !== 'dumb';
}

/** The first of these that is set decides, as in setlocale(3). */
function speaksUtf8(env: Context['env']): boolean {
  const locale = [env['LC_ALL'], env['LC_CTYPE'], env['LANG']].find(
    (value) => value !== undefined && value !== '',
  );
  return locale === undefined || /utf-?8/iu.test(locale);
}
