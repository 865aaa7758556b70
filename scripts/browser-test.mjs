// Runs the console's tests in Chromium. Usage: npm run test:browser
import { findChromium } from '../test/browser/kit.mjs'

if (!findChromium()) {
  console.error('No Chromium found. Install it (Debian: apt-get install chromium fonts-noto-cjk) or set QUNCE_CHROMIUM.')
  process.exit(1)
}
await import('../test/browser/run.mjs')
