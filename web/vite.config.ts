import react from '@vitejs/plugin-react'
import { defineConfig, defaultClientConditions } from 'vite'

const API = process.env.QUNCE_API ?? 'http://127.0.0.1:7430'

// eslint-disable-next-line no-restricted-syntax -- Vite reads the default export
export default defineConfig({
  root: import.meta.dirname,
  plugins: [react()],
  resolve: { conditions: ['source', ...defaultClientConditions] },
  server: { port: 7431, proxy: { '/api/v1': API } },
  build: {
    outDir: '../dist/web',
    emptyOutDir: true,
    manifest: true,
    target: 'es2022',
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 1200,
    // No data: URLs: the content security policy allows files of this host only.
    assetsInlineLimit: 0,
    rolldownOptions: {
      // Kernel and contracts are pure: what a page does not use of them is left out, whole modules at a time.
      treeshake: { moduleSideEffects: [{ test: /^(?!.*node_modules).*[\\/]src[\\/]/, sideEffects: false }] },
      output: {
        codeSplitting: {
          groups: [
            { name: 'react', test: /node_modules[\\/](react|react-dom|scheduler)[\\/]/, priority: 30 },
            { name: 'words', test: /node_modules[\\/](i18next|react-i18next)[\\/]/, priority: 30 },
            { name: 'zod', test: /node_modules[\\/]zod[\\/]/, priority: 30 },
            { name: 'echarts', test: /node_modules[\\/](echarts|zrender)[\\/]/, priority: 30 },
          ],
        },
      },
    },
  },
})
