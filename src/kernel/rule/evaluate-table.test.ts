import { expect, it } from 'vitest'
import { evaluateTable, type ValueDocument } from './index.js'

const feature = (field: string) => ({ kind: 'attr' as const, table: 'feature', field })
const value = (node: ValueDocument['value']): ValueDocument => ({ v: 1, kind: 'value', value: node })
const ground = {
  table: 'feature',
  rows: 3,
  columns: [
    { kind: 'number' as const, name: 'a', values: Float64Array.of(6, 1, Number.NaN) },
    { kind: 'number' as const, name: 'b', values: Float64Array.of(3, 0, 2) },
    { kind: 'category' as const, name: 'c', codes: Int32Array.of(0, 1, -1), levels: ['x', 'y'] },
  ],
}

it('reads columns row by row; a division by zero and a missing value are missing', () => {
  expect([
    ...evaluateTable(value({ kind: 'arith', op: '/', left: feature('a'), right: feature('b') }), ground),
  ]).toEqual([2, Number.NaN, Number.NaN])
  const scored = value({
    kind: 'case',
    when: [
      {
        if: { kind: 'compare', left: feature('c'), op: '=', value: 'x' },
        then: { kind: 'literal', type: 'decimal', value: 0.9 },
      },
    ],
    else: { kind: 'literal', type: 'decimal', value: 0.1 },
  })
  expect([...evaluateTable(scored, ground)]).toEqual([0.9, 0.1, 0.1])
})

it('a column there is not is refused', () => {
  for (const [node, code] of [
    [feature('z'), 'RULE_UNKNOWN_ATTR'],
    [{ kind: 'tag' as const, tag: 'z' }, 'RULE_UNKNOWN_TAG'],
  ] as const) {
    expect(() => evaluateTable(value(node), ground)).toThrow(
      expect.objectContaining({ mistakes: [expect.objectContaining({ code })] }) as Error,
    )
  }
})
