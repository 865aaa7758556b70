import { expect, it } from 'vitest'
import { maskText } from './mask-text.js'

it.each([
  ['C12,Wang Wei,王伟,13800000000', 'x99,xxxx xxx,文文,99999999999'],
  ['a.b@c.cn', 'x.x@x.xx'],
  ['Ünïx-٣', 'xxxx-9'],
  ['', ''],
])('ING-4: %j keeps its shape only', (text, masked) => {
  expect(maskText(text)).toBe(masked)
})

it('is cut at 80 characters, whole ones', () => {
  expect(Array.from(maskText('😀'.repeat(100)))).toHaveLength(80)
  expect(maskText('王'.repeat(100))).toBe('文'.repeat(80))
})
