import type { ClusterChoices, Clustering } from '../contract-clustering.js'
import type { Words } from './cluster-names.js'

type Candidate = ClusterChoices['candidates'][number]

const NAMES: Readonly<Record<string, Words>> = {
  silhouette: { zh: '轮廓系数', en: 'silhouette' },
  calinski_harabasz: { zh: 'Calinski-Harabasz', en: 'Calinski-Harabasz' },
  davies_bouldin: { zh: 'Davies-Bouldin', en: 'Davies-Bouldin' },
  gap: { zh: 'Gap 规则', en: 'the gap rule' },
  stability: { zh: '重抽样一致度', en: 'stability' },
}
/** Found again in less agreement than this a number stands back. */
const TRUSTED = 0.6

/** Which criterion decided the number of clusters, and why the others were overruled, in sentences. */
export function decisionWords(choice: ClusterChoices, criterion: Clustering['criterion']): Words[] {
  const { clusters } = choice
  const chosen = choice.candidates.find((one) => one.clusters === clusters)
  const others = [...new Set(choice.reasons.map((reason) => reason.clusters))].filter((count) => count !== clusters).sort((a, b) => a - b)
  return [criterion === 'vote' ? byVote(choice, chosen) : byOne(choice, criterion), ...others.map((count) => overruled(choice, count, criterion)), ...steadiness(choice, chosen, others)]
}

function votersOf({ reasons }: ClusterChoices, clusters: number): string[] {
  return reasons.filter((reason) => reason.clusters === clusters).map(({ criterion }) => criterion)
}

function listed(criteria: readonly string[]): Words {
  const names = criteria.map((one) => NAMES[one] ?? { zh: one, en: one })
  return { zh: names.map(({ zh }) => zh).join('、'), en: names.map(({ en }) => en).join(', ') }
}

function byVote(choice: ClusterChoices, chosen: Candidate | undefined): Words {
  const voters = votersOf(choice, choice.clusters)
  const all = choice.reasons.length
  const who = listed(voters)
  const width = chosen?.silhouette.toFixed(3) ?? ''
  if (voters.length === 0) {
    return {
      zh: `取 ${choice.clusters} 簇：没有指标直接选它；在能稳定重现的簇数里它的轮廓系数最高（${width}）`,
      en: `${choice.clusters} clusters taken: no criterion names them, but of the numbers found again they have the greatest silhouette (${width})`,
    }
  }
  const rival = choice.candidates.some((one) => one.clusters !== choice.clusters && one.stability >= TRUSTED && votersOf(choice, one.clusters).length === voters.length)
  return rival
    ? {
        zh: `取 ${choice.clusters} 簇：${all} 个指标里 ${voters.length} 个选它（${who.zh}），票数与其他簇数相同，由轮廓系数决定（${width}）`,
        en: `${choice.clusters} clusters taken: ${voters.length} of ${all} criteria say so (${who.en}); votes were equal, the greater silhouette decided (${width})`,
      }
    : {
        zh: `取 ${choice.clusters} 簇：${all} 个指标里 ${voters.length} 个选它（${who.zh}），票数最多；轮廓系数 ${width}`,
        en: `${choice.clusters} clusters taken: ${voters.length} of ${all} criteria say so (${who.en}), more than for any other number; silhouette ${width}`,
      }
}

function byOne(choice: ClusterChoices, criterion: string): Words {
  const name = NAMES[criterion] ?? { zh: criterion, en: criterion }
  const own = choice.reasons.find((reason) => reason.criterion === criterion)?.clusters
  if (criterion === 'gap' && own !== undefined && own > choice.clusters) {
    return {
      zh: `取 ${choice.clusters} 簇：定义指定由${name.zh}决定，它选 ${own}；更多的簇在新样本里找不回来（ARI 不到 0.9），退到找得回来的最多簇数`,
      en: `${choice.clusters} clusters taken: the definition lets ${name.en} decide, which says ${own}; more than ${choice.clusters} are not found again in new samples (ARI under .9)`,
    }
  }
  return own === 1
    ? { zh: `定义指定由${name.zh}决定：它看不出成簇（选 1），改取范围内最少的 ${choice.clusters} 簇`, en: `The definition lets ${name.en} decide: it sees no clusters (says 1), so the fewest of the range, ${choice.clusters}, stand in` }
    : { zh: `取 ${choice.clusters} 簇：定义指定由${name.zh}决定`, en: `${choice.clusters} clusters taken: the definition lets ${name.en} decide` }
}

function overruled(choice: ClusterChoices, count: number, criterion: Clustering['criterion']): Words {
  const voters = votersOf(choice, count)
  const who = listed(voters)
  const candidate = choice.candidates.find((one) => one.clusters === count)
  if (count === 1) return { zh: `${who.zh}选 1（看不出成簇），不在范围内，未采用`, en: `${sentence(who.en)} says 1 (no clusters to be seen), which is outside the range` }
  if (criterion !== 'vote') return { zh: `${who.zh}选 ${count} 簇，仅供参考`, en: `${sentence(who.en)} would take ${count}; shown for comparison` }
  if (choice.stable && candidate !== undefined && candidate.stability < TRUSTED) {
    return {
      zh: `${who.zh}选 ${count} 簇，但重抽样后的一致度只有 ${candidate.stability.toFixed(2)}（低于 ${TRUSTED}），不采用`,
      en: `${sentence(who.en)} would take ${count}, but these are found again in agreement of ${candidate.stability.toFixed(2)} only (under ${TRUSTED})`,
    }
  }
  const most = votersOf(choice, choice.clusters).length
  const less = voters.length < most
  return {
    zh: `${who.zh}选 ${count} 簇（${voters.length} 票），${less ? `少于 ${choice.clusters} 簇的 ${most} 票` : '轮廓系数较低'}，未采用`,
    en: `${sentence(who.en)} would take ${count} (${voters.length} of ${choice.reasons.length}): ${less ? `fewer than the ${most} for ${choice.clusters}` : 'its silhouette is smaller'}`,
  }
}

function steadiness(choice: ClusterChoices, chosen: Candidate | undefined, others: readonly number[]): Words[] {
  if (chosen === undefined) return []
  if (!choice.stable) return [{ zh: `没有簇数的重抽样一致度达到 ${TRUSTED}，请谨慎使用`, en: `No number of clusters is found again in ${TRUSTED} of agreement; use with care` }]
  const beside = choice.candidates.filter((one) => others.includes(one.clusters))
  const all = [chosen, ...beside].map((one) => `${one.clusters}: ${one.stability.toFixed(2)}`).join(', ')
  return [{ zh: `重抽样一致度（ARI）${all.replaceAll(': ', ' 簇 ').replaceAll(', ', '，')}`, en: `Agreement of new samples (ARI): ${all}` }]
}

function sentence(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}
