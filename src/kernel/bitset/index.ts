export { createBitsets, MOST_REGIONS, type BitsetRule, type Bitsets } from './bitsets.js'
