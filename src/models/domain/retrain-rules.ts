import { daysBetween } from '#kernel/calendar'
import type { Fired, Monitor, MonitorReport } from '../contract-monitor.js'

export interface Watched extends Pick<MonitorReport, 'scorePsi' | 'features' | 'settled'> {
  /** Day the champion was trained, and the day of the report. */
  readonly trainedOn: string
  readonly today: string
}

/** Which rules of a monitor fire on what was measured; a limit itself does not. */
export function firedBy(monitor: Monitor, watched: Watched): Fired[] {
  const { settled } = watched
  const age = daysBetween(watched.trainedOn, watched.today)
  const fired: Fired[] = []
  if (watched.scorePsi > monitor.scorePsi) fired.push({ rule: 'scorePsi', feature: null, value: watched.scorePsi, limit: monitor.scorePsi })
  for (const { feature, psi } of watched.features) if (psi > monitor.featurePsi) fired.push({ rule: 'featurePsi', feature, value: psi, limit: monitor.featurePsi })
  if (settled !== null && settled.tested - settled.value > monitor.aucDrop) fired.push({ rule: 'aucDrop', feature: null, value: settled.tested - settled.value, limit: monitor.aucDrop })
  if (monitor.everyDays !== undefined && age > monitor.everyDays) fired.push({ rule: 'everyDays', feature: null, value: age, limit: monitor.everyDays })
  return fired
}

const WORDS = {
  scorePsi: { zh: '分数稳定性 PSI', en: 'PSI of the score' },
  featurePsi: { zh: '特征稳定性 PSI', en: 'PSI of the feature' },
  aucDrop: { zh: '回测指标下降', en: 'drop of the settled metric' },
  everyDays: { zh: '上次训练至今天数', en: 'days since it was trained' },
} as const

/** Rules that fired, in words: why a version was trained. */
export function causeOf(fired: readonly Fired[], asOf: string): string {
  const said = (language: 'zh' | 'en') => fired.map(({ rule, feature, value, limit }) => `${WORDS[rule][language]}${feature === null ? '' : ` ${feature}`} ${rounded(value)} > ${rounded(limit)}`).join(language === 'zh' ? '；' : '; ')
  return `${asOf}：${said('zh')} / ${said('en')}`.slice(0, 1000)
}

function rounded(value: number): string {
  return String(Math.round(value * 1000) / 1000)
}
