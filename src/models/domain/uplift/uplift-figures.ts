import type { ArmFigures, ArmPolicy, CampaignBalance, HeldBack } from '#kernel/learn'
import { quadrantCounts, quadrantsOf } from '#kernel/learn'
import type { UpliftBody, UpliftFigures } from '../../contract-uplift.js'

/** A campaign's rows as they were counted, and whether its split is the intended one (p value; null when none was said). */
export interface CountedCampaign {
  readonly campaign: string
  readonly asOf: string
  readonly rows: number
  readonly contaminated: number
  readonly sampleRatio: number | null
}

export interface UpliftFound {
  readonly figures: readonly ArmFigures[]
  readonly balance: readonly CampaignBalance[]
  readonly held: HeldBack
  readonly policies: readonly ArmPolicy[]
  readonly fairness: NonNullable<UpliftFigures['fairness']>
}

/** Below this p value the split is not the intended one (Fabijan et al., KDD 2019). */
export const SRM_ALARM = 0.001

/** What a version keeps and shows of an uplift training, with everything a reader must be warned of. */
export function upliftFigures(body: UpliftBody, campaigns: readonly CountedCampaign[], found: UpliftFound): UpliftFigures {
  const arms = found.figures.map((figures, at) => armOf(figures, quadrantsIn(body, found.held, at)))
  return {
    method: body.learner.method,
    campaigns: [...campaigns],
    arms,
    policies: found.policies.map(policyOf),
    fairness: found.fairness,
    balance: found.balance.map((balance) => ({ ...balance })),
    warnings: [...campaigns.flatMap(ratioWarning), ...found.balance.flatMap(balanceWarnings), ...arms.flatMap(signalWarnings)],
  }
}

function policyOf({ policy, arm, treated, outcome, money }: ArmPolicy): NonNullable<UpliftFigures['policies']>[number] {
  const valueOf = ({ ips, selfNormalised, doublyRobust, effectiveRows, greatestWeight }: ArmPolicy['outcome']) => ({ ips, selfNormalised, doublyRobust, effectiveRows, greatestWeight })
  return { policy, arm, treated, outcome: valueOf(outcome), money: money === null ? null : valueOf(money) }
}

function quadrantsIn(body: UpliftBody, held: HeldBack, at: number): UpliftFigures['arms'][number]['quadrants'] {
  const effect = held.arms[at]?.effect ?? new Float64Array(0)
  return quadrantCounts(quadrantsOf(effect, held.organic.subarray(0, effect.length), body.quadrants))
}

function armOf(figures: ArmFigures, quadrants: UpliftFigures['arms'][number]['quadrants']): UpliftFigures['arms'][number] {
  const { arm, treated, control, average, averageMoney, report, moneyQini, placebo, policies } = figures
  const { calibration } = report
  const known = (value: number): number | null => (Number.isFinite(value) ? value : null)
  return {
    arm, treated, control, average, averageMoney, moneyQini, placebo, quadrants,
    qini: report.qini,
    auuc: report.auuc,
    upliftAt: report.upliftAt.map((each) => ({ ...each })),
    calibration: {
      bands: calibration.bands.map((band) => ({ band: band.band, rows: band.rows, predicted: band.predicted, treatedMean: known(band.treatedMean), controlMean: known(band.controlMean), observed: band.observed })),
      meanError: calibration.meanError, slope: known(calibration.slope), intercept: known(calibration.intercept),
    },
    points: report.points.map((point) => ({ ...point })),
    policies: policies.map((policy) => ({ ...policy })),
  }
}

/** Standard errors from which the check by chance is no chance: one in two thousand. */
const BEYOND_CHANCE = 3.3

type Warning = UpliftFigures['warnings'][number]
const points = (share: number): string => (100 * share).toFixed(1)

function ratioWarning({ campaign, sampleRatio }: CountedCampaign): Warning[] {
  if (sampleRatio === null || sampleRatio >= SRM_ALARM) return []
  return [{ warning: 'sample_ratio', of: campaign, message: { zh: `活动 ${campaign} 的分组比例与设计不符，先查清原因再用它学习。`, en: `The split of ${campaign} is not the intended one: find out why before learning from it.` } }]
}

function balanceWarnings({ campaign, confounded, learned, feature, worst, worstAfter, commonSupport, propensityAuc }: CampaignBalance): Warning[] {
  const auc = propensityAuc.value.toFixed(2)
  const warnings: Warning[] = []
  if (confounded) {
    const how = learned ? { zh: '已按特征估计的触达概率加权，结论仍弱于随机实验', en: 'rows are weighed by a learned chance; this is weaker than an experiment' } : { zh: '未加权', en: 'rows are not weighed' }
    warnings.push({ warning: 'confounded', of: campaign, message: { zh: `活动 ${campaign} 的触达对象是挑选出来的（特征可分辨，AUC ${auc}；${feature} 相差 ${worst.toFixed(2)} 个标准差），${how.zh}。`, en: `Who was treated in ${campaign} was chosen (features tell, AUC ${auc}; ${feature} differs by ${worst.toFixed(2)} standard deviations): ${how.en}.` } })
  }
  if (confounded && learned && worstAfter > 0.2) warnings.push({ warning: 'unbalanced', of: campaign, message: { zh: `活动 ${campaign} 加权后仍有特征相差 ${worstAfter.toFixed(2)} 个标准差。`, en: `After weighting a feature of ${campaign} still differs by ${worstAfter.toFixed(2)} standard deviations.` } })
  if (commonSupport < 0.9) warnings.push({ warning: 'little_support', of: campaign, message: { zh: `活动 ${campaign} 只有 ${points(commonSupport)}% 的客户可以互相比较。`, en: `Only ${points(commonSupport)} % of the customers of ${campaign} can be compared.` } })
  return warnings
}

function signalWarnings({ arm, qini, placebo }: UpliftFigures['arms'][number]): Warning[] {
  const warnings: Warning[] = []
  if (!((qini.low ?? 0) > 0)) warnings.push({ warning: 'no_signal', of: arm, message: { zh: `${arm} 的 Qini 区间含 0：看不出排序好于随机。`, en: `The interval of Qini of ${arm} holds 0: no sign that the order is better than chance.` } })
  if (placebo.value > BEYOND_CHANCE * (placebo.error ?? 0)) warnings.push({ warning: 'placebo', of: arm, message: { zh: `${arm} 随机打乱触达后 Qini 仍明显高于 0，请检查数据。`, en: `With treatment dealt by chance the Qini of ${arm} is still well above 0: check the data.` } })
  return warnings
}
