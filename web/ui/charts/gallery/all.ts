import { barExample } from './bar.js'
import { bridgeExample } from './bridge.js'
import { curveExample } from './curve.js'
import { forestExample } from './forest.js'
import { funnelExample } from './funnel.js'
import type { GalleryEntry } from './gallery-entry.js'
import { groupedBarExample } from './grouped-bar.js'
import { histogramExample } from './histogram.js'
import { lineExample } from './line.js'
import { radarExample } from './radar.js'
import { sankeyExample } from './sankey.js'
import { signedBarExample } from './signed-bar.js'
import { stackedBarExample } from './stacked-bar.js'
import { tagCloudExample } from './tag-cloud.js'
import { waterfallExample } from './waterfall.js'

/** Every chart of the console, one example each. */
export const gallery: readonly GalleryEntry[] = [
  barExample,
  groupedBarExample,
  stackedBarExample,
  lineExample,
  histogramExample,
  waterfallExample,
  forestExample,
  funnelExample,
  curveExample,
  signedBarExample,
  sankeyExample,
  radarExample,
  bridgeExample,
  tagCloudExample,
]
