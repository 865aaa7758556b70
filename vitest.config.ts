import { defineConfig } from 'vitest/config'

export default defineConfig({
  resolve: { conditions: ['source', 'node', 'default'] },
  // Never 'import' for externals: it would reach require() calls inside packages.
  ssr: { resolve: { conditions: ['source', 'node', 'default'], externalConditions: ['source', 'node'] } },
  test: {
    pool: 'forks',
    include: ['src/**/*.test.ts', 'demo/**/*.test.ts', 'web/**/*.test.{ts,tsx}', 'test/{engines,journeys,house,kit}/**/*.test.ts'],
    testTimeout: 60_000,
    hookTimeout: 120_000,
    env: { TZ: 'UTC' },
  },
})
