import { availableParallelism } from 'node:os'
import { defineConfig } from 'vitest/config'
import { builtModules } from './scripts/built-modules.mjs'

/** Tests that start an engine, a server or threads: one process each, over the product as it is built. */
const PROOFS = process.env['QUNCE_PROOFS'] === '1' ? ['test/proofs/**/*.test.ts'] : []
const ENGINES = [...PROOFS, 'src/**/*.engine.test.ts', 'src/platform/**/*.test.ts', 'demo/**/*.test.ts', 'test/{engines,journeys,house,kit}/**/*.test.ts']

/** Which side of the package's doors a project takes. Never 'import' for externals: it would reach require() calls inside packages. */
const doors = (...first: string[]) => ({
  resolve: { conditions: [...first, 'node', 'default'] },
  ssr: { resolve: { conditions: [...first, 'node', 'default'], externalConditions: [...first, 'node'] } },
})

export default defineConfig({
  test: {
    pool: 'forks',
    globalSetup: ['scripts/built-modules.mjs', 'test/kit/template-folder.ts'],
    maxWorkers: Math.max(2, availableParallelism() - 1),
    testTimeout: 60_000,
    hookTimeout: 120_000,
    env: { TZ: 'UTC' },
    execArgv: ['--enable-source-maps'],
    projects: [
      { extends: true, ...doors(), plugins: [builtModules()], test: { name: 'engines', include: ENGINES, server: { deps: { external: [/\/dist\/(src|demo)\//] } } } },
      { extends: true, ...doors('source'), test: { name: 'units', include: ['src/**/*.test.ts', 'web/**/*.test.{ts,tsx}'], exclude: ENGINES, isolate: false } },
    ],
  },
})
