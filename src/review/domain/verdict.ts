import { formatMoney, minorUnitsOf } from '#kernel/money'
import type { MetricResult } from '../contract.js'

/** The plain-language verdict: what the campaign added, or that the data cannot tell, or that it should not be read. */
export function verdictText(metrics: readonly MetricResult[], sampleRatio: { readonly flagged: boolean; readonly p_value: number }): { zh: string; en: string } {
  if (sampleRatio.flagged) {
    const p = sampleRatio.p_value.toExponential(1)
    return {
      zh: `样本比例检验未通过（p = ${p}）：各组人数与设计不符，分组或数据有问题，下面的差异不能采信。请先查明原因。`,
      en: `The sample-ratio check failed (p = ${p}): the arms are not in the designed proportions, so something is wrong with the assignment or the data. Do not read the differences below before finding out why.`,
    }
  }
  const sentences = metrics.map(sentenceOf)
  return { zh: sentences.map((each) => each.zh).join(''), en: sentences.map((each) => each.en).join(' ') }
}

function sentenceOf(result: MetricResult): { zh: string; en: string } {
  const zh = figures(result, 'zh')
  const en = figures(result, 'en')
  switch (result.verdict) {
    case 'not-computable':
      return {
        zh: `“${result.name.zh}”无法计算区间：${result.reason === 'too-few' ? '样本太少' : '结果没有差别'}。`,
        en: `"${result.name.en}" has no interval: ${result.reason === 'too-few' ? 'too few customers' : 'the outcome never varies'}.`,
      }
    case 'cannot-tell':
      return {
        zh: `“${result.name.zh}”的差异为 ${zh.diff}，95% 区间 ${zh.interval} 包含 0：这份数据不能判断是否有效果。`,
        en: `"${result.name.en}" differs by ${en.diff}, but the 95% interval ${en.interval} includes 0: these data cannot tell whether it had an effect.`,
      }
    case 'better':
    case 'worse': {
      const good = result.verdict === 'better'
      return {
        zh: `“${result.name.zh}”${good ? '确有增量' : '确有损失'}：${zh.diff}（95% 区间 ${zh.interval}，对照组 ${zh.control}）。`,
        en: `"${result.name.en}" truly ${good ? 'gained' : 'lost'}: ${en.diff} (95% interval ${en.interval}, control ${en.control}).`,
      }
    }
  }
}

function figures(result: MetricResult, language: 'zh' | 'en') {
  const show = (value: number | null, signed: boolean) => (value === null ? '–' : figure(value, result, language, signed))
  const interval = language === 'zh' ? `${show(result.ci_low, true)} 至 ${show(result.ci_high, true)}` : `${show(result.ci_low, true)} to ${show(result.ci_high, true)}`
  return { diff: show(result.diff, true), interval, control: show(result.mean_control, false) }
}

function figure(value: number, result: MetricResult, language: 'zh' | 'en', signed: boolean): string {
  const sign = signed && value > 0 ? '+' : value < 0 ? '−' : ''
  const size = Math.abs(value)
  if (result.kind === 'proportion') {
    const unit = signed ? (language === 'zh' ? ' 个百分点' : ' pp') : '%'
    return `${sign}${(size * 100).toFixed(2)}${unit}`
  }
  if (result.currency === null) return `${sign}${size.toFixed(4)}`
  const minor = Math.round(size * 10 ** minorUnitsOf(result.currency))
  return `${sign}${formatMoney(minor, result.currency, language)}`
}
