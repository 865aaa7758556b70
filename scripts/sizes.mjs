// Measures the code with the TypeScript parser: files, functions, nesting. Tests are left out.
// Usage: node scripts/sizes.mjs [--check | --write]   (--write: between the markers of ARCHITECTURE.md)
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import ts from 'typescript'

const LIMITS = { medianFile: 120, longestFile: 300, p99Function: 50, deepest: 3 }

const root = dirname(dirname(fileURLToPath(import.meta.url)))

function sources(folder) {
  return readdirSync(folder).flatMap((name) => {
    const path = join(folder, name)
    if (statSync(path).isDirectory()) return sources(path)
    return /\.tsx?$/.test(name) && !/\.(test|d)\.tsx?$/.test(name) ? [path] : []
  })
}

const NESTING = new Set([
  ts.SyntaxKind.IfStatement,
  ts.SyntaxKind.SwitchStatement,
  ts.SyntaxKind.TryStatement,
  ts.SyntaxKind.DoStatement,
  ts.SyntaxKind.WhileStatement,
  ts.SyntaxKind.ForStatement,
  ts.SyntaxKind.ForInStatement,
  ts.SyntaxKind.ForOfStatement,
])

/** Lines of every function, and the deepest nesting of statements inside one; `else if` is no deeper than its `if`. */
function measure(path) {
  const text = readFileSync(path, 'utf8')
  const kind = path.endsWith('.tsx') ? ts.ScriptKind.TSX : ts.ScriptKind.TS
  const source = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true, kind)
  const functions = []
  let deepest = 0
  const visit = (node, depth) => {
    let inside = depth
    if (ts.isFunctionLike(node) && node.body !== undefined) {
      functions.push(codeLines(node.getText(source)))
      inside = 0
    } else if (NESTING.has(node.kind) && !isElseIf(node)) {
      inside += 1
      deepest = Math.max(deepest, inside)
    }
    ts.forEachChild(node, (child) => visit(child, inside))
  }
  visit(source, 0)
  return { path: path.slice(root.length + 1), lines: text.split('\n').length - 1, functions, deepest }
}

function isElseIf(node) {
  return ts.isIfStatement(node) && node.parent !== undefined && ts.isIfStatement(node.parent) && node.parent.elseStatement === node
}

function codeLines(text) {
  return text.split('\n').filter((line) => !/^\s*($|\/\/|\/\*|\*)/.test(line)).length
}

function quantile(numbers, part) {
  const sorted = [...numbers].sort((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.ceil(part * sorted.length) - 1)] ?? 0
}

const files = ['src', 'web'].flatMap((folder) => sources(join(root, folder))).map(measure)
const functions = files.flatMap((file) => file.functions)
const found = {
  medianFile: quantile(files.map((file) => file.lines), 0.5),
  longestFile: Math.max(...files.map((file) => file.lines)),
  p99Function: quantile(functions, 0.99),
  deepest: Math.max(...files.map((file) => file.deepest)),
}
const line = `${files.length} files, ${files.reduce((sum, file) => sum + file.lines, 0)} lines: median file ${found.medianFile} lines, longest ${found.longestFile}; ${functions.length} functions, 99th percentile ${found.p99Function} lines; deepest nesting ${found.deepest}`
console.log(line)

if (process.argv.includes('--write')) write()
const broken = Object.keys(LIMITS).filter((name) => found[name] > LIMITS[name])
for (const name of broken) console.error(`${name}: ${found[name]}, limit ${LIMITS[name]}${where(name)}`)
if (broken.length > 0 && process.argv.includes('--check')) process.exit(1)

function where(name) {
  const over = { longestFile: (file) => file.lines > LIMITS.longestFile, deepest: (file) => file.deepest > LIMITS.deepest }[name]
  return over === undefined ? '' : ` (${files.filter(over).map((file) => file.path).join(', ')})`
}

function write() {
  const path = join(root, 'ARCHITECTURE.md')
  const markers = /(<!-- sizes:start -->)[\s\S]*?(<!-- sizes:end -->)/
  const text = existsSync(path) ? readFileSync(path, 'utf8') : ''
  if (!markers.test(text)) throw new Error('ARCHITECTURE.md has no <!-- sizes:start --> … <!-- sizes:end --> markers')
  writeFileSync(path, text.replace(markers, `$1\n\nBy \`node scripts/sizes.mjs --write\`, tests left out: ${line}.\n\n$2`))
}
