import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { categories, levelBinning, matrixOf, numbers, scorecard, scorecardReport } from '#kernel/learn'

const folder = process.env['QUNCE_OPEN_DATA']
const file = folder === undefined ? '' : join(folder, 'german_credit', 'german.data')

describe.skipIf(!existsSync(file))('German credit, 1,000 loans (skipped without QUNCE_OPEN_DATA)', () => {
  const rows = existsSync(file)
    ? readFileSync(file, 'utf8')
        .trim()
        .split('\n')
        .map((line) => line.split(' '))
    : []
  const label = rows.map((row) => (row[20] === '2' ? 1 : 0))
  it.each([
    [0, 0.666],
    [2, 0.2932],
    [5, 0.196],
    [3, 0.1692],
    [11, 0.1126],
    [8, 0.0447],
  ])('raw information value of attribute %i is %f', (at, iv) => {
    expect(
      levelBinning(
        categories(
          'c',
          rows.map((row) => row[at] as string),
        ),
        label,
      ).iv.toFixed(4),
    ).toBe(iv.toFixed(4))
  })
  it('a scorecard of all attributes ranks with an AUC of about .8 in its own rows', () => {
    const numeric = new Set([1, 4, 7, 10, 12, 15, 17])
    const matrix = matrixOf(
      Array.from({ length: 20 }, (_, at) =>
        numeric.has(at)
          ? numbers(
              `a${at}`,
              rows.map((row) => Number(row[at])),
            )
          : categories(
              `a${at}`,
              rows.map((row) => row[at] as string),
            ),
      ),
    )
    const card = scorecard().fit(matrix, label)
    const { auc } = scorecardReport(card, matrix, label)
    expect(auc.value).toBeGreaterThan(0.79)
    expect(auc.value).toBeLessThan(0.84)
    expect(card.reversed).toEqual([])
  })
})
