// What must not be in the repository: places of one machine, hosts of package registries, how the work was arranged.
// Reads every file git tracks or would add. Usage: node scripts/hygiene.mjs
import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync, statSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = dirname(dirname(fileURLToPath(import.meta.url)))

// Each pattern is written so that it does not match its own line.
const REFUSED = [
  ['a path of one machine', /(?<![\w.])[/](work|home|Users)[/]\w|[A-Z]:[\\]Users|[/]root[/]\w/],
  ['a package registry', /registry[.](npmjs|yarnpkg|npmmirror)|npm[.]pkg[.]github|npmmirror[.]com|artif[a]ctory|verd[a]ccio|[/]api[/]npm[/]|pypi[.]org|gopr[o]xy/i],
  ['a host of a private network', /https?:[/][/](10[.]\d|192[.]168[.]|172[.](1[6-9]|2\d|3[01])[.]|[\w.-]+[.](internal|corp|lan)\b)/],
  ['how the work was arranged', /\b(sub-?agents?|co[-]authored|helper (session|agent)s?|cl[a]ude|anthr[o]pic|chat[g]pt|copil[o]t|large language m[o]del|AI[- ]generated|my br[i]ef|the task br[i]ef)\b/i],
  ['an issue number', /\b(issue|ticket|pull request|PR|GH)[ -]?#?\d{1,6}\b|[(]#\d{1,6}[)]/i],
  ['a shared folder beside the checkout', /[/]sh[a]red[/](design|domain|peers|style|ui|bench)[.]md|\bdesign[.]md section/i],
  ['a mark of unfinished work', /\b(TO[D]O|FIX[M]E|X[X]X)\b/],
]
const NAMES = /(^|[/])(utils?|helpers?|common|shared|types|misc)([.][\w.]+)?($|[/])/

const files = execFileSync('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard'], { cwd: root, encoding: 'utf8', maxBuffer: 64 << 20 })
  .split('\0')
  .filter((path) => path !== '' && existsSync(join(root, path)) && statSync(join(root, path)).size < 4 << 20)

const faults = []
for (const path of files) {
  if (NAMES.test(path)) faults.push(`${path}: name the concept, not the kind of file`)
  const bytes = readFileSync(join(root, path))
  if (bytes.subarray(0, 8000).includes(0)) continue
  bytes
    .toString('utf8')
    .split('\n')
    .forEach((line, at) => {
      for (const [what, pattern] of REFUSED) {
        const hit = pattern.exec(line)
        if (hit !== null) faults.push(`${path}:${at + 1}: ${what}: ${hit[0]}`)
      }
    })
}
for (const fault of faults) console.error(fault)
if (faults.length > 0) process.exit(1)
