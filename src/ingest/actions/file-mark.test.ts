import { appendFileSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, it } from 'vitest'
import { assertUnchanged, markFile } from './file-mark.js'

const folder = mkdtempSync(join(tmpdir(), 'qunce-mark-'))
afterAll(() => rmSync(folder, { recursive: true }))

it('ING-21: a file that grew, was written anew or is gone is not the one that was hashed', async () => {
  const path = join(folder, 'file.csv')
  writeFileSync(path, 'a,b\n')
  const mark = await markFile(path)
  await expect(assertUnchanged(path, mark)).resolves.toBeUndefined()
  utimesSync(path, 1, 1)
  await expect(assertUnchanged(path, mark)).rejects.toMatchObject({ code: 'FILE_CHANGED' })
  utimesSync(path, new Date(mark.changedMs), new Date(mark.changedMs))
  appendFileSync(path, '1,2\n')
  await expect(assertUnchanged(path, mark)).rejects.toMatchObject({ code: 'FILE_CHANGED' })
  rmSync(path)
  await expect(assertUnchanged(path, mark)).rejects.toMatchObject({ code: 'FILE_CHANGED' })
})
