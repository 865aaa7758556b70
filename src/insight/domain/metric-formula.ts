import type { Metric } from '../contract.js'

/** A metric's formula in words. */
export function metricFormula(metric: Metric): { zh: string; en: string } {
  if (metric.kind === 'proportion') {
    return {
      zh: `有“${metric.outcome}”结果的客户数 ÷ 客户数`,
      en: `customers with the outcome "${metric.outcome}" ÷ customers`,
    }
  }
  const of = metric.of === 'money' ? { zh: '金额', en: 'amount' } : { zh: '次数', en: 'count' }
  return {
    zh: `“${metric.outcome}”结果的${of.zh}合计 ÷ 客户数（没有结果的客户计 0）`,
    en: `sum of the ${of.en} of "${metric.outcome}" ÷ customers (customers without one count as 0)`,
  }
}
