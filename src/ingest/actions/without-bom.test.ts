import { expect, it } from 'vitest'
import { withoutBom } from './without-bom.js'

async function joined(chunks: readonly number[][]): Promise<number[]> {
  const read: number[] = []
  const source = async function* () {
    for (const chunk of chunks) yield await Promise.resolve(Uint8Array.from(chunk))
  }
  for await (const chunk of withoutBom(source())) read.push(...chunk)
  return read
}

it.each([
  [[[0xef, 0xbb, 0xbf, 65], [66]], [65, 66]],
  [[[0xef], [0xbb], [0xbf], [65]], [65]],
  [[[65, 66]], [65, 66]],
  [[[0xef, 0xbb]], [0xef, 0xbb]],
  [[[65], [66, 0xef, 0xbb, 0xbf]], [65, 66, 0xef, 0xbb, 0xbf]],
  [[[0xef, 0xbb, 0xbf]], []],
  [[], []],
])('a byte order mark is taken off the front only: %j', async (chunks, left) => {
  expect(await joined(chunks)).toEqual(left)
})
