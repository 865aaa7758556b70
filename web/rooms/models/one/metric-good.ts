import type { TFunction } from 'i18next'

const lowIsGood: ReadonlySet<string> = new Set(['brier', 'logLoss', 'calibrationError', 'rmse', 'mae'])
const highIsGood: ReadonlySet<string> = new Set(['auc', 'averagePrecision', 'ks', 'r2', 'qini', 'auuc', 'moneyQini'])

/** Which direction of a metric is better; null where neither is, such as a slope that is best at 1. */
export function goodOf(full: string): 'up' | 'down' | null {
  const metric = full.split(': ').at(-1) ?? full
  if (lowIsGood.has(metric)) return 'down'
  return highIsGood.has(metric) || metric.startsWith('lift@') || metric.startsWith('uplift@') ? 'up' : null
}

/** A metric as people call it: `lift@10%` is the lift of the first 10 %, `sms: qini` the Qini of an arm. */
export function figureNameOf(t: TFunction<'models'>, metric: string): string {
  const [arm, rest] = metric.includes(': ') ? (metric.split(': ') as [string, string]) : [null, metric]
  if (arm !== null) return `${arm} · ${figureNameOf(t, rest)}`
  const [name = metric, share] = metric.split('@')
  const said = t(`figure.${name as 'auc'}`, { defaultValue: name })
  return share === undefined ? said : `${said} · ${t('performance.top', { share })}`
}
