import { expect, it } from 'vitest'
import { layersOf } from './layers.js'

const node = (kind: string, key: string) => ({ id: `${kind}/${key}`, kind, key, name: { zh: key, en: key }, path: null })

it('puts nodes in the order data flow, and unknown kinds last', () => {
  const nodes = [node('segment', 's'), node('thing', 'x'), node('source', 'a'), node('column', 'c')]
  expect(layersOf(nodes, []).map(({ kind }) => kind)).toEqual(['source', 'column', 'segment', 'thing'])
})

it('keeps a node near what it comes from', () => {
  const nodes = [node('column', 'a'), node('column', 'b'), node('tag', 'of-a'), node('tag', 'by-b')]
  const edges = [{ from: 'column/a', to: 'tag/of-a' }, { from: 'column/b', to: 'tag/by-b' }]
  expect(layersOf(nodes, edges)[1]?.nodes.map(({ key }) => key)).toEqual(['of-a', 'by-b'])
})
