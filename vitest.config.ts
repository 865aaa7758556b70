import { availableParallelism } from 'node:os'
import { defineConfig } from 'vitest/config'

/** Tests that start an engine, a server or threads: one process each. */
const PROOFS = process.env['QUNCE_PROOFS'] === '1' ? ['test/proofs/**/*.test.ts'] : []
const ENGINES = [...PROOFS, 'src/**/*.engine.test.ts', 'src/platform/**/*.test.ts', 'demo/**/*.test.ts', 'test/{engines,journeys,house,kit}/**/*.test.ts']

export default defineConfig({
  resolve: { conditions: ['source', 'node', 'default'] },
  // Never 'import' for externals: it would reach require() calls inside packages.
  ssr: { resolve: { conditions: ['source', 'node', 'default'], externalConditions: ['source', 'node'] } },
  test: {
    pool: 'forks',
    globalSetup: ['test/kit/template-folder.ts'],
    maxWorkers: Math.max(2, availableParallelism() - 1),
    testTimeout: 60_000,
    hookTimeout: 120_000,
    env: { TZ: 'UTC' },
    projects: [
      { extends: true, test: { name: 'engines', include: ENGINES } },
      { extends: true, test: { name: 'units', include: ['src/**/*.test.ts', 'web/**/*.test.{ts,tsx}'], exclude: ENGINES, isolate: false } },
    ],
  },
})
