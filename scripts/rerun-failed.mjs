// node scripts/rerun-failed.mjs RESULTS.json: runs the test files that failed once more, alone, and says which of them
// are unsteady. Exits non-zero when one fails again, or when it is not known which failed.
import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { relative } from 'node:path'

const [file] = process.argv.slice(2)
if (file === undefined || !existsSync(file)) {
  console.error('The tests ended without saying what failed.')
  process.exit(1)
}
const results = JSON.parse(readFileSync(file, 'utf8')).testResults.map((result) => ({ ...result, file: relative(process.cwd(), result.name) }))
// Tests of a process that died are still pending; those of a file that never began are not in the results.
const unfinished = ({ status, assertionResults }) => status !== 'passed' || assertionResults.some((test) => test.status === 'pending')
const listed = spawnSync('npx', ['vitest', 'list', '--filesOnly'], { encoding: 'utf8' }).stdout.split('\n').map((line) => line.replace(/^\[\w+\] /, '').trim())
const began = new Set(results.map((result) => result.file))
const suspects = [...results.filter(unfinished).map((result) => result.file), ...listed.filter((name) => name.includes('.test.') && !began.has(name))]
if (suspects.length === 0) {
  console.error('Every test file passed, yet the run failed: an error outside the tests.')
  process.exit(1)
}
for (const { file: name, message, assertionResults } of results.filter(unfinished)) {
  console.log(`FAIL ${name} ${message ?? ''}`)
  for (const { status, fullName, failureMessages } of assertionResults.filter(({ status }) => status === 'failed' || status === 'pending')) console.log(`  ${status}: ${fullName}\n    ${failureMessages.join('\n    ').slice(0, 3000)}`)
}
console.log(`\nOnce more, alone: ${suspects.join(', ')}`)
const again = spawnSync('npx', ['vitest', 'run', '--maxWorkers=1', ...suspects], { stdio: 'inherit' })
if (again.status === 0) console.log(`\nUnsteady, passed the second time: ${suspects.join(', ')}`)
process.exit(again.status ?? 1)
