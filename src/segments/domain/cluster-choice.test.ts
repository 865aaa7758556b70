import { describe, expect, it } from 'vitest'
import type { ClusterChoices } from '../contract-clustering.js'
import { decisionWords } from './cluster-choice.js'

const candidate = (clusters: number, silhouette: number, stability: number) => ({ clusters, silhouette, calinskiHarabasz: 1, daviesBouldin: 1, gap: { clusters, found: 0, expected: 0, gap: 0, error: 0 }, stability, smallest: 1 })
const choice = (clusters: number, says: Record<string, number>, candidates: ClusterChoices['candidates'], stable = true): ClusterChoices => ({
  clusters,
  candidates,
  reasons: Object.entries(says).map(([criterion, count]) => ({ criterion, clusters: count, text: { zh: '', en: '' } })),
  stable,
})

describe('why so many clusters', () => {
  it('SEG-6: the majority, who was outvoted, who sees none, and how steady each is', () => {
    const found = choice(9, { silhouette: 9, calinski_harabasz: 9, davies_bouldin: 9, gap: 1, stability: 8 }, [candidate(8, 0.31, 0.83), candidate(9, 0.412, 0.81)])
    expect(decisionWords(found, 'vote').map(({ en }) => en)).toEqual([
      '9 clusters taken: 3 of 5 criteria say so (silhouette, Calinski-Harabasz, Davies-Bouldin), more than for any other number; silhouette 0.412',
      'The gap rule says 1 (no clusters to be seen), which is outside the range',
      'Stability would take 8 (1 of 5): fewer than the 3 for 9',
      'Agreement of new samples (ARI): 9: 0.81, 8: 0.83',
    ])
    expect(decisionWords(found, 'vote')[0]?.zh).toBe('取 9 簇：5 个指标里 3 个选它（轮廓系数、Calinski-Harabasz、Davies-Bouldin），票数最多；轮廓系数 0.412')
  })

  it('says when the gap named more clusters than new samples find again', () => {
    const found = choice(3, { silhouette: 3, calinski_harabasz: 3, davies_bouldin: 3, gap: 5, stability: 3 }, [candidate(3, 0.4, 0.95), candidate(4, 0.3, 0.7), candidate(5, 0.3, 0.6)])
    expect(decisionWords(found, 'gap')[0]?.en).toBe('3 clusters taken: the definition lets the gap rule decide, which says 5; more than 3 are not found again in new samples (ARI under .9)')
  })

  it('SEG-6: equal votes go to the silhouette; what is not found again stands back', () => {
    const equal = choice(3, { silhouette: 3, calinski_harabasz: 2, davies_bouldin: 3, gap: 2, stability: 4 }, [candidate(2, 0.2, 0.9), candidate(3, 0.4, 0.9), candidate(4, 0.3, 0.95)])
    expect(decisionWords(equal, 'vote')[0]?.en).toContain('votes were equal, the greater silhouette decided (0.400)')
    const shaky = choice(2, { silhouette: 3, calinski_harabasz: 3, davies_bouldin: 3, gap: 2, stability: 2 }, [candidate(2, 0.2, 0.9), candidate(3, 0.4, 0.41)])
    expect(decisionWords(shaky, 'vote').map(({ zh }) => zh)).toEqual(['取 2 簇：5 个指标里 2 个选它（Gap 规则、重抽样一致度），票数最多；轮廓系数 0.200', '轮廓系数、Calinski-Harabasz、Davies-Bouldin选 3 簇，但重抽样后的一致度只有 0.41（低于 0.6），不采用', '重抽样一致度（ARI）2 簇 0.90，3 簇 0.41'])
  })

  it('SEG-6: one criterion decides where the definition says so', () => {
    const found = choice(2, { silhouette: 3, calinski_harabasz: 2, davies_bouldin: 2, gap: 1, stability: 2 }, [candidate(2, 0.2, 0.5), candidate(3, 0.4, 0.4)], false)
    expect(decisionWords(found, 'gap').map(({ zh }) => zh)).toEqual(['定义指定由Gap 规则决定：它看不出成簇（选 1），改取范围内最少的 2 簇', 'Gap 规则选 1（看不出成簇），不在范围内，未采用', '轮廓系数选 3 簇，仅供参考', '没有簇数的重抽样一致度达到 0.6，请谨慎使用'])
    expect(decisionWords(found, 'silhouette')[0]?.en).toBe('2 clusters taken: the definition lets silhouette decide')
  })
})
